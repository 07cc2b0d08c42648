-- What a trigger is of, for how long it has to last and where it is over; what a risk is linked to, and the money
-- at stake.
ALTER TABLE app.risks ADD COLUMN trigger_by VARCHAR;
ALTER TABLE app.risks ADD COLUMN trigger_member VARCHAR;
ALTER TABLE app.risks ADD COLUMN trigger_months INTEGER DEFAULT 1;
ALTER TABLE app.risks ADD COLUMN trigger_recovery DOUBLE;
ALTER TABLE app.risks ADD COLUMN link_by VARCHAR;
ALTER TABLE app.risks ADD COLUMN link_member VARCHAR;
ALTER TABLE app.risks ADD COLUMN at_stake DECIMAL(18, 4);

-- Each time that a trigger fired, with the figures of that moment: what was watched, what stood then, the plan as it
-- was. `ended` is recovered, or changed where somebody changed or closed what is watched.
CREATE TABLE app.firings (
    firing_id INTEGER PRIMARY KEY,
    risk_id INTEGER NOT NULL,
    fired_on DATE NOT NULL,
    readings JSON NOT NULL,
    trigger JSON NOT NULL,
    title VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    plan VARCHAR NOT NULL,
    noted_at TIMESTAMP NOT NULL,
    ended_on DATE,
    ended_value DOUBLE,
    ended VARCHAR
);

-- On which day of the data each plan was opened last.
CREATE TABLE app.plan_openings (
    risk_id INTEGER PRIMARY KEY,
    opened_on DATE NOT NULL
);
