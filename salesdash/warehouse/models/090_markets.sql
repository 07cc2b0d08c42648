-- One row per period and segment of the market and day of it: its size (stated once, however many
-- competitors stand beside it) spread over the workdays so that the days add up exactly and, on the
-- first segment of a day, our own sales of that day. Segment and region are the market's own: our
-- sales are not told apart by them.
CREATE OR REPLACE TABLE model.markets AS
WITH sizes AS (
    SELECT min(import_id) AS import_id, min(sheet) AS sheet, min(row) AS row, period, period_end,
        segment AS market_segment, region AS market_region, max(market_size) AS market_size
    FROM live.market
    GROUP BY period, period_end, segment, region
    HAVING max(market_size) IS NOT NULL
),
own AS (SELECT date, sum(amount) AS own_sales FROM model.order_lines GROUP BY date)
SELECT sizes.import_id, sizes.sheet, sizes.row, p.day AS date, market_segment, market_region,
    model.day_part(market_size, p.weight, p.done, p.whole, 4)::DECIMAL(18, 4) AS market_size,
    CASE WHEN row_number() OVER (PARTITION BY p.day ORDER BY sizes.import_id, sizes.row) = 1 THEN own.own_sales END
        AS own_sales
FROM sizes JOIN model.period_days AS p ON sizes.period = p.start AND sizes.period_end = p.finish
    LEFT JOIN own ON p.day = own.date;
