-- One row per customer whose contract has a renewal date, dated by it. Due before `day` and left blank is not
-- renewed.
CREATE OR REPLACE MACRO model.renewals(day) AS TABLE
SELECT customer, renewal_date AS date, coalesce(renewed, if(renewal_date < day, false, NULL)) AS renewed,
    renewed IS NULL AS is_blank, industry, segment, region, channel, owner, import_id, sheet, row
FROM model.customer_facts
WHERE renewal_date IS NOT NULL;
