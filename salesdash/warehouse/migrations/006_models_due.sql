-- Rows have changed, and the models have not followed yet.
ALTER TABLE app.state ADD COLUMN models_due BOOLEAN DEFAULT false;
