-- One row per customer of the customer sheet; the newest row where a customer stands twice.
CREATE OR REPLACE TABLE model.customer_facts AS
SELECT DISTINCT ON (customer) customer, customer_id, industry, segment, influence, region, channel, owner,
    renewal_date, renewed, last_visit, import_id, sheet, row
FROM live.customers
WHERE customer IS NOT NULL
ORDER BY customer, import_id DESC, row DESC;

-- One row per decision about a customer by hand, the customer under the name that counts.
CREATE OR REPLACE VIEW model.customer_decisions AS
SELECT coalesce(s.accepted, d.customer) AS customer, d.what, d.value, d.since, d.number
FROM app.customer_decisions AS d
    LEFT JOIN model.spellings AS s ON s.dimension = 'customer' AND s.spelling = d.customer;

-- One row per customer of whom a tier, an influence, a segment or an owner was decided by hand, from a day on: of
-- what counts on `day` the newest; null where that took the decision back.
CREATE OR REPLACE MACRO model.decided_of_customers(topic, day) AS TABLE
SELECT DISTINCT ON (customer) customer, value FROM model.customer_decisions
WHERE what = topic AND since <= day
ORDER BY customer, since DESC, number DESC;
