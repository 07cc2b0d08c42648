-- The name under which a spelling counts.
CREATE OR REPLACE MACRO model.accepted_name(of_dimension, name) AS coalesce(
    (SELECT accepted FROM model.spellings WHERE dimension = of_dimension AND spelling = name), name);

-- One row per target that counts: the cells of the approved plans, their members as they are called now;
-- of the days for which none is approved, the rows of the sheets.
CREATE OR REPLACE VIEW model.targets AS
SELECT * REPLACE (coalesce(metric, 'sales') AS metric)
FROM live.targets AS t
WHERE NOT EXISTS (FROM app.plans AS p WHERE p.state = 'approved' AND p.metric = coalesce(t.metric, 'sales')
    AND t.period >= p.start AND t.period < p.start + INTERVAL 1 YEAR)
UNION ALL BY NAME
SELECT p.name || ' v' || p.version AS sheet, c.nth AS row, c.start AS period, c.finish AS period_end,
    c.amount, p.metric,
    model.accepted_name('region', c.members[list_position(p.dimensions, 'region')]) AS region,
    model.accepted_name('channel', c.members[list_position(p.dimensions, 'channel')]) AS channel,
    model.accepted_name('salesperson', c.members[list_position(p.dimensions, 'salesperson')]) AS salesperson,
    model.accepted_name('product', c.members[list_position(p.dimensions, 'product')]) AS product,
    model.accepted_name('category', c.members[list_position(p.dimensions, 'category')]) AS category
FROM app.plans AS p JOIN app.plan_cells AS c USING (plan_id, version)
WHERE p.state = 'approved' AND c.amount IS NOT NULL;
