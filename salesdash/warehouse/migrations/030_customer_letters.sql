-- One row per customer who was ever under a letter in a report, 0 for A: he keeps it, whatever is loaded later.
CREATE TABLE app.customer_letters (
    customer VARCHAR PRIMARY KEY,
    nth INTEGER NOT NULL UNIQUE
);
