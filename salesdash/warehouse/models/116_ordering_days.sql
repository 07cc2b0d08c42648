-- One row per customer and day on which orders were placed, kept apart by when they were undone (`undone_on`) and by
-- the days of their lines (`line_days`, where these are several): how many `orders`. `counts_day`: of the rows of a
-- day the one that stays the longest, so that the days known at any time are those of such rows.
-- The keys of a million orders need not be told apart again with every question.
CREATE OR REPLACE TABLE model.ordering_days AS
WITH placed AS NOT MATERIALIZED (
    SELECT buyer, coalesce(order_no, undone_no) AS number, date, undone_on FROM model.order_lines WHERE buyer IS NOT NULL
),
orders AS MATERIALIZED (
    SELECT buyer, number, min(date) AS placed_on, max(date) AS until, any_value(undone_on) AS undone_on FROM placed GROUP BY buyer, number
),
on_several_days AS (
    SELECT buyer, number, list_sort(list(DISTINCT p.date)) AS line_days
    FROM placed AS p JOIN (FROM orders WHERE until > placed_on) USING (buyer, number) GROUP BY buyer, number
)
SELECT *, row_number() OVER (PARTITION BY buyer, placed_on ORDER BY undone_on DESC NULLS FIRST, line_days) = 1 AS counts_day
FROM (
    SELECT buyer, placed_on, undone_on, line_days, count(*) AS orders
    FROM orders LEFT JOIN on_several_days USING (buyer, number) GROUP BY ALL
)
ORDER BY buyer, placed_on;

-- One row per buyer who ordered by `day`: on how many `days` and which (`ordered_on`), how many `orders`, and how many
-- of them are of the 12 months to it (`recent`); `last_order` is the day of the last line of all of them.
CREATE OR REPLACE MACRO model.buyers_days(day) AS TABLE
SELECT buyer, count(*) FILTER (counts_day) AS days, list_sort(list(placed_on) FILTER (counts_day)) AS ordered_on,
    min(placed_on) AS first_day, max(placed_on) AS last_day,
    max(coalesce(list_max(list_filter(line_days, lambda d: d <= day)), placed_on)) AS last_order, sum(orders) AS orders,
    coalesce(sum(orders) FILTER (placed_on >= since OR array_length(list_filter(line_days, lambda d: d BETWEEN since AND day)) > 0), 0) AS recent
FROM model.ordering_days CROSS JOIN (SELECT (day::DATE + 1 - INTERVAL 12 MONTH)::DATE AS since)
WHERE placed_on <= day AND (undone_on > day OR undone_on IS NULL)
GROUP BY buyer;
