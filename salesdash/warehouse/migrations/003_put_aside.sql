-- Where each row put aside stands, every column at fault, and what stood above its table.
ALTER TABLE app.put_aside ADD COLUMN place VARCHAR;
ALTER TABLE app.put_aside ADD COLUMN columns_at_fault VARCHAR[];
ALTER TABLE app.layouts ADD COLUMN titles VARCHAR[];
