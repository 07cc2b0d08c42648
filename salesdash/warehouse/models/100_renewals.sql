-- One row per customer whose contract has a renewal date, dated by it.
CREATE OR REPLACE VIEW model.renewals AS
SELECT customer, renewal_date AS date, renewed, industry, segment, region, channel, owner, import_id, sheet, row
FROM model.customer_facts WHERE renewal_date IS NOT NULL;
