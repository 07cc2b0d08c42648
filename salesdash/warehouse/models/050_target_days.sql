-- One row per target and day of its period: the target spread over the workdays so that they add up
-- exactly, with no amount on days off. Ways in which the same total was split differently are told apart by
-- `target_set`, within the sheets or the version (`part`) that they belong to; `is_first`: of the plan that
-- was approved first where another counts now, else of the targets that count.
CREATE OR REPLACE TABLE model.days_of_targets AS
WITH targets AS (
    SELECT row_number() OVER () AS target_id, import_id, sheet, row, period AS start, period_end AS finish, amount,
        metric, region, t.channel, k.channel_kind, k.online, salesperson, product,
        category, part, carried_from, is_first,
        CASE WHEN days > 300 THEN 1 WHEN days > 80 THEN 2 WHEN days > 20 THEN 3 ELSE 4 END AS fineness,
        model.split_of(region, t.channel, salesperson, product, category) AS dimensions
    FROM model.kept_targets AS t LEFT JOIN model.channel_kinds AS k USING (channel)
)
SELECT target_id, import_id, sheet, row, d.day AS date,
    model.day_part(amount, d.weight, d.done, d.whole, 4)::DECIMAL(18, 4) AS amount,
    metric, region, channel, channel_kind, online, salesperson, product, category, dimensions, fineness,
    part, part || ' ' || array_to_string(dimensions, '+') || ':' || fineness AS target_set,
    carried_from, is_first
FROM targets JOIN model.period_days AS d USING (start, finish);

-- One row per target that counts and day of its period.
CREATE OR REPLACE VIEW model.planned_days AS SELECT * FROM model.days_of_targets WHERE NOT is_first;

-- One row per target that counts and workday of its period.
CREATE OR REPLACE VIEW model.target_days AS SELECT * FROM model.planned_days WHERE amount IS NOT NULL;

-- One row per target of the plan approved first, where another counts now, and day of its period from the
-- month on in which the orders begin.
CREATE OR REPLACE VIEW model.first_days AS SELECT * FROM model.days_of_targets
WHERE is_first AND date >= (SELECT date_trunc('month', min(date)) FROM model.order_lines);
