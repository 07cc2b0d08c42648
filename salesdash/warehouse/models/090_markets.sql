-- One row per period and segment of the market: its size (stated once, however many competitors
-- stand beside it) and, on the first segment of a period, our own sales of that period. Segment and
-- region are the market's own: our sales are not told apart by them.
CREATE OR REPLACE VIEW model.markets AS
WITH sizes AS (
    SELECT min(import_id) AS import_id, min(sheet) AS sheet, min(row) AS row, period AS date, period_end,
        segment AS market_segment, region AS market_region, max(market_size) AS market_size
    FROM live.market
    GROUP BY period, period_end, segment, region
    HAVING max(market_size) IS NOT NULL
),
own AS (
    SELECT s.date, s.period_end, sum(l.amount) AS own_sales, max(l.date) AS seen_until
    FROM (SELECT DISTINCT date, period_end FROM sizes) AS s
    JOIN model.order_lines AS l ON l.date >= s.date AND l.date < s.period_end
    GROUP BY ALL
)
SELECT sizes.*,
    CASE WHEN row_number() OVER (PARTITION BY sizes.date, sizes.period_end ORDER BY sizes.row) = 1 THEN own.own_sales END AS own_sales
FROM sizes LEFT JOIN own USING (date, period_end);
