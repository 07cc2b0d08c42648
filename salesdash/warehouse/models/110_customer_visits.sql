-- One row per visit to a customer, from the visit sheets and the customer sheet's last visit.
CREATE OR REPLACE VIEW model.customer_visits AS
SELECT customer, date, max(owner) AS owner, max(kind) AS kind,
    min_by(import_id, (import_id, sheet, row)) AS import_id, min_by(sheet, (import_id, sheet, row)) AS sheet,
    min_by(row, (import_id, sheet, row)) AS row
FROM (
    SELECT customer, date, owner, kind, import_id, sheet, row FROM live.visits
    UNION ALL
    SELECT customer, last_visit, owner, NULL, import_id, sheet, row FROM model.customer_facts WHERE last_visit IS NOT NULL
)
GROUP BY customer, date;
