-- One row per time that a customer was followed up, from the visit sheets, the customer sheet's last visit, or noted
-- here (`follow_up_id`). `result`: what came of it (null: a visit that a sheet tells of without a result, or a note alone);
-- `is_visit`: whether somebody spoke with the customer. `next_date`: when he is due again.
CREATE OR REPLACE VIEW model.follow_ups AS
SELECT NULL::INTEGER AS follow_up_id, customer, date, kind, owner, note, result, next_date,
    coalesce(result IN ('contacted', 'visited'), true) AS is_visit, import_id, sheet, row
FROM live.visits
UNION ALL BY NAME
SELECT customer, last_visit AS date, owner, true AS is_visit, import_id, sheet, row
FROM model.customer_facts WHERE last_visit IS NOT NULL
UNION ALL BY NAME
SELECT follow_up_id, coalesce(s.accepted, f.customer) AS customer, noted_on AS date, owner, note, result, next_date,
    coalesce(result IN ('contacted', 'visited'), false) AS is_visit
FROM app.follow_ups AS f
LEFT JOIN model.spellings AS s ON s.dimension = 'customer' AND s.spelling = f.customer
WHERE removed_at IS NULL;
