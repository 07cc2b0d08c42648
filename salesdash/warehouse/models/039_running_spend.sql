-- One row: whether the spend of the period still running is that of the whole period (`is_whole`) or what was
-- spent so far, from when to when that period is (null where none is), what is stated for it and what one of
-- the three before it cost on average, and whether somebody decided. Undecided, the sum itself decides: it is
-- the whole period's where it is nearer to an ordinary period than to the part of it that has passed.
CREATE OR REPLACE TABLE model.running_spend AS
WITH orders AS (SELECT max(date) AS last_day FROM model.order_lines),
-- the longest period that is running
running AS (
    SELECT date AS start, date_end AS finish, last_day, sum(spend) AS stated
    FROM live.spend, orders
    WHERE date <= last_day AND date_end - 1 > last_day AND date_end - date > 7 AND spend IS NOT NULL
    GROUP BY date, date_end, last_day ORDER BY finish - start DESC, start LIMIT 1
),
before AS (
    SELECT sum(spend) / count(DISTINCT date) AS usual
    FROM live.spend, running
    WHERE date_end <= start AND date_end - date BETWEEN finish - start - 3 AND finish - start + 3
        AND date >= start - INTERVAL 1 DAY * 3 * (finish - start + 1)
),
passed AS (
    SELECT done / whole AS share FROM model.period_days, running
    WHERE period_days.start = running.start AND period_days.finish = running.finish AND day = last_day
)
SELECT start, finish, stated, usual, decision IS NOT NULL AS is_decided,
    coalesce(decision = 'whole', stated > usual * (1 + share) / 2, false) AS is_whole
FROM (SELECT (SELECT json_extract_string(value, '$') FROM app.settings WHERE key = 'running_spend') AS decision)
    LEFT JOIN running ON true LEFT JOIN before ON true LEFT JOIN passed ON true;
