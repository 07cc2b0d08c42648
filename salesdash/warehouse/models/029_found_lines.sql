-- One row per order line that was not cancelled: what is laid down of it as `model.lines`, without the columns that nothing fills.
-- `number` is the key of its order, also of one that came to nothing from `undone_on` on.
-- What is read twice is not laid down in between: that would hold every line in memory once more.
CREATE OR REPLACE MACRO model.order_key(line, channel, order_id) AS
    (if(order_id IS NULL, hash(line, 0), hash(channel, order_id)) >> 1)::BIGINT;

CREATE OR REPLACE MACRO model.buys(number, is_sum, amount) AS
    (number IS NOT NULL OR (is_sum AND amount > 0));

CREATE OR REPLACE VIEW model.found_lines AS
WITH lines AS NOT MATERIALIZED (
    SELECT * FROM live.orders WHERE status IS DISTINCT FROM 'cancelled'
),
-- a name that belongs to several customer numbers is several customers
namesakes AS (
    SELECT customer FROM lines WHERE customer_id IS NOT NULL
    GROUP BY customer HAVING min(customer_id) <> max(customer_id)
),
people AS (
    SELECT salesperson, any_value(region) AS region, any_value(channel) AS channel,
        any_value(team) AS team
    FROM live.people GROUP BY salesperson
),
sole_people AS (
    SELECT region, any_value(salesperson) AS salesperson
    FROM live.people WHERE region IS NOT NULL
    GROUP BY region HAVING count(DISTINCT salesperson) = 1
),
products AS (
    SELECT product, any_value(category) AS category, any_value(cost) AS unit_cost,
        any_value(core) AS core
    FROM live.products GROUP BY product
),
-- most refunds beside nothing paid: such an export states its amounts after refunds
net_exports AS (
    SELECT import_id, sheet FROM lines WHERE refund <> 0
    GROUP BY ALL HAVING count(*) FILTER (amount = 0) * 2 >= count(*)
),
sheets_of_sums AS (
    SELECT import_id, sheet, any_value(model.sums_of(answers)) AS span FROM app.layouts
    WHERE model.sums_of(answers) IS NOT NULL GROUP BY ALL
),
known AS NOT MATERIALIZED (
    SELECT
        l.line, l.import_id, l.sheet, l.row, l.order_date AS date, l.amount, l.quantity, l.unit_price,
        coalesce(l.cost, (l.amount - l.profit)::DECIMAL(18, 4), (l.quantity * coalesce(l.unit_cost, p.unit_cost))::DECIMAL(18, 4)) AS cost,
        l.order_id,
        CASE
            WHEN l.customer IN (SELECT customer FROM namesakes)
            THEN l.customer || ' (' || coalesce(l.customer_id, '–') || ')'
            ELSE coalesce(l.customer, l.customer_id)
        END AS customer,
        coalesce(l.channel, s.channel) AS channel,
        coalesce(l.region, s.region, c.region) AS region,
        l.province, l.city,
        coalesce(l.salesperson, sole.salesperson) AS salesperson,
        s.team,
        coalesce(l.product, l.product_id) AS product,
        coalesce(l.category, p.category) AS category,
        l.subcategory, coalesce(marked.is_core, p.core) AS core,
        coalesce(l.segment, c.segment) AS segment,
        c.industry, l.promotion, l.ship_date, l.written,
        if(n.sheet IS NULL, 0, coalesce(abs(l.refund), 0))::DECIMAL(18, 4) AS refunded_before,
        l.order_id IS NULL AND model.is_sum(span, l.order_date) AS is_sum,
        if(is_sum, NULL, model.order_key(l.line, coalesce(l.channel, s.channel), l.order_id)) AS order_key
    FROM lines AS l
    LEFT JOIN people AS s ON l.salesperson = s.salesperson
    LEFT JOIN sole_people AS sole ON l.region = sole.region
    LEFT JOIN products AS p ON l.product = p.product
    LEFT JOIN model.core_products AS marked ON marked.product = coalesce(l.product, l.product_id)
    LEFT JOIN model.customer_facts AS c ON l.customer = c.customer
    LEFT JOIN net_exports AS n ON l.import_id = n.import_id AND l.sheet = n.sheet
    LEFT JOIN sheets_of_sums AS o ON l.import_id = o.import_id AND l.sheet = o.sheet
),
-- of orders with a line that comes to nothing or less: few, where all of them would be a million keys
no_orders AS (
    SELECT order_key FROM known WHERE order_key IN (SELECT order_key FROM known WHERE amount + refunded_before <= 0)
    GROUP BY order_key HAVING sum(amount + refunded_before) <= 0
),
by_day AS (
    SELECT order_key, date, sum(sum(amount + refunded_before)) OVER (PARTITION BY order_key ORDER BY date) > 0 AS is_order
    FROM known WHERE order_key IN (FROM no_orders) GROUP BY order_key, date
),
undone AS (
    SELECT order_key, min(date) AS undone_on
    FROM (SELECT *, max(date) FILTER (is_order) OVER (PARTITION BY order_key) AS order_until FROM by_day)
    WHERE date > order_until GROUP BY order_key
),
-- of several lines, where any other order is a line
several AS (
    SELECT order_key FROM known WHERE NOT coalesce(amount < 0, false) AND order_key IS NOT NULL GROUP BY order_key HAVING count(*) > 1
),
bought AS NOT MATERIALIZED (
    SELECT known.* REPLACE (coalesce(decided.value, segment) AS segment),
        if(amount < 0 OR (undone_on IS NULL AND order_key IN (FROM no_orders)), NULL, order_key) AS number,
        if(amount < 0, NULL, undone_on) AS undone_on
    FROM known LEFT JOIN undone USING (order_key)
        LEFT JOIN model.decided_of_customers('segment', DATE '9999-12-31') AS decided ON known.customer = decided.customer
),
-- joined, not a window: a third of the time of the whole model
buyers AS (
    SELECT customer, min(line) AS buyer, min(date) FILTER (undone_on IS NULL) AS since FROM bought
    WHERE model.buys(number, is_sum, amount) AND customer IS NOT NULL GROUP BY customer
),
-- from when on all that somebody ordered before a day is known to be undone
undone_lines AS (
    SELECT customer, date, max(undone_on) AS undone_on FROM known JOIN undone USING (order_key)
    WHERE amount >= 0 AND customer IS NOT NULL GROUP BY customer, date
),
firsts AS (
    SELECT f.customer, f.date, max(u.undone_on) AS first_from
    FROM (SELECT customer, date FROM undone_lines UNION SELECT customer, since FROM buyers) AS f
        JOIN undone_lines AS u ON f.customer = u.customer AND f.date > u.date
    GROUP BY ALL
),
limits AS (
    SELECT min(order_date) + model.rule('new_after')::INTEGER AS known_from FROM lines
),
shippers AS (
    SELECT import_id, sheet, channel FROM known WHERE ship_date IS NOT NULL GROUP BY ALL
)
SELECT
    bought.* EXCLUDE (order_key),
    (amount - cost)::DECIMAL(18, 4) AS profit, buyers.buyer AS customer_no,
    CASE WHEN NOT model.buys(number, is_sum, amount) OR customer IS NULL OR date > since THEN false
        WHEN date >= known_from THEN true END AS is_first,
    firsts.first_from,
    number IS NOT NULL AND h.sheet IS NOT NULL AS ships,
    coalesce(number IN (FROM several), false) AS is_several
FROM bought CROSS JOIN limits
LEFT JOIN buyers USING (customer) LEFT JOIN firsts USING (customer, date)
LEFT JOIN shippers AS h ON bought.import_id = h.import_id AND bought.sheet = h.sheet
    AND bought.channel IS NOT DISTINCT FROM h.channel;
