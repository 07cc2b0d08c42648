-- One row per customer who bought by `day`: the days of ordering after the first (`repeats`), the days from the
-- first to the last of them (`recency`) and to `day` (`age`), and, for each order of the 12 months to `day`, how
-- many orders are to come for each day of ordering that is to come (`weight`); `recent` is how many those orders are.
CREATE OR REPLACE MACRO model.histories(day) AS TABLE
SELECT buyer, days - 1 AS repeats, last_day - first_day AS recency, day::DATE - first_day AS age, recent,
    orders / days / nullif(recent, 0) AS weight
FROM (
    SELECT buyer, count(*) AS days, min(placed_on) AS first_day, max(placed_on) AS last_day,
        sum(orders) AS orders, sum(recent) AS recent
    FROM (
        SELECT buyer, placed_on, count(*) AS orders, count(*) FILTER (is_recent) AS recent
        FROM (
            SELECT buyer, order_no, min(date) AS placed_on, bool_or(date >= day::DATE + 1 - INTERVAL 12 MONTH) AS is_recent
            FROM model.order_lines(day) WHERE date <= day AND buyer IS NOT NULL GROUP BY buyer, order_no
        ) GROUP BY buyer, placed_on
    ) GROUP BY buyer
);

-- One row per line of an order of the 12 months to `day`, with the history of its buyer.
CREATE OR REPLACE MACRO model.coming_orders(day) AS TABLE
SELECT l.*, repeats, recency, age, weight
FROM model.order_lines(day) AS l JOIN model.histories(day) USING (buyer)
WHERE date <= day AND date >= day::DATE + 1 - INTERVAL 12 MONTH;

-- What so many years of the same are worth now.
CREATE OR REPLACE MACRO model.worth_of(years) AS if(model.rule('discount_rate') > 0,
    (1 - pow(1 + model.rule('discount_rate'), -years)) / ln(1 + model.rule('discount_rate')), years);
