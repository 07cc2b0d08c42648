-- One row per customer who ever bought by `day`: 12-month value, tier and status by own rhythm.
-- Value = M, F and I by their weights, re-scaled where the influence is unknown; equal customers share the
-- mean of their ranks. Of those who bought in 12 months, fewer than `high_share` have a higher value than a
-- high one, fewer than that and `middle_share` than a middle one; the others are low, and all low where they
-- are all equal. Who bought before these 12 months only is a former customer. Rhythm: the median of the days
-- between two days of ordering (`has_rhythm`); under 3 such days that of the company. `repeats`, `recency` and `age`
-- are its history as `model.histories` has it.
CREATE OR REPLACE MACRO model.mean_rank(first, ties, members) AS (first + (ties - 1) / 2) / members;

CREATE OR REPLACE MACRO model.customer_standing(day) AS TABLE
WITH history AS (
    SELECT any_value(customer) AS customer, min(date) FILTER (bought) AS since, max(date) FILTER (bought) AS last_order,
        sum(amount) AS amount_ever,
        coalesce(list_unique(list(order_no) FILTER (is_recent AND bought)), 0) AS orders,
        sum(amount) FILTER (is_recent) AS amount, list_sort(list(date) FILTER (is_placed)) AS days,
        arg_max(line, (date - DATE '1970-01-01') * 1099511627776 + import_id * 16777216 + row) AS newest
    FROM (
        SELECT *, date >= day::DATE + 1 - INTERVAL 12 MONTH AS is_recent,
            order_no IS NOT NULL AS bought,
            order_no IS NOT NULL AND line NOT IN (SELECT line FROM model.later_lines) AS is_placed
        FROM model.order_lines(day) WHERE date <= day AND customer IS NOT NULL
    ) GROUP BY customer HAVING bool_or(bought)
),
-- the days between two days of ordering
rhythms AS MATERIALIZED (
    SELECT * EXCLUDE (days, gaps, amount), if(orders > 0, amount, NULL) AS amount, orders = 0 AS is_former,
        len(gaps) AS repeats, coalesce(list_sum(gaps), 0)::BIGINT AS recency,
        len(gaps) >= 2 AS has_rhythm, list_median(gaps) AS rhythm
    FROM (
        SELECT *, list_filter(
            list_transform(range(1, len(days)), lambda i: days[i + 1] - days[i]), lambda gap: gap > 0) AS gaps
        FROM history
    )
),
ranked AS (
    SELECT r.*, f.industry, f.influence, f.owner,
        if(is_former, NULL, model.mean_rank(rank() OVER (PARTITION BY is_former ORDER BY amount),
            count(*) OVER (PARTITION BY is_former, amount), count(*) OVER (PARTITION BY is_former))) AS money_rank,
        if(is_former, NULL, model.mean_rank(rank() OVER (PARTITION BY is_former ORDER BY orders),
            count(*) OVER (PARTITION BY is_former, orders), count(*) OVER (PARTITION BY is_former))) AS frequency_rank
    FROM rhythms AS r LEFT JOIN model.customer_facts AS f USING (customer)
),
weights AS (
    SELECT model.rule('money_weight') AS money, model.rule('frequency_weight') AS frequency,
        model.rule('influence_weight') AS influence
),
scored AS (
    SELECT r.*, round((w.money * money_rank + w.frequency * frequency_rank
        + coalesce(w.influence * (r.influence - 1) / 4, 0))
        / (w.money + w.frequency + if(r.influence IS NULL, 0, w.influence)), 9) AS value_score
    FROM ranked AS r CROSS JOIN weights AS w
),
cuts AS (
    SELECT round(1 - model.rule('high_share'), 9) AS high,
        round(1 - model.rule('high_share') - model.rule('middle_share'), 9) AS middle,
        model.rule('active_within') AS active, model.rule('cooling_within') AS cooling,
        model.rule('at_risk_within') AS at_risk
),
standing AS (
    SELECT *, day::DATE - last_order AS days_since,
        if(has_rhythm, rhythm, (SELECT median(rhythm) FROM rhythms)) AS own_rhythm,
        model.mean_rank(rank() OVER (PARTITION BY is_former ORDER BY value_score),
            count(*) OVER (PARTITION BY is_former, value_score), count(*) OVER (PARTITION BY is_former)) AS reached
    FROM scored
)
SELECT s.customer, since, last_order, days_since, amount_ever, s.amount, orders, l.channel, l.region,
    l.salesperson, coalesce(s.owner, l.salesperson) AS owner, l.segment, s.industry, influence,
    own_rhythm AS rhythm, has_rhythm, repeats, recency, day::DATE - since AS age, value_score,
    (CASE WHEN is_former THEN 'former' WHEN reached > high THEN 'high' WHEN reached > middle THEN 'middle' ELSE 'low' END)
        ::ENUM ('high', 'middle', 'low', 'former') AS tier,
    (CASE WHEN own_rhythm IS NULL THEN 'unknown' WHEN days_since <= active * own_rhythm THEN 'active'
        WHEN days_since <= cooling * own_rhythm THEN 'cooling' WHEN days_since <= at_risk * own_rhythm THEN 'at_risk'
        ELSE 'lost' END)::ENUM ('active', 'cooling', 'at_risk', 'lost', 'unknown') AS status
FROM standing AS s CROSS JOIN cuts JOIN model.order_lines AS l ON l.line = s.newest;
