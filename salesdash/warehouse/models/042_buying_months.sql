-- One row per buyer and month in which he bought, kept apart by when his orders were undone (`undone_on`): the least and
-- the greatest key of these orders (`one_order`, `another_order`), which differ where there are two.
CREATE OR REPLACE TABLE model.buying_months AS
SELECT buyer, date_trunc('month', date)::DATE AS date, undone_on,
    min(coalesce(order_no, undone_no)) AS one_order, max(coalesce(order_no, undone_no)) AS another_order
FROM model.order_lines WHERE buyer IS NOT NULL GROUP BY 1, 2, 3
-- who groups by buyer finds his rows together
ORDER BY buyer, date;

-- The same by what is known on `day`.
CREATE OR REPLACE MACRO model.buying_months(day) AS TABLE
SELECT buyer, date, one_order, another_order FROM model.buying_months WHERE undone_on > day OR undone_on IS NULL;
