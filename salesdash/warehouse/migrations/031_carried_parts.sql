-- What was missed in a closed month and is asked again in a cell, month by month: a span that holds the month
-- must not ask it twice. Of what was carried before, all is of the first month planned.
CREATE TABLE app.plan_carried (
    plan_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    members VARCHAR[] NOT NULL,
    start DATE NOT NULL,
    finish DATE NOT NULL,
    missed_in DATE NOT NULL,
    amount DECIMAL(18, 4) NOT NULL
);
INSERT INTO app.plan_carried
SELECT plan_id, version, members, start, finish,
    date_trunc('month', min(start) OVER (PARTITION BY plan_id, version, members))::DATE, carried
FROM app.plan_cells QUALIFY carried <> 0;
ALTER TABLE app.plan_cells DROP COLUMN carried;
-- The day from which sheets count again, where a version that counted in place of them was withdrawn.
ALTER TABLE app.plans ADD COLUMN ends DATE;
-- The next day to be worked when it was approved: what closed after it closed under this version.
ALTER TABLE app.plans ADD COLUMN open_from DATE;
UPDATE app.plans SET open_from = opens;
