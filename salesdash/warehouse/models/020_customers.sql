-- One row per customer of the customer sheet; the newest row where a customer stands twice.
CREATE OR REPLACE TABLE model.customer_facts AS
SELECT DISTINCT ON (customer) customer, customer_id, industry, segment, influence, region, channel, owner,
    renewal_date, renewed, last_visit, import_id, sheet, row
FROM live.customers
WHERE customer IS NOT NULL
ORDER BY customer, import_id DESC, row DESC;
