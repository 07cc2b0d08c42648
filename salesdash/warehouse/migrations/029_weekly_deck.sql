-- The report that goes out every week: what it tells of, how, and the deck that the next one is put into, as somebody
-- has edited it. One row, or none.
CREATE TABLE app.weekly_deck (
    choice VARCHAR NOT NULL,
    deck BLOB,
    saved_at TIMESTAMP NOT NULL,
    saved_by VARCHAR NOT NULL
);
