-- One row per customer and day on which somebody spoke with him: from the visit sheets, the customer sheet's last
-- visit, or noted here, which no row of a file tells.
CREATE OR REPLACE VIEW model.customer_visits AS
SELECT customer, date, max(owner) AS owner, max(kind) AS kind,
    min_by(import_id, (import_id, sheet, row)) FILTER (import_id IS NOT NULL) AS import_id,
    min_by(sheet, (import_id, sheet, row)) FILTER (import_id IS NOT NULL) AS sheet,
    min_by(row, (import_id, sheet, row)) FILTER (import_id IS NOT NULL) AS row
FROM model.follow_ups WHERE is_visit
GROUP BY customer, date;
