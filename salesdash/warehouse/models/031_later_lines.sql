-- One row per line that lies on a later day than the order to which it belongs: it is no order of its own.
CREATE OR REPLACE TABLE model.later_lines AS
SELECT l.line
FROM model.order_lines AS l JOIN (
    SELECT buyer, coalesce(order_no, undone_no) AS number, min(date) AS placed_on
    FROM model.order_lines WHERE buyer IS NOT NULL
    GROUP BY ALL HAVING min(date) <> max(date)
) AS o ON l.buyer = o.buyer AND coalesce(order_no, undone_no) = o.number
WHERE l.date > placed_on;
