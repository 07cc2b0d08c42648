-- One row per customer, channel and day on which orders were placed, kept apart by when they were undone (`undone_on`) and
-- by the days of their lines (`line_days`, where these are several): how many `orders`. An order is of one channel.
-- The keys of a million orders need not be told apart again with every question.
CREATE OR REPLACE TABLE model.orders_of_channels AS
WITH placed AS NOT MATERIALIZED (
    SELECT buyer, channel, coalesce(order_no, undone_no) AS number, date, undone_on FROM model.order_lines WHERE buyer IS NOT NULL
),
orders AS MATERIALIZED (
    SELECT buyer, number, any_value(channel) AS channel, min(date) AS placed_on, max(date) AS until, any_value(undone_on) AS undone_on
    FROM placed GROUP BY buyer, number
),
on_several_days AS (
    SELECT buyer, number, list_sort(list(DISTINCT p.date)) AS line_days
    FROM placed AS p JOIN (FROM orders WHERE until > placed_on) USING (buyer, number) GROUP BY buyer, number
)
SELECT buyer, channel, placed_on, undone_on, line_days, count(*) AS orders
FROM orders LEFT JOIN on_several_days USING (buyer, number) GROUP BY ALL;

-- The same of all channels together. `counts_day`: of the rows of a day the one that stays the longest, so that the days
-- known at any time are those of such rows; `gap`: the days since the one before, but of whom orders were undone, as it
-- depends on the time then.
CREATE OR REPLACE TABLE model.ordering_days AS
WITH days AS (
    SELECT *, lag(placed_on) OVER (PARTITION BY buyer ORDER BY placed_on, undone_on DESC NULLS FIRST, line_days) AS day_before
    FROM (
        SELECT buyer, placed_on, undone_on, line_days, sum(orders)::BIGINT AS orders
        FROM model.orders_of_channels GROUP BY ALL
    )
)
SELECT * EXCLUDE (day_before), placed_on IS DISTINCT FROM day_before AS counts_day,
    if(placed_on = day_before OR buyer IN (SELECT buyer FROM model.orders_of_channels WHERE undone_on IS NOT NULL), NULL, date_diff('day', day_before, placed_on)) AS gap
FROM days ORDER BY buyer, placed_on;

-- One row per buyer who ordered by `day`: on how many `days`, how many `orders`, and how many of them are of the
-- 12 months to it (`recent`); `last_order` is the day of the last line of all of them.
CREATE OR REPLACE MACRO model.buyers_days(day) AS TABLE
SELECT buyer, count(*) FILTER (counts_day) AS days, min(placed_on) AS first_day, max(placed_on) AS last_day,
    max(if(line_days IS NULL, placed_on, list_max(list_filter(line_days, lambda d: d <= day)))) AS last_order, sum(orders) AS orders,
    coalesce(sum(orders) FILTER (if(line_days IS NULL, placed_on >= since, array_length(list_filter(line_days, lambda d: d BETWEEN since AND day)) > 0)), 0) AS recent
FROM model.ordering_days CROSS JOIN (SELECT (day::DATE + 1 - INTERVAL 12 MONTH)::DATE AS since)
WHERE placed_on <= day AND (undone_on > day OR undone_on IS NULL)
GROUP BY buyer;

-- One row per two days after one another on which a buyer ordered, as known on `day`: the days between them (`gap`).
CREATE OR REPLACE MACRO model.order_gaps(day) AS TABLE
SELECT buyer, gap FROM model.ordering_days WHERE gap IS NOT NULL AND placed_on <= day
UNION ALL
SELECT buyer, gap
FROM (
    SELECT buyer, date_diff('day', lag(placed_on) OVER (PARTITION BY buyer ORDER BY placed_on), placed_on) AS gap
    FROM model.ordering_days
    WHERE counts_day AND placed_on <= day AND (undone_on > day OR undone_on IS NULL)
        AND buyer IN (SELECT buyer FROM model.ordering_days WHERE undone_on IS NOT NULL)
) AS told_apart
WHERE gap IS NOT NULL;
