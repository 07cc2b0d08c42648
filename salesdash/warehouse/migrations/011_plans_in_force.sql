-- From which day on a version counted, and the how-manyth approval it was: what had closed before
-- stays with the version that was in force then.
ALTER TABLE app.plans ADD COLUMN opens DATE;
ALTER TABLE app.plans ADD COLUMN approval INTEGER;
UPDATE app.plans SET opens = start, approval = n.nth
FROM (SELECT plan_id, version, row_number() OVER (ORDER BY approved_at, plan_id, version) AS nth
    FROM app.plans WHERE state <> 'draft') AS n
WHERE app.plans.plan_id = n.plan_id AND app.plans.version = n.version;
-- The part of an amount that was missed in closed periods and is asked again in this one.
ALTER TABLE app.plan_cells ADD COLUMN carried DECIMAL(18, 4);
-- Cells, rows and columns as somebody typed them; `app.plan_locks` has what they hold still.
CREATE TABLE app.plan_typed (
    plan_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    members VARCHAR[] NOT NULL,
    start DATE NOT NULL,
    finish DATE NOT NULL
);
