-- One row per customer who ever bought by `day` and month with lines from his first order on: whether he `bought` in it,
-- with its sales and gross margin (null where a line has no cost). `since` is the day of his first order, `is_new`
-- whether it is known to be the first; while the data begin that is not known. He goes by his key.
CREATE OR REPLACE MACRO model.cohort_months(day) AS TABLE
WITH lines AS (FROM model.order_lines(day) WHERE date <= day AND customer_no IS NOT NULL),
firsts AS (
    SELECT customer_no, min(date) FILTER (buyer IS NOT NULL) AS since, coalesce(bool_or(is_first), false) AS is_new
    FROM lines GROUP BY customer_no HAVING since IS NOT NULL
)
SELECT customer_no, since, is_new, date_trunc('month', date)::DATE AS month, bool_or(buyer IS NOT NULL) AS bought,
    sum(amount) AS sales, if(count(*) = count(profit), sum(profit), NULL) AS margin
FROM lines JOIN firsts USING (customer_no) WHERE date >= since GROUP BY 1, 2, 3, 4;
