-- One row per row of the market sheets that names a competitor: what it sold, and its price beside ours.
CREATE OR REPLACE VIEW model.rivals AS
SELECT import_id, sheet, row, period AS date, competitor, competitor_sales, competitor_price, own_price,
    product, segment AS market_segment, region AS market_region
FROM live.market WHERE competitor IS NOT NULL;
