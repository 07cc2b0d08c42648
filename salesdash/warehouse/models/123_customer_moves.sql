-- One row per customer who ever bought by `later`, and one of sales that are nobody's: its tier on `earlier` (`new`: not a
-- customer yet) and its tier on `later` by the cut points of `earlier`, with the sales of the 12 months to either
-- day, and what became of these (`way`). What was bought by `later` is ranked among those who bought by `earlier`, and high is who reaches the least
-- high one of that day: ranks among each other would let nobody rise without another's fall. A tier decided by hand
-- stays what it is; where the earlier day told nobody apart, nobody is high or middle by rank.
CREATE OR REPLACE MACRO model.frozen_rank(is_equal, less, ties, members) AS
    (coalesce(less, 0) + if(coalesce(is_equal, false), (ties + 1) / 2, coalesce(ties, 0) + 0.5)) / members;

CREATE OR REPLACE MACRO model.customer_moves(earlier, later) AS TABLE
WITH before AS MATERIALIZED (SELECT * FROM model.customer_standing(earlier)),
after AS MATERIALIZED (SELECT * FROM model.customer_standing(later)),
money_steps AS (
    SELECT amount, count(*) AS ties, sum(count(*)) OVER (ORDER BY amount) - count(*) AS less, sum(count(*)) OVER () AS members
    FROM before WHERE tier <> 'former' GROUP BY amount
),
order_steps AS (
    SELECT orders, count(*) AS ties, sum(count(*)) OVER (ORDER BY orders) - count(*) AS less, sum(count(*)) OVER () AS members
    FROM before WHERE tier <> 'former' GROUP BY orders
),
ranked AS (
    SELECT a.*, model.frozen_rank(a.amount = m.amount, m.less, m.ties, (SELECT any_value(members) FROM money_steps)) AS money_rank,
        model.frozen_rank(a.orders = o.orders, o.less, o.ties, (SELECT any_value(members) FROM order_steps)) AS frequency_rank
    FROM after AS a ASOF LEFT JOIN money_steps AS m ON a.amount >= m.amount
        ASOF LEFT JOIN order_steps AS o ON a.orders >= o.orders
),
cuts AS (
    SELECT min(measure) FILTER (tier = 'high') AS high, min(measure) FILTER (tier IN ('high', 'middle')) AS middle
    FROM before WHERE NOT is_by_hand
),
judged AS (
    SELECT r.*, CASE WHEN tier = 'former' OR is_by_hand THEN tier::VARCHAR WHEN reached >= high THEN 'high'
        WHEN reached >= middle THEN 'middle' ELSE 'low' END AS tier_after
    FROM (
        SELECT *, if(model.rule('tiers_by') = 1, amount::DOUBLE, model.value_of(money_rank, frequency_rank, influence)) AS reached
        FROM ranked
    ) AS r CROSS JOIN cuts
),
sold AS (
    SELECT customer_no,
        coalesce(sum(amount) FILTER (date <= earlier AND date >= earlier::DATE + 1 - INTERVAL 12 MONTH), 0) AS sales_before,
        coalesce(sum(amount) FILTER (date >= later::DATE + 1 - INTERVAL 12 MONTH), 0) AS sales_after
    FROM model.order_lines WHERE date <= later GROUP BY customer_no
),
told AS (
    SELECT coalesce(a.customer_no, b.customer_no) AS customer_no, coalesce(a.customer, b.customer) AS customer, coalesce(b.tier::VARCHAR, 'new') AS tier_before,
        coalesce(a.tier_after, 'former') AS tier_after, coalesce(a.channel, b.channel) AS channel,
        coalesce(a.region, b.region) AS region, coalesce(a.salesperson, b.salesperson) AS salesperson,
        coalesce(a.segment, b.segment) AS segment, coalesce(a.industry, b.industry) AS industry,
        coalesce(a.owner, b.owner) AS owner, coalesce(a.tier, b.tier) AS tier,
        coalesce(a.last_order, b.last_order) AS last_order
    FROM judged AS a FULL JOIN before AS b ON a.customer_no = b.customer_no
)
SELECT t.* EXCLUDE (customer_no), sales_before, sales_after,
    CASE WHEN t.customer IS NULL OR (tier_before = 'former' AND tier_after = 'former') THEN 'rest'
        WHEN tier_before = 'new' THEN 'new' WHEN tier_after = 'former' THEN 'lost' WHEN tier_before = 'former' THEN 'back'
        WHEN sales_after < sales_before THEN 'less' ELSE 'more' END AS way
FROM told AS t FULL JOIN sold AS s ON s.customer_no = t.customer_no;
