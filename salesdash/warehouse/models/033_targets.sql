-- One row per target that counts: of a metric and year the cells of its approved plan; where there is
-- none, the rows of the sheets.
CREATE OR REPLACE VIEW model.targets AS
SELECT * REPLACE (coalesce(metric, 'sales') AS metric)
FROM live.targets
WHERE (coalesce(metric, 'sales'), year(period)) NOT IN
    (SELECT (metric, year) FROM app.plans WHERE state = 'approved')
UNION ALL BY NAME
SELECT p.name || ' v' || p.version AS sheet, c.nth AS row, c.start AS period, c.finish AS period_end,
    c.amount, p.metric,
    c.members[list_position(p.dimensions, 'region')] AS region,
    c.members[list_position(p.dimensions, 'channel')] AS channel,
    c.members[list_position(p.dimensions, 'salesperson')] AS salesperson,
    c.members[list_position(p.dimensions, 'product')] AS product,
    c.members[list_position(p.dimensions, 'category')] AS category
FROM app.plans AS p JOIN app.plan_cells AS c USING (plan_id, version)
WHERE p.state = 'approved' AND c.amount IS NOT NULL;
