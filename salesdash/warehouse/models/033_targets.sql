-- The name under which a spelling counts.
CREATE OR REPLACE MACRO model.accepted_name(of_dimension, name) AS coalesce(
    (SELECT accepted FROM model.spellings WHERE dimension = of_dimension AND spelling = name), name);

-- One row per cell of an approved version of a plan, and one per part of it that a re-plan carried on
-- from the periods closed since `carried_from`, in the days after the re-plan; members as they are called
-- now. Nothing can have been missed before the first cell of the member or the month in which the orders
-- begin. `part` is the version, `days` how long the cell is.
CREATE OR REPLACE VIEW model.approved_cells AS
SELECT p.name || ' v' || p.version AS sheet, c.nth AS row, c.finish AS period_end, c.finish - c.start AS days,
    CASE WHEN carries AND p.replanned_on + 1 < c.finish THEN greatest(c.start, p.replanned_on + 1) ELSE c.start END AS period,
    CASE WHEN carries THEN c.carried ELSE c.amount - coalesce(c.carried, 0) END AS amount,
    CASE WHEN carries THEN greatest(min(c.start) OVER (PARTITION BY p.plan_id, p.version, c.members),
        (SELECT date_trunc('month', min(date))::DATE FROM model.order_lines)) END AS carried_from, p.metric,
    p.plan_id || '/' || p.version AS part, p.opens, p.approval, p.start AS year_start,
    model.accepted_name('region', c.members[list_position(p.dimensions, 'region')]) AS region,
    model.accepted_name('channel', c.members[list_position(p.dimensions, 'channel')]) AS channel,
    model.accepted_name('salesperson', c.members[list_position(p.dimensions, 'salesperson')]) AS salesperson,
    model.accepted_name('product', c.members[list_position(p.dimensions, 'product')]) AS product,
    model.accepted_name('category', c.members[list_position(p.dimensions, 'category')]) AS category
FROM app.plans AS p JOIN app.plan_cells AS c USING (plan_id, version), (VALUES (false), (true)) AS kinds(carries)
WHERE p.approval IS NOT NULL AND c.amount IS NOT NULL AND (NOT carries OR c.carried <> 0);

-- One row per target that counts, each in the days for which it was in force: of the sheets what had closed
-- before the first plan was approved, of a plan what had not closed when it was approved until the next was.
CREATE OR REPLACE VIEW model.targets AS
SELECT * REPLACE (coalesce(metric, 'sales') AS metric), '' AS part, NULL::DATE AS carried_from, period_end - period AS days
FROM live.targets AS t
WHERE NOT EXISTS (FROM app.plans AS p WHERE p.approval IS NOT NULL AND p.metric = coalesce(t.metric, 'sales')
    AND t.period >= p.start AND t.period < p.start + INTERVAL 1 YEAR AND t.period_end > p.opens)
UNION ALL BY NAME
SELECT * EXCLUDE (opens, approval, year_start)
FROM model.approved_cells AS c
WHERE c.period >= c.opens
    AND NOT EXISTS (FROM app.plans AS later WHERE later.approval > c.approval AND later.metric = c.metric
        AND c.period >= later.opens AND c.period < later.start + INTERVAL 1 YEAR);

-- One row per target of the years in which another came into force since, as it was at first: the cells of
-- the version approved first, or the rows of the sheets where periods had closed under them before.
CREATE OR REPLACE VIEW model.first_targets AS
WITH firsts AS (
    SELECT now.metric, now.start, f.plan_id || '/' || f.version AS part, f.opens > f.start AS after_sheets,
        f.approval = now.approval AS is_only
    FROM app.plans AS now JOIN app.plans AS f ON f.metric = now.metric AND f.approval IS NOT NULL
        AND f.start < now.start + INTERVAL 1 YEAR AND now.start < f.start + INTERVAL 1 YEAR
    WHERE now.state = 'approved'
    QUALIFY f.approval = min(f.approval) OVER (PARTITION BY now.metric, now.start)
)
SELECT t.* REPLACE (f.metric AS metric), '' AS part, t.period_end - t.period AS days
FROM live.targets AS t JOIN firsts AS f ON f.after_sheets AND f.metric = coalesce(t.metric, 'sales')
    AND t.period >= f.start AND t.period < f.start + INTERVAL 1 YEAR
UNION ALL BY NAME
SELECT c.* EXCLUDE (opens, approval, year_start, carried_from)
FROM model.approved_cells AS c JOIN firsts AS f USING (metric, part)
WHERE NOT f.after_sheets AND NOT f.is_only AND c.carried_from IS NULL
    AND c.period >= f.start AND c.period < f.start + INTERVAL 1 YEAR;

-- One row per target that counts and per one of the plan approved first, where another counts now (`is_first`).
CREATE OR REPLACE TABLE model.kept_targets AS
SELECT *, false AS is_first FROM model.targets
UNION ALL BY NAME
SELECT *, true AS is_first FROM model.first_targets;
