-- What a promise is said to bring, in money.
ALTER TABLE app.actions ADD COLUMN worth DECIMAL(18, 4);
