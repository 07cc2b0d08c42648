-- One row per figure of the spend sheets (spend, leads), channel, region and day for which a sheet states it
-- (a blank member: for all of them), with the longest period that it states as one sum. Single days a month
-- or a week apart state that month or week. Days that stand closer are their own periods, and the days of
-- their months without a row are days on which nothing was spent, from the first day of the sheet to its last.
CREATE OR REPLACE TABLE model.spend_periods AS
WITH stated AS (
    SELECT DISTINCT 'spend' AS figure, import_id, sheet, channel, region, date, date_end
    FROM live.spend WHERE spend IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'leads', import_id, sheet, channel, region, date, date_end
    FROM live.spend WHERE leads IS NOT NULL
),
apart AS (
    SELECT *, date_end - date > 1 AS is_long,
        CASE WHEN date_end - date = 1 THEN date - lag(date) OVER (
            PARTITION BY figure, import_id, sheet, channel, region, date_end - date ORDER BY date) END AS days_apart
    FROM stated
),
spaced AS (
    SELECT *, min(days_apart) OVER (PARTITION BY figure, import_id, sheet, channel, region) AS spacing,
        min(date) OVER (PARTITION BY figure, import_id, sheet) AS first_day,
        max(date) OVER (PARTITION BY figure, import_id, sheet) AS last_day
    FROM apart
),
spoken AS (
    SELECT figure, channel, region, first_day, last_day, NOT is_long AND spacing < 7 AS is_daily,
        if(is_long OR spacing BETWEEN 7 AND 27, date, date_trunc('month', date)::DATE) AS start,
        CASE WHEN is_long THEN date_end WHEN spacing BETWEEN 7 AND 27 THEN date + 7
            ELSE (date_trunc('month', date) + INTERVAL 1 MONTH)::DATE END AS finish
    FROM spaced
),
days AS (
    SELECT figure, channel, region, day, if(is_daily, day, start) AS start, if(is_daily, day + 1, finish) AS finish
    FROM (
        SELECT DISTINCT figure, channel, region, is_daily, start, finish, unnest(generate_series(
            if(is_daily, greatest(start, first_day), start),
            if(is_daily, least(finish - 1, last_day), finish - 1), INTERVAL 1 DAY))::DATE AS day
        FROM spoken
    )
)
SELECT figure, channel, region, day,
    arg_max(start, finish - start) AS start, arg_max(finish, finish - start) AS finish
FROM days GROUP BY figure, channel, region, day;
