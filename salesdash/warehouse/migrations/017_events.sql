-- What people typed on a chart because it explains a curve; `last` is the last day of it. What was taken back
-- stays, with the moment.
CREATE TABLE app.events (
    event_id INTEGER PRIMARY KEY,
    first DATE NOT NULL,
    last DATE NOT NULL,
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    channel VARCHAR,
    region VARCHAR,
    product VARCHAR,
    typed_at TIMESTAMP NOT NULL,
    typed_by VARCHAR NOT NULL,
    removed_at TIMESTAMP
);
