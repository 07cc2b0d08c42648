-- What was decided of something that waited: accepted (what was made of it, as risk:3 or action:5), dismissed, its owner
-- asked, or not now. `decided_on` is the day of the data, `seen` how far all that was one cause had gone then, by key and
-- each in its own measure, `until` when it comes back. What was taken back stays, with the moment.
CREATE TABLE app.decisions (
    decision_id INTEGER PRIMARY KEY,
    key VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    seen JSON NOT NULL,
    until DATE,
    reason VARCHAR NOT NULL,
    asked VARCHAR NOT NULL,
    made VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    typed_at TIMESTAMP NOT NULL,
    typed_by VARCHAR NOT NULL,
    removed_at TIMESTAMP
);
