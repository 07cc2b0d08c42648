-- One row per period that targets, spend or a market are stated for, and day of it: how many of its workdays
-- are done by then, of how many. Of a period without a workday every day counts.
CREATE OR REPLACE TABLE model.period_days AS
WITH periods AS (
    SELECT period AS start, period_end AS finish FROM model.kept_targets
    UNION
    SELECT date, date_end FROM live.spend
    UNION
    SELECT period, period_end FROM live.market
    UNION
    SELECT date, last_day + 1
    FROM live.spend, (SELECT max(date) AS last_day FROM model.order_lines)
    WHERE last_day >= date AND last_day < date_end
),
days AS (
    SELECT start, finish, unnest(generate_series(start, finish - 1, INTERVAL 1 DAY))::DATE AS day FROM periods
),
weighed AS (
    SELECT days.*, if(count(w.day) OVER (PARTITION BY start, finish) = 0 OR w.day IS NOT NULL, 1, 0) AS weight
    FROM days LEFT JOIN model.workdays AS w USING (day)
)
SELECT start, finish, day, weight,
    sum(weight) OVER (PARTITION BY start, finish ORDER BY day)::INTEGER AS done,
    sum(weight) OVER (PARTITION BY start, finish)::INTEGER AS whole
FROM weighed;

-- The part of an amount that falls on a day, so that all days add up to it exactly; none on a day off.
CREATE OR REPLACE MACRO model.day_part(amount, weight, done, whole, places) AS
    if(weight > 0, round(amount * done / whole, places) - round(amount * (done - weight) / whole, places), NULL);
