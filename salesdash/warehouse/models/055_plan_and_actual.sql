-- One row per sales target and day of its period from the month on in which the orders begin.
CREATE OR REPLACE VIEW model.planned_sales AS
SELECT date, amount AS target, metric, target_set, carried_from, region, channel, channel_kind, online, salesperson, product, category
FROM model.planned_days
WHERE metric = 'sales' AND date >= (SELECT date_trunc('month', min(date)) FROM model.daily_sales);

-- One row per order line, and per row of `model.planned_sales`: what was sold beside what was planned. What was sold has
-- no `target_set`.
CREATE OR REPLACE VIEW model.plan_and_actual AS
SELECT date, amount AS sales, NULL::DECIMAL(18, 4) AS target, NULL::VARCHAR AS metric, NULL::VARCHAR AS target_set,
    NULL::DATE AS carried_from, region, channel, channel_kind, online, salesperson, product, category
FROM model.order_lines
UNION ALL
SELECT date, NULL, target, metric, target_set, carried_from, region, channel, channel_kind, online, salesperson, product, category
FROM model.planned_sales;

-- The same with a row per row of `model.daily_sales` in place of the order lines.
CREATE OR REPLACE VIEW model.daily_plan_and_actual AS
SELECT date, amount AS sales, NULL::DECIMAL(18, 4) AS target, NULL::VARCHAR AS metric, NULL::VARCHAR AS target_set,
    NULL::DATE AS carried_from, region, channel, channel_kind, online
FROM model.daily_sales
UNION ALL
SELECT date, NULL, target, metric, target_set, carried_from, region, channel, channel_kind, online
FROM model.planned_sales;

-- One row per order line, and per sales target of the plan approved first and day of its period: what was sold
-- beside what that plan asked for, where another counts now.
CREATE OR REPLACE VIEW model.first_plan_and_actual AS
SELECT * FROM model.plan_and_actual WHERE target_set IS NULL
UNION ALL BY NAME
SELECT date, amount AS target, metric, target_set, carried_from, region, channel, channel_kind, online, salesperson, product, category
FROM model.first_days WHERE metric = 'sales';

-- The same with a row per row of `model.daily_sales` in place of the order lines.
CREATE OR REPLACE VIEW model.daily_first_plan_and_actual AS
SELECT * FROM model.daily_plan_and_actual WHERE target_set IS NULL
UNION ALL BY NAME
SELECT date, amount AS target, metric, target_set, carried_from, region, channel, channel_kind, online
FROM model.first_days WHERE metric = 'sales';
