-- One row per customer who ever bought by `day`: 12-month value, tier and status by own rhythm.
-- Value = 0.5 M + 0.3 F + 0.2 I, the weights re-scaled where the influence is unknown; equal customers
-- share a rank. High: top 20 %, middle: next 30 %, low: the rest, of those who bought in 12 months.
CREATE OR REPLACE MACRO model.customer_standing(day) AS TABLE
WITH history AS (
    SELECT customer, min(date) AS since, max(date) AS last_order, count(DISTINCT date) AS order_days,
        count(DISTINCT order_key) AS orders_ever, sum(amount) AS amount_ever,
        sum(amount) FILTER (date > day - INTERVAL 12 MONTH) AS amount,
        count(DISTINCT order_key) FILTER (date > day - INTERVAL 12 MONTH) AS orders,
        arg_max(channel, date) AS channel, arg_max(region, date) AS region,
        arg_max(salesperson, date) AS salesperson, arg_max(segment, date) AS segment
    FROM model.order_lines WHERE date <= day AND customer IS NOT NULL GROUP BY customer
),
gaps AS (
    SELECT customer, median(gap) AS rhythm
    FROM (
        SELECT customer, date - lag(date) OVER (PARTITION BY customer ORDER BY date) AS gap
        FROM (SELECT DISTINCT customer, date FROM model.order_lines WHERE date <= day AND customer IS NOT NULL)
    )
    WHERE gap IS NOT NULL GROUP BY customer
),
usual AS (SELECT median(rhythm) AS rhythm FROM gaps),
ranked AS (
    SELECT h.*, f.industry, f.influence, f.owner,
        CASE WHEN h.order_days >= 3 THEN g.rhythm ELSE usual.rhythm END AS rhythm,
        CASE WHEN h.amount IS NOT NULL THEN cume_dist() OVER (PARTITION BY h.amount IS NULL ORDER BY h.amount) END AS money_rank,
        CASE WHEN h.amount IS NOT NULL THEN cume_dist() OVER (PARTITION BY h.amount IS NULL ORDER BY h.orders) END AS frequency_rank
    FROM history AS h LEFT JOIN gaps AS g USING (customer) CROSS JOIN usual
    LEFT JOIN model.customer_facts AS f USING (customer)
),
scored AS (
    SELECT *, (0.5 * money_rank + 0.3 * frequency_rank + coalesce(0.2 * (influence - 1) / 4, 0))
        / if(influence IS NULL, 0.8, 1) AS value_score
    FROM ranked
)
SELECT customer, since, last_order, day::DATE - last_order AS days_since, orders_ever, amount_ever, amount, orders, channel, region,
    salesperson, coalesce(owner, salesperson) AS owner, segment, industry, influence, rhythm, value_score,
    CASE WHEN value_score IS NULL THEN 'low'
        WHEN percent_rank() OVER (PARTITION BY value_score IS NULL ORDER BY value_score DESC) < 0.2 THEN 'high'
        WHEN percent_rank() OVER (PARTITION BY value_score IS NULL ORDER BY value_score DESC) < 0.5 THEN 'middle'
        ELSE 'low' END AS tier,
    CASE WHEN rhythm IS NULL THEN 'unknown' WHEN day::DATE - last_order <= rhythm THEN 'active'
        WHEN day::DATE - last_order <= 2 * rhythm THEN 'cooling' WHEN day::DATE - last_order <= 3 * rhythm THEN 'at_risk'
        ELSE 'lost' END AS status
FROM scored;
