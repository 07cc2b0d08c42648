-- What people noted of following a customer up; `noted_on` is the day of it, `next_date` when he is due again. `result` is
-- null for a note alone. What was taken back stays, with the moment.
CREATE TABLE app.follow_ups (
    follow_up_id INTEGER PRIMARY KEY,
    customer VARCHAR NOT NULL,
    noted_on DATE NOT NULL,
    result VARCHAR,
    next_date DATE,
    note VARCHAR NOT NULL,
    owner VARCHAR,
    typed_at TIMESTAMP NOT NULL,
    typed_by VARCHAR NOT NULL,
    removed_at TIMESTAMP
);
