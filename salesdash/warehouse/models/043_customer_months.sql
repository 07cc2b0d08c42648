-- One row per customer and month of his lines on any channel, else as `model.channel_months`.
CREATE OR REPLACE TABLE model.customer_months AS
SELECT customer_no, buyer, date, undone_on, sum(amount) AS amount, min(one_order) AS one_order, max(another_order) AS another_order,
    max(place) AS place
FROM model.channel_months WHERE customer_no IS NOT NULL GROUP BY customer_no, buyer, date, undone_on
-- who groups by customer finds his rows together
ORDER BY customer_no, date;

-- One row per buyer and month in which he bought, by what is known on `day`.
CREATE OR REPLACE MACRO model.customer_months(day) AS TABLE
SELECT buyer, date, one_order, another_order FROM model.customer_months
WHERE buyer IS NOT NULL AND (undone_on > day OR undone_on IS NULL);
