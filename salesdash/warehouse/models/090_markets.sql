-- One row per period and segment of the market and day of it: its size (stated once, however many
-- competitors stand beside it) spread over the workdays so that the days add up exactly and, on the
-- first segment of a day, our own sales of that day in the market measured; from the month on in which
-- the orders begin.
CREATE OR REPLACE TABLE model.markets AS
WITH sizes AS (
    SELECT min(import_id) AS import_id, min(sheet) AS sheet, min(row) AS row, period, period_end,
        segment AS market_segment, region AS market_region, max(market_size) AS market_size
    FROM live.market
    GROUP BY period, period_end, segment, region
    HAVING max(market_size) IS NOT NULL
),
-- a market told by regions, or segments, of which the orders know any is that of what was sold there
told AS (
    SELECT coalesce(bool_or(market_region IN (SELECT region FROM model.order_lines)), false) AS by_region,
        coalesce(bool_or(market_segment IN (SELECT segment FROM model.order_lines)), false) AS by_segment
    FROM sizes
),
measured AS (
    SELECT DISTINCT p.day, if(by_region, market_region, NULL) AS region, if(by_segment, market_segment, NULL) AS segment
    FROM sizes JOIN model.period_days AS p ON sizes.period = p.start AND sizes.period_end = p.finish CROSS JOIN told
),
own AS (
    SELECT date, sum(sold) AS own_sales
    FROM (
        SELECT date, if(by_region, region, NULL) AS region, if(by_segment, segment, NULL) AS segment, sum(amount) AS sold
        FROM model.order_lines CROSS JOIN told GROUP BY ALL
    ) AS l
    WHERE EXISTS (FROM measured AS m WHERE m.day = l.date AND (m.region IS NULL OR m.region = l.region)
        AND (m.segment IS NULL OR m.segment = l.segment))
    GROUP BY date
)
SELECT sizes.import_id, sizes.sheet, sizes.row, p.day AS date, market_segment, market_region,
    model.day_part(market_size, p.weight, p.done, p.whole, 4)::DECIMAL(18, 4) AS market_size,
    CASE WHEN row_number() OVER (PARTITION BY p.day ORDER BY sizes.import_id, sizes.row) = 1 THEN own.own_sales END
        AS own_sales
FROM sizes JOIN model.period_days AS p ON sizes.period = p.start AND sizes.period_end = p.finish
    LEFT JOIN own ON p.day = own.date
WHERE p.day >= (SELECT date_trunc('month', min(date)) FROM model.order_lines);
