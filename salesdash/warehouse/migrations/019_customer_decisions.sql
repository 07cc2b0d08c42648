-- What people decided of a customer: a tier from a day on, an influence, a segment; a null value takes it back. Rows are
-- only ever added, so that they are their own history: of one customer the newest counts.
CREATE TABLE app.customer_decisions (
    number INTEGER PRIMARY KEY,
    customer VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    value VARCHAR,
    reason VARCHAR NOT NULL,
    since DATE NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    decided_by VARCHAR NOT NULL
);
