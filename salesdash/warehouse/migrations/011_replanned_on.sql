-- Up to which day sales were known when a version was planned again: what it carries on is asked of the
-- days after it.
ALTER TABLE app.plans ADD COLUMN replanned_on DATE;
