-- One row per line that lies on a later day than the order to which it belongs: it is no order of its own.
CREATE OR REPLACE TABLE model.later_lines AS
SELECT l.line
FROM model.order_lines AS l JOIN (
    SELECT customer, order_key, min(date) FILTER (amount >= 0) AS placed_on
    FROM model.order_lines WHERE customer IS NOT NULL
    GROUP BY customer, order_key HAVING min(date) <> max(date)
) USING (customer, order_key)
WHERE l.date > placed_on;
