-- One row per customer of the customer sheet; the newest row where a customer stands twice.
CREATE OR REPLACE TABLE model.customer_facts AS
SELECT DISTINCT ON (customer) customer, customer_id, industry, segment, influence, region, channel, owner,
    renewal_date, renewed, last_visit, import_id, sheet, row
FROM live.customers
WHERE customer IS NOT NULL
ORDER BY customer, import_id DESC, row DESC;

-- One row per customer of whom a tier (counting from a day on), an influence or a segment was decided by hand: of
-- what counts on `day` the newest; null where that took the decision back.
CREATE OR REPLACE MACRO model.decided_of_customers(topic, day) AS TABLE
SELECT DISTINCT ON (coalesce(s.accepted, d.customer)) coalesce(s.accepted, d.customer) AS customer, d.value
FROM app.customer_decisions AS d
    LEFT JOIN model.spellings AS s ON s.dimension = 'customer' AND s.spelling = d.customer
WHERE d.what = topic AND d.since <= day
ORDER BY coalesce(s.accepted, d.customer), d.since DESC, d.number DESC;
