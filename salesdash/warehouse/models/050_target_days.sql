-- One row per target and day of its period: the target spread over the workdays so that they add up
-- exactly, with no amount on days off. Sheets that split the same total differently are told apart by
-- `target_set`.
CREATE OR REPLACE TABLE model.planned_days AS
WITH targets AS (
    SELECT row_number() OVER () AS target_id, import_id, sheet, row, period AS start, period_end AS finish, amount,
        metric, region, t.channel, k.channel_kind, k.online, salesperson, product,
        category,
        CASE WHEN period_end - period > 300 THEN 1 WHEN period_end - period > 80 THEN 2
            WHEN period_end - period > 20 THEN 3 ELSE 4 END AS fineness,
        list_filter(['region', 'channel', 'salesperson', 'product', 'category'], lambda d: CASE d
            WHEN 'region' THEN region IS NOT NULL WHEN 'channel' THEN t.channel IS NOT NULL
            WHEN 'salesperson' THEN salesperson IS NOT NULL WHEN 'product' THEN product IS NOT NULL
            ELSE category IS NOT NULL END) AS dimensions
    FROM model.targets AS t LEFT JOIN model.channel_kinds AS k USING (channel)
)
SELECT target_id, import_id, sheet, row, d.day AS date,
    model.day_part(amount, d.weight, d.done, d.whole, 4)::DECIMAL(18, 4) AS amount,
    metric, region, channel, channel_kind, online, salesperson, product, category, dimensions, fineness,
    array_to_string(dimensions, '+') || ':' || fineness AS target_set
FROM targets JOIN model.period_days AS d USING (start, finish);

-- One row per target and workday of its period.
CREATE OR REPLACE VIEW model.target_days AS SELECT * FROM model.planned_days WHERE amount IS NOT NULL;
