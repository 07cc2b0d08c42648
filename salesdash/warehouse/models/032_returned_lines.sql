-- One row per line and time that goods of it came back: a sale marked as returned (by a returns sheet, a refund
-- or a status), at what is stated, the whole line where nothing is, never more than the line; and each credit line.
-- Goods that are marked and credited count once, as the credit. A return is dated by its own day where it has
-- one, and `known_on` the newest order's day at the latest: nothing says that it is not known by then.
-- `off_sales` is what the amounts of the order lines do not lack already. `is_undated`: a status alone says that they came back,
-- so that they stand on the day of their order.
CREATE OR REPLACE TABLE model.returned_lines AS
WITH sheets AS (
    SELECT row_number() OVER () AS nth, order_id, channel, coalesce(product_id, product) AS item,
        date, nullif(abs(amount), 0) AS stated
    FROM live.returns WHERE returned IS DISTINCT FROM false
),
stated AS (
    SELECT line, product_id, status, refund FROM live.orders WHERE status = 'returned' OR refund <> 0
    UNION
    SELECT line, product_id, status, refund FROM live.orders WHERE order_id IN (SELECT order_id FROM sheets)
),
sold AS (
    SELECT l.line, l.order_id, l.channel, l.customer, l.product, s.product_id, s.status, nullif(abs(s.refund), 0) AS refund,
        l.refunded_before, l.amount + l.refunded_before AS worth
    FROM stated AS s JOIN model.order_lines AS l USING (line)
    WHERE if(s.line IS NULL, 0, l.amount + l.refunded_before) > 0  -- after the join, of which it takes the smaller side for the larger
),
-- what one row of a sheet states is spread over its lines so that the parts add up to it
listed AS (
    SELECT line, nth, s.date, worth, stated,
        sum(worth) OVER (PARTITION BY nth ORDER BY line) AS done, sum(worth) OVER (PARTITION BY nth) AS whole
    FROM sold JOIN sheets AS s ON sold.order_id = s.order_id
        AND (s.channel IS NULL OR s.channel = sold.channel) AND (s.item IS NULL OR s.item IN (product_id, product))
),
marks AS (
    SELECT line, nth, date, worth, CASE WHEN stated IS NULL OR stated >= whole THEN worth
        ELSE round(stated * done / whole, 4) - round(stated * (done - worth) / whole, 4) END AS part
    FROM listed
    UNION ALL
    SELECT line, 0, NULL, worth, coalesce(refund, worth) FROM sold
    WHERE (status = 'returned' OR refund IS NOT NULL) AND line NOT IN (SELECT line FROM listed)
),
capped AS (
    SELECT line, nth, date, greatest(least(so_far, worth) - least(so_far - part, worth), 0)::DECIMAL(18, 4) AS part
    FROM (SELECT *, sum(part) OVER (PARTITION BY line ORDER BY date, nth ROWS UNBOUNDED PRECEDING) AS so_far FROM marks)
),
marked AS (
    SELECT m.*, model.order_key(line, channel, order_id) AS order_key, customer, product, refunded_before
    FROM capped AS m JOIN sold USING (line) WHERE part > 0
),
credits AS (
    SELECT line, model.order_key(line, channel, order_id) AS order_key, customer, product, -amount AS part FROM model.order_lines WHERE amount < 0
),
-- of the same order, up to what it credits in all
credited_orders AS (
    SELECT order_key, sum(part) AS credited FROM credits
    WHERE order_key IN (SELECT order_key FROM marked) GROUP BY order_key
),
within_orders AS (
    SELECT m.*, greatest(least(part, coalesce(credited, 0) - coalesce(sum(part) OVER (
        PARTITION BY m.order_key ORDER BY date, line, nth ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)), 0) AS once
    FROM marked AS m LEFT JOIN credited_orders USING (order_key)
),
-- else of the same customer, product and amount, one credit for one mark
elsewhere AS (
    SELECT m.line, m.nth
    FROM (SELECT *, row_number() OVER (PARTITION BY customer, product, part ORDER BY date, line, nth) AS pair
        FROM within_orders WHERE once = 0 AND customer IS NOT NULL) AS m
    JOIN (SELECT *, row_number() OVER (PARTITION BY customer, product, part ORDER BY line) AS pair
        FROM credits WHERE order_key NOT IN (SELECT order_key FROM marked)) AS c
    ON m.customer = c.customer AND m.product IS NOT DISTINCT FROM c.product AND m.part = c.part AND m.pair = c.pair
),
counted AS (
    SELECT w.line, date, (part - once)::DECIMAL(18, 4) AS part, w.refunded_before
    FROM within_orders AS w LEFT JOIN elsewhere AS e USING (line, nth)
    WHERE e.line IS NULL AND part > once
    UNION ALL
    SELECT line, NULL, part, 0 FROM credits
)
SELECT l.* REPLACE (coalesce(c.date, l.date) AS date), part AS returned_amount,
    if(l.amount < 0 OR c.refunded_before > 0, 0, part)::DECIMAL(18, 4) AS off_sales,
    least(coalesce(c.date, l.date), (SELECT max(date) FROM model.order_lines)) AS known_on,
    coalesce(c.date = l.date, true) AND l.line IN (SELECT line FROM live.orders WHERE status = 'returned') AS is_undated
FROM counted AS c JOIN model.order_lines AS l USING (line);
