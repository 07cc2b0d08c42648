-- One row per customer whose contract has a renewal date, dated by it. Due by the newest order's day and left
-- blank is not renewed.
CREATE OR REPLACE VIEW model.renewals AS
SELECT customer, renewal_date AS date, coalesce(renewed, if(renewal_date < seen_until, false, NULL)) AS renewed,
    renewed IS NULL AS is_blank, industry, segment, region, channel, owner, import_id, sheet, row
FROM model.customer_facts, (SELECT max(date) AS seen_until FROM model.order_lines)
WHERE renewal_date IS NOT NULL;
