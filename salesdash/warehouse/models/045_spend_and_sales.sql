-- One row per figure of the spend sheets (spend, leads, inventory), day and member: what was sold there and
-- who was new (`may_be_new`: unknown; known so from `known_from` on, until `known_until`), and what was spent, each in rows of its own, so that both sides of a ratio can be asked of the
-- same days and members. `is_met`: both sides are known there. `start` to `finish` is the period that the
-- spend sheet states as one sum for the member, `whole_start` to `whole_finish` the longest one of that day;
-- `of_channel`, `of_region` say whether the sheet names one, as the orders of that month do.
-- `earned` is the gross profit of the lines whose cost is known, `paid` the part of the spend that falls on
-- them by sales; or the amount sold and all the spend where costs are known nowhere beside spend (`on_sales`).
-- `is_earned`: the cost of at least half of what the member sold in that month is known; of stocks, of anything
-- that their holder sold, if it sold at all.
CREATE OR REPLACE TABLE model.spend_and_sales AS
WITH sold AS (
    SELECT date, channel, channel_kind, online, region, sum(amount) AS sales, sum(profit) AS profit, sum(cost) AS cost,
        sum(abs(amount)) AS booked, sum(abs(amount)) FILTER (profit IS NOT NULL) AS costed
    FROM model.order_lines GROUP BY ALL
),
figures AS (
    SELECT 'spend' AS figure, * FROM sold
    UNION ALL BY NAME
    SELECT 'inventory' AS figure, * FROM sold WHERE EXISTS (FROM live.spend WHERE inventory IS NOT NULL)
    UNION ALL BY NAME
    SELECT DISTINCT figure, date, channel, channel_kind, online, region, if(is_first, buyer, NULL) AS new_customer,
        is_first IS NULL AS may_be_new, first_from AS known_from, undone_on AS known_until
    FROM model.order_lines, (VALUES ('spend'), ('leads')) AS asked(figure) WHERE is_first IS DISTINCT FROM false
),
-- a month is loaded from its beginning whose first order comes in its first ten days, or after no more days than
-- usually pass between two
span AS (
    SELECT if(day(min(date)) - 1 <= greatest(9, (SELECT any_value(silence) FROM model.coverage WHERE dataset = 'orders')),
        date_trunc('month', min(date))::DATE, min(date)) AS first_day, max(date) AS last_day
    FROM sold
),
-- where the orders of a month name no channel or no region, what the sheet states by these is that of all together
named AS (
    SELECT date_trunc('month', date) AS month, count(channel) > 0 AS by_channel, count(region) > 0 AS by_region
    FROM sold GROUP BY month
),
-- stocks are levels: a member's is known on all days once it was taken on any
periods AS (
    SELECT figure, if(by_channel IS false, NULL, channel) AS channel, if(by_region IS false, NULL, region) AS region, day,
        arg_max(start, finish - start) AS start, arg_max(finish, finish - start) AS finish
    FROM (
        FROM model.spend_periods
        UNION ALL
        SELECT DISTINCT 'inventory', s.channel, s.region, d.date, d.date, d.date
        FROM live.spend AS s, (SELECT DISTINCT date FROM sold) AS d WHERE s.inventory IS NOT NULL
    ) AS p LEFT JOIN named ON date_trunc('month', p.day) = named.month
    GROUP BY ALL
),
longest AS (
    SELECT figure, day, arg_max(start, finish - start) AS whole_start, arg_max(finish, finish - start) AS whole_finish
    FROM periods GROUP BY figure, day
),
-- the sheet that names most of the member speaks for it
met AS (
    SELECT DISTINCT ON (f.figure, f.date, f.channel, f.region) f.figure, f.date, f.channel, f.region, start, finish,
        by_channel AS of_channel, by_region AS of_region
    FROM (SELECT DISTINCT figure, date, channel, region FROM figures) AS f
        CROSS JOIN (VALUES (true, true), (true, false), (false, true), (false, false)) AS named(by_channel, by_region)
        JOIN periods AS p ON p.figure = f.figure AND p.day = f.date
            AND p.channel IS NOT DISTINCT FROM if(by_channel, f.channel, NULL)
            AND p.region IS NOT DISTINCT FROM if(by_region, f.region, NULL)
    WHERE (f.channel IS NOT NULL OR NOT by_channel) AND (f.region IS NOT NULL OR NOT by_region)
    ORDER BY f.figure, f.date, f.channel, f.region, by_channel::INTEGER + by_region::INTEGER DESC, by_channel DESC
),
spent AS (
    SELECT 'spend' AS figure, import_id, sheet, row, date, channel, channel_kind, online, region, spend FROM model.spending WHERE spend IS NOT NULL
    UNION ALL BY NAME
    SELECT 'leads' AS figure, import_id, sheet, row, date, channel, channel_kind, online, region, leads FROM model.spending WHERE leads IS NOT NULL
    UNION ALL BY NAME
    SELECT 'inventory' AS figure, min(date) AS date, channel, channel_kind, online, region, avg(inventory) AS inventory
    FROM model.spending WHERE inventory IS NOT NULL
    GROUP BY date_trunc('month', date), channel, channel_kind, online, region
),
telling AS (
    SELECT figure, bool_or(channel IS NOT NULL) AS channels, bool_or(region IS NOT NULL) AS regions
    FROM periods GROUP BY figure
),
matched AS (
    SELECT f.*, start, finish, m.start IS NOT NULL AS is_stated, coalesce(of_channel, false) AS of_channel,
        coalesce(of_region, false) AS of_region,
        (channels AND f.channel IS NULL) OR (regions AND f.region IS NULL) AS is_nobodys
    FROM figures AS f LEFT JOIN telling USING (figure) LEFT JOIN met AS m
        ON f.figure = m.figure AND f.date = m.date
            AND f.channel IS NOT DISTINCT FROM m.channel AND f.region IS NOT DISTINCT FROM m.region
),
both_sides AS (
    -- what belongs to nobody counts in a month in which both sides of everybody are known
    SELECT * EXCLUDE (is_stated, is_nobodys), is_stated OR (is_nobodys
        AND bool_and(is_stated OR is_nobodys) OVER (PARTITION BY figure, date_trunc('month', date))) AS is_met
    FROM matched
    UNION ALL BY NAME
    SELECT s.*, s.date BETWEEN first_day AND last_day AS is_met, start, finish,
        s.channel IS NOT NULL AND by_channel IS DISTINCT FROM false AS of_channel,
        s.region IS NOT NULL AND by_region IS DISTINCT FROM false AS of_region
    FROM spent AS s CROSS JOIN span LEFT JOIN named ON date_trunc('month', s.date) = named.month
        LEFT JOIN periods AS p ON s.figure = p.figure AND s.date = p.day
            AND if(by_channel IS false, NULL, s.channel) IS NOT DISTINCT FROM p.channel
            AND if(by_region IS false, NULL, s.region) IS NOT DISTINCT FROM p.region
),
months AS (
    SELECT date_trunc('month', date) AS month, if(of_channel, channel, NULL) AS channel, if(of_region, region, NULL) AS region,
        coalesce(sum(costed), 0) / nullif(sum(booked), 0) AS costed_share
    FROM both_sides WHERE figure = 'spend' AND is_met AND sales IS NOT NULL GROUP BY ALL
),
holders AS (
    SELECT if(of_channel, channel, NULL) AS channel, if(of_region, region, NULL) AS region, bool_or(cost IS NOT NULL) AS is_costed
    FROM both_sides WHERE figure = 'inventory' AND is_met AND sales IS NOT NULL GROUP BY ALL
),
basis AS (SELECT NOT coalesce(bool_or(costed_share >= model.rule('costed_from')), false) AS on_sales FROM months)
SELECT b.* EXCLUDE (booked, costed, profit), if(on_sales, sales, profit) AS earned,
    if(on_sales, spend, spend * coalesce(costed_share, 1))::DECIMAL(28, 10) AS paid, on_sales,
    CASE WHEN b.figure = 'inventory' THEN coalesce(is_costed, true)
        ELSE on_sales OR coalesce(costed_share >= model.rule('costed_from'), true) END AS is_earned, whole_start, whole_finish
FROM both_sides AS b CROSS JOIN basis
    LEFT JOIN longest AS l ON b.figure = l.figure AND b.date = l.day
    LEFT JOIN months AS c ON date_trunc('month', b.date) = c.month
        AND if(of_channel, b.channel, NULL) IS NOT DISTINCT FROM c.channel
        AND if(of_region, b.region, NULL) IS NOT DISTINCT FROM c.region
    LEFT JOIN holders AS h ON if(of_channel, b.channel, NULL) IS NOT DISTINCT FROM h.channel
        AND if(of_region, b.region, NULL) IS NOT DISTINCT FROM h.region;
