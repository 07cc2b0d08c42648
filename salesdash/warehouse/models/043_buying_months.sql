-- One row per buyer and month in which he bought on any channel, else as `model.channel_months`.
CREATE OR REPLACE TABLE model.buying_months AS
SELECT buyer, date, undone_on, min(one_order) AS one_order, max(another_order) AS another_order
FROM model.channel_months WHERE buyer IS NOT NULL GROUP BY ALL
-- who groups by buyer finds his rows together
ORDER BY buyer, date;

-- The same by what is known on `day`.
CREATE OR REPLACE MACRO model.buying_months(day) AS TABLE
SELECT buyer, date, one_order, another_order FROM model.buying_months WHERE undone_on > day OR undone_on IS NULL;
