-- One row per customer who ever bought by `day`: 12-month value, tier and status by own rhythm.
-- Value = 0.5 M + 0.3 F + 0.2 I, the weights re-scaled where the influence is unknown; equal customers
-- share a rank. Of those who bought in 12 months, fewer than 20 % have a higher value than a high one,
-- fewer than 50 % than a middle one; the others are low. Rhythm: the median of the days between two
-- days of ordering; under 3 such days that of the company. Refunds are no orders here.
CREATE OR REPLACE MACRO model.customer_standing(day) AS TABLE
WITH placed AS (
    SELECT customer, order_key, max(date) AS until, sum(amount) AS amount,
        min(date) FILTER (amount >= 0) AS placed_on, max(date) FILTER (amount >= 0) AS bought_on,
        sum(amount) FILTER (date >= day::DATE + 1 - INTERVAL 12 MONTH) AS amount_12m
    FROM model.order_lines WHERE date <= day AND customer IS NOT NULL GROUP BY customer, order_key
),
history AS (
    SELECT customer, coalesce(min(placed_on), min(until)) AS since, coalesce(max(bought_on), max(until)) AS last_order,
        count(*) AS orders_ever, sum(amount) AS amount_ever, sum(amount_12m) AS amount,
        count(*) FILTER (until >= day::DATE + 1 - INTERVAL 12 MONTH) AS orders
    FROM placed GROUP BY customer
),
order_days AS (
    SELECT customer, list_sort(list(DISTINCT placed_on)) AS days
    FROM placed WHERE placed_on IS NOT NULL GROUP BY customer
),
gaps AS (
    SELECT customer, len(days) AS order_days,
        list_median(list_transform(range(1, len(days)), lambda i: days[i + 1] - days[i])) AS rhythm
    FROM order_days WHERE len(days) > 1
),
usual AS (SELECT median(rhythm) AS rhythm FROM gaps),
latest AS (
    SELECT arg_max(rowid, (date - DATE '1970-01-01') * 1099511627776 + import_id * 16777216 + row) AS line
    FROM model.order_lines WHERE date <= day AND customer IS NOT NULL GROUP BY customer
),
known AS (
    SELECT l.customer, l.channel, l.region, l.salesperson, l.segment, f.industry, f.influence, f.owner
    FROM model.order_lines AS l JOIN latest ON l.rowid = latest.line
    LEFT JOIN model.customer_facts AS f ON l.customer = f.customer
),
ranked AS (
    SELECT customer, influence,
        cume_dist() OVER (ORDER BY amount) AS money_rank, cume_dist() OVER (ORDER BY orders) AS frequency_rank
    FROM history JOIN known USING (customer) WHERE amount IS NOT NULL
),
scored AS (
    SELECT customer, round(
        (0.5 * money_rank + 0.3 * frequency_rank + coalesce(0.2 * (influence - 1) / 4, 0))
        / if(influence IS NULL, 0.8, 1), 9) AS value_score
    FROM ranked
),
valued AS (SELECT customer, value_score, cume_dist() OVER (ORDER BY value_score) AS place FROM scored),
standing AS (
    SELECT *, day::DATE - last_order AS days_since, if(order_days >= 3, gaps.rhythm, usual.rhythm) AS own_rhythm
    FROM history JOIN known USING (customer) LEFT JOIN gaps USING (customer) LEFT JOIN valued USING (customer)
    CROSS JOIN usual
)
SELECT customer, since, last_order, days_since, orders_ever, amount_ever, amount, orders, channel, region, salesperson,
    coalesce(owner, salesperson) AS owner, segment, industry, influence, own_rhythm AS rhythm, value_score,
    CASE WHEN place > 0.8 THEN 'high' WHEN place > 0.5 THEN 'middle' ELSE 'low' END AS tier,
    CASE WHEN own_rhythm IS NULL THEN 'unknown' WHEN days_since <= own_rhythm THEN 'active'
        WHEN days_since <= 2 * own_rhythm THEN 'cooling' WHEN days_since <= 3 * own_rhythm THEN 'at_risk'
        ELSE 'lost' END AS status
FROM standing;
