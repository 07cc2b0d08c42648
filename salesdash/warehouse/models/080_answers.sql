-- One row per satisfaction score given, in a survey or on a ticket, on its own scale.
CREATE OR REPLACE VIEW model.answers AS
WITH scores AS (
    SELECT import_id, sheet, row, date, csat, customer, channel, region, product
    FROM live.surveys WHERE csat IS NOT NULL
    UNION ALL BY NAME
    SELECT import_id, sheet, row, opened::DATE AS date, csat, customer, channel, region, product
    FROM live.tickets WHERE csat IS NOT NULL
)
SELECT s.*, k.channel_kind, k.online,
    csat >= CASE WHEN max(csat) OVER (PARTITION BY import_id, sheet) <= 5 THEN 4
        WHEN max(csat) OVER (PARTITION BY import_id, sheet) <= 10 THEN 8 ELSE 80 END AS is_satisfied
FROM scores AS s LEFT JOIN model.channel_kinds AS k USING (channel);
