-- One row per row of the spend sheets and day of its day, week or month, spread over workdays so that
-- the days add up exactly: a budget over all of them; leads and visits over those up to the last order,
-- because what is counted in a period still running has happened so far. Spend of a running period is
-- either: all of it so far, or that of the whole period (`model.running_spend`). Stocks are as they were
-- taken, on the first day. `is_accounted`: the spend of its channel and region is stated around that day;
-- `is_budgeted`: so is their budget. What names none speaks for all.
CREATE OR REPLACE TABLE model.spending AS
WITH stated AS (
    SELECT s.*, if(last_day >= date AND last_day < date_end, last_day + 1, date_end) AS known_until,
        if(is_whole, date_end, known_until) AS spent_until
    FROM live.spend AS s, model.running_spend, (SELECT max(date) AS last_day FROM model.order_lines)
),
reach AS (
    SELECT 'spend' AS figure, channel, region, min(day) AS first_day, max(day) AS last_day
    FROM model.spend_periods WHERE figure = 'spend' GROUP BY ALL
    UNION ALL
    SELECT 'budget', channel, region, min(date), max(date_end) - 1 FROM live.spend WHERE budget IS NOT NULL GROUP BY ALL
),
reached AS (
    SELECT DISTINCT r.figure, s.channel, s.region, r.first_day, r.last_day
    FROM reach AS r JOIN (SELECT DISTINCT channel, region FROM live.spend) AS s
        ON coalesce(r.channel = s.channel, true) AND coalesce(r.region = s.region, true)
)
SELECT s.import_id, s.sheet, s.row, p.day AS date, s.channel, k.channel_kind, k.online, s.purpose, s.region,
    model.day_part(s.spend, e.weight, e.done, e.whole, 4)::DECIMAL(18, 4) AS spend,
    model.day_part(s.leads, d.weight, d.done, d.whole, 0)::BIGINT AS leads,
    model.day_part(s.visits, d.weight, d.done, d.whole, 0)::BIGINT AS visits,
    model.day_part(s.budget, p.weight, p.done, p.whole, 4)::DECIMAL(18, 4) AS budget,
    if(p.day = s.date, s.inventory, NULL) AS inventory,
    if(p.day = s.date, s.outlets, NULL) AS outlets,
    EXISTS (FROM reached AS r WHERE r.figure = 'spend' AND r.channel IS NOT DISTINCT FROM s.channel
        AND r.region IS NOT DISTINCT FROM s.region AND p.day BETWEEN r.first_day AND r.last_day) AS is_accounted,
    EXISTS (FROM reached AS r WHERE r.figure = 'budget' AND r.channel IS NOT DISTINCT FROM s.channel
        AND r.region IS NOT DISTINCT FROM s.region AND p.day BETWEEN r.first_day AND r.last_day) AS is_budgeted
FROM stated AS s
    JOIN model.period_days AS p ON s.date = p.start AND s.date_end = p.finish
    LEFT JOIN model.period_days AS d ON s.date = d.start AND s.known_until = d.finish AND p.day = d.day
    LEFT JOIN model.period_days AS e ON s.date = e.start AND s.spent_until = e.finish AND p.day = e.day
    LEFT JOIN model.channel_kinds AS k USING (channel)
WHERE p.weight > 0 OR d.weight > 0 OR e.weight > 0
    OR (p.day = s.date AND coalesce(s.inventory, s.outlets) IS NOT NULL);
