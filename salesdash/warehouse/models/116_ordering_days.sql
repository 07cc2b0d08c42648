-- One row per order of several lines and buyer, as `model.placed_orders`. While all of them are held at once, a channel is a
-- number of two bytes.
CREATE OR REPLACE TABLE model.placed_of_several AS
WITH channels AS (
    SELECT channel, row_number() OVER (ORDER BY channel)::SMALLINT AS channel_no
    FROM (SELECT DISTINCT channel FROM model.order_lines WHERE channel IS NOT NULL)
),
orders AS (
    SELECT buyer, coalesce(order_no, undone_no) AS key, any_value(channel_no) AS channel_no, min(date) AS placed_on, max(date) AS until,
        any_value(undone_on) AS undone_on
    FROM model.order_lines LEFT JOIN channels USING (channel) WHERE is_several AND buyer IS NOT NULL GROUP BY 1, 2
)
SELECT buyer, channel, placed_on, undone_on, if(until > placed_on, key, NULL) AS number
FROM orders LEFT JOIN channels USING (channel_no);

-- One row per order and buyer: its channel and the first day of its lines (`placed_on`), and its key (`number`) where they are
-- of several days; from `undone_on` on it is none.
CREATE OR REPLACE VIEW model.placed_orders AS
SELECT buyer, channel, placed_on, undone_on, number FROM model.placed_of_several
UNION ALL
SELECT buyer, channel, date, undone_on, NULL FROM model.order_lines WHERE buyer IS NOT NULL AND NOT is_several;

-- One row per order and buyer with lines of several days: these days.
CREATE OR REPLACE TABLE model.days_of_orders AS
SELECT p.buyer, p.number, list_sort(list(DISTINCT date)) AS line_days
FROM model.placed_orders AS p JOIN model.order_lines AS l ON p.buyer = l.buyer AND p.number = coalesce(l.order_no, l.undone_no)
GROUP BY p.buyer, p.number;

-- One row per customer and day on which orders were placed, kept apart by when they were undone and by the days of their
-- lines (`line_days`, where these are several): how many `orders`. `counts_day`: of the rows of a day the one that stays the longest, so that the days
-- known at any time are those of such rows; `gap`: the days since the one before, but of whom orders were undone, as it
-- depends on the time then.
CREATE OR REPLACE TABLE model.ordering_days AS
WITH placed AS (
    SELECT buyer, placed_on, undone_on, NULL::DATE[] AS line_days, count(*) AS orders
    FROM model.placed_orders WHERE number IS NULL GROUP BY buyer, placed_on, undone_on
    UNION ALL
    SELECT buyer, placed_on, undone_on, line_days, count(*)
    FROM model.placed_orders JOIN model.days_of_orders USING (buyer, number) GROUP BY buyer, placed_on, undone_on, line_days
),
days AS (
    SELECT *, lag(placed_on) OVER (PARTITION BY buyer ORDER BY placed_on, undone_on DESC NULLS FIRST, hash(line_days)) AS day_before
    FROM placed
)
SELECT * EXCLUDE (day_before), placed_on IS DISTINCT FROM day_before AS counts_day,
    if(placed_on = day_before OR buyer IN (SELECT buyer FROM model.placed_orders WHERE undone_on IS NOT NULL), NULL, date_diff('day', day_before, placed_on)) AS gap
FROM days;

-- Where there are none, some engines have an empty list and some have null.
CREATE OR REPLACE MACRO model.has_several(line_days) AS coalesce(array_length(line_days), 0) > 0;

-- One row per buyer and month in which orders were placed, kept apart by when they were undone: on how many `days`, how many
-- `orders`. Orders with lines of several days stay as they are.
CREATE OR REPLACE TABLE model.ordering_months AS
SELECT buyer, date_trunc('month', placed_on)::DATE AS month, undone_on, NULL::DATE[] AS line_days, min(placed_on) AS first_day,
    max(placed_on) AS last_day, count(*) FILTER (counts_day) AS days, sum(orders)::BIGINT AS orders
FROM model.ordering_days WHERE line_days IS NULL GROUP BY buyer, date_trunc('month', placed_on), undone_on
UNION ALL
SELECT buyer, date_trunc('month', placed_on)::DATE, undone_on, line_days, placed_on, placed_on, counts_day::BIGINT, orders
FROM model.ordering_days WHERE line_days IS NOT NULL;

-- Twelve months to `day`: from `since` on, which is no first day of a month where both lie within one (`is_cut`): `first_month`
-- and `last_month`.
CREATE OR REPLACE MACRO model.twelve_months(day) AS TABLE
SELECT since, since <> first_month AS is_cut, first_month, date_trunc('month', day::DATE)::DATE AS last_month,
    (first_month + INTERVAL 1 MONTH)::DATE AS second_month
FROM (SELECT since, date_trunc('month', since)::DATE AS first_month FROM (SELECT (day::DATE + 1 - INTERVAL 12 MONTH)::DATE AS since));

-- One row per row of `model.ordering_months` up to `day`; of months that are cut by it, or where its 12 months begin, per row of
-- `model.ordering_days`.
CREATE OR REPLACE MACRO model.ordering_to(day) AS TABLE
SELECT buyer, undone_on, line_days, first_day, last_day, days, orders, since
FROM model.ordering_months CROSS JOIN model.twelve_months(day)
WHERE month <= day AND NOT (is_cut AND month IN (first_month, last_month))
UNION ALL
SELECT buyer, undone_on, line_days, placed_on, placed_on, counts_day::BIGINT, orders, since
FROM model.ordering_days CROSS JOIN model.twelve_months(day)
WHERE is_cut AND placed_on <= day AND (placed_on >= last_month OR (placed_on >= first_month AND placed_on < second_month));

-- One row per buyer who ordered by `day`: on how many `days`, how many `orders`, and how many of them are of the
-- 12 months to it (`recent`); `last_order` is the day of the last line of all of them.
CREATE OR REPLACE MACRO model.buyers_days(day) AS TABLE
SELECT buyer, sum(days)::BIGINT AS days, min(first_day) AS first_day, max(last_day) AS last_day,
    max(if(model.has_several(line_days), list_max(list_filter(line_days, lambda d: d <= day)), last_day)) AS last_order, sum(orders) AS orders,
    coalesce(sum(orders) FILTER (if(model.has_several(line_days), array_length(list_filter(line_days, lambda d: d BETWEEN since AND day)) > 0, first_day >= since)), 0) AS recent
FROM model.ordering_to(day)
WHERE undone_on > day OR undone_on IS NULL
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
