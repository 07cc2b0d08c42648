-- One row per customer who ever bought by `day`: 12-month value, tier and status by own rhythm.
-- Value = M, F and I by their weights, re-scaled where the influence is unknown; equal customers share the
-- mean of their ranks. Of those who bought in 12 months, fewer than `high_share` have a higher value than a
-- high one, fewer than that and `middle_share` than a middle one; the others are low, and all low where they
-- are all equal. Who bought before these 12 months only is a former customer. Rhythm as in `model.customer_rhythms`;
-- `repeats`, `recency` and `age` are its history as `model.histories` has it.
CREATE OR REPLACE MACRO model.mean_rank(first, ties, members) AS (first + (ties - 1) / 2) / members;

CREATE OR REPLACE MACRO model.customer_standing(day) AS TABLE
WITH ranked AS (
    SELECT r.*, f.industry, f.influence, f.owner,
        if(is_former, NULL, model.mean_rank(rank() OVER (PARTITION BY is_former ORDER BY amount),
            count(*) OVER (PARTITION BY is_former, amount), count(*) OVER (PARTITION BY is_former))) AS money_rank,
        if(is_former, NULL, model.mean_rank(rank() OVER (PARTITION BY is_former ORDER BY orders),
            count(*) OVER (PARTITION BY is_former, orders), count(*) OVER (PARTITION BY is_former))) AS frequency_rank
    FROM model.customer_rhythms(day) AS r LEFT JOIN model.customer_facts AS f USING (customer)
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
    SELECT *,
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
