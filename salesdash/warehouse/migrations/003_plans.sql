-- Plans: a year's target in versions; an approved one is never written over.
CREATE TABLE app.plans (
    plan_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    metric VARCHAR NOT NULL,
    unit DECIMAL(18, 4) NOT NULL,
    dimensions VARCHAR[] NOT NULL,
    rule VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    based_on INTEGER,
    saved_by VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    approved_by VARCHAR NOT NULL,
    approved_at TIMESTAMP
);

-- `members` has a name per dimension of the plan; from `start` up to, not including, `finish`.
CREATE TABLE app.plan_cells (
    plan_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    members VARCHAR[] NOT NULL,
    start DATE NOT NULL,
    finish DATE NOT NULL,
    amount DECIMAL(18, 4),
    stretch DECIMAL(18, 4)
);

-- Cells, whole rows (all of the year) and whole columns (no member) that no edit moves.
CREATE TABLE app.plan_locks (
    plan_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    members VARCHAR[] NOT NULL,
    start DATE NOT NULL,
    finish DATE NOT NULL
);
