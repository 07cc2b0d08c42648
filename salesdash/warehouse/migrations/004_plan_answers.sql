-- What each answered to a version of a plan; `file` is the workbook in which it came back.
CREATE TABLE app.plan_answers (
    plan_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    members VARCHAR[] NOT NULL,
    start DATE NOT NULL,
    finish DATE NOT NULL,
    amount DECIMAL(18, 4) NOT NULL,
    file VARCHAR NOT NULL
);
