-- What somebody promised: linked to a KPI, a member and a risk, with what the KPI was on the day of the data on which
-- it was promised.
CREATE TABLE app.actions (
    action_id INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    due DATE NOT NULL,
    done_when VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    kpi VARCHAR,
    link_by VARCHAR,
    link_member VARCHAR,
    of_risk INTEGER,
    promised_on DATE,
    value_then DOUBLE,
    done_on DATE
);
