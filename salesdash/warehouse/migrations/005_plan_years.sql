-- The year of a plan begins on the first of any month; until now each began in January.
ALTER TABLE app.plans ADD COLUMN start DATE;
UPDATE app.plans SET start = make_date(year, 1, 1);
ALTER TABLE app.plans DROP COLUMN year;
