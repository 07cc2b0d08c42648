-- How often a channel is to be evaluated, where somebody said so, and when it last was.
ALTER TABLE app.channels ADD COLUMN evaluation VARCHAR;
ALTER TABLE app.channels ADD COLUMN reviewed DATE;
