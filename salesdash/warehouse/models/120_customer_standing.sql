-- One row per customer who ever bought by `day`: 12-month value, tier and status by own rhythm.
-- Value = M, F and I by their weights, re-scaled where the influence is unknown; equal customers share the
-- mean of their ranks. Of those who bought in 12 months, fewer than `high_share` have a higher value than a
-- high one, fewer than that and `middle_share` than a middle one; the others are low, and all low where they
-- are all equal. By the rule `tiers_by` the amount alone may decide instead: high are those before whom less than
-- `abc_high` of all is made, middle before whom less than `abc_middle` is. A tier decided by hand goes before either
-- (`is_by_hand`), and so does an owner. Who bought before these 12 months
-- only is a former customer. Rhythm as in `model.customer_rhythms`; `repeats`, `recency` and `age` are its history as
-- `model.histories` has it. `measure` is that by which the tier was told; `amount_rank`, `orders_rank` and
-- `silence_rank` are M, F and R. Ranks are taken of few columns and joined: to sort moves all that a row holds.
CREATE OR REPLACE MACRO model.mean_rank(first, last, members) AS (first + last) / 2 / members;

CREATE OR REPLACE MACRO model.value_of(money_rank, frequency_rank, influence) AS
    round((model.rule('money_weight') * money_rank + model.rule('frequency_weight') * frequency_rank
        + coalesce(model.rule('influence_weight') * (influence - 1) / 4, 0))
        / (model.rule('money_weight') + model.rule('frequency_weight')
            + if(influence IS NULL, 0, model.rule('influence_weight'))), 9);

CREATE OR REPLACE MACRO model.customer_standing(day) AS TABLE
WITH bought AS MATERIALIZED (FROM model.customer_rhythms(day)),
-- of those who are no former customers, and once for each number where few share it
order_steps AS (
    SELECT orders, model.mean_rank(sum(count(*)) OVER by_orders - count(*) + 1, sum(count(*)) OVER by_orders, sum(count(*)) OVER ()) AS orders_rank
    FROM bought WHERE NOT is_former GROUP BY orders WINDOW by_orders AS (ORDER BY orders)
),
silence_steps AS (
    SELECT days_since, model.mean_rank(sum(count(*)) OVER by_silence - count(*) + 1, sum(count(*)) OVER by_silence, sum(count(*)) OVER ()) AS silence_rank
    FROM bought WHERE NOT is_former GROUP BY days_since WINDOW by_silence AS (ORDER BY days_since DESC)
),
ranked AS (
    SELECT customer_no, model.mean_rank(rank() OVER by_amount, count(*) OVER by_amount, count(*) OVER ()) AS amount_rank,
        orders_rank, silence_rank,
        (sum(greatest(amount, 0)) OVER () - sum(greatest(amount, 0)) OVER by_amount) / nullif(sum(greatest(amount, 0)) OVER (), 0) AS made_before
    FROM bought AS b JOIN order_steps USING (orders) JOIN silence_steps USING (days_since)
    WHERE NOT is_former
    WINDOW by_amount AS (ORDER BY amount)
),
scored AS MATERIALIZED (
    SELECT *, model.value_of(amount_rank, orders_rank, influence) AS value_score
    FROM (
        SELECT b.customer_no AS customer_no, b.* EXCLUDE (customer_no), r.* EXCLUDE (customer_no), l.customer,
            l.channel, l.region, l.salesperson, l.segment, facts.industry,
            coalesce(try_cast(influences.value AS DOUBLE), facts.influence) AS influence,
            coalesce(owners.value, facts.owner, l.salesperson) AS owner, tiers.value AS tier_by_hand
        FROM bought AS b LEFT JOIN ranked AS r ON b.customer_no = r.customer_no
            JOIN (SELECT line, customer, channel, region, salesperson, segment FROM model.order_lines) AS l ON l.line = b.newest
            LEFT JOIN model.customer_facts AS facts ON l.customer = facts.customer
            LEFT JOIN model.decided_of_customers('influence', day) AS influences ON l.customer = influences.customer
            LEFT JOIN model.decided_of_customers('tier', day) AS tiers ON l.customer = tiers.customer
            LEFT JOIN model.decided_of_customers('owner', day) AS owners ON l.customer = owners.customer
    ) AS people
),
reached AS (
    SELECT customer_no, model.mean_rank(rank() OVER by_score, count(*) OVER by_score, count(*) OVER ()) AS reached
    FROM scored WHERE NOT is_former WINDOW by_score AS (ORDER BY value_score)
),
-- rules read together: to plan so many questions takes longer than to answer all else of few customers
cuts AS (
    SELECT round(1 - max(value) FILTER (rule = 'high_share'), 9) AS high,
        round(1 - max(value) FILTER (rule = 'high_share') - max(value) FILTER (rule = 'middle_share'), 9) AS middle,
        max(value) FILTER (rule = 'tiers_by') = 1 AS by_amount, max(value) FILTER (rule = 'abc_high') AS abc_high,
        max(value) FILTER (rule = 'abc_middle') AS abc_middle,
        max(value) FILTER (rule = 'active_within') AS active, max(value) FILTER (rule = 'cooling_within') AS cooling,
        max(value) FILTER (rule = 'at_risk_within') AS at_risk
    FROM model.rules
)
SELECT s.customer_no, s.customer, since, last_order, days_since, amount_ever, s.amount, orders, channel, region, salesperson, owner,
    segment, industry, influence, own_rhythm AS rhythm, has_rhythm, repeats, recency,
    date_diff('day', since, day::DATE) AS age, amount_rank, orders_rank, silence_rank, value_score,
    if(by_amount, s.amount::DOUBLE, value_score) AS measure,
    NOT is_former AND tier_by_hand IS NOT NULL AS is_by_hand,
    (CASE WHEN is_former THEN 'former' WHEN tier_by_hand IS NOT NULL THEN tier_by_hand
        WHEN by_amount THEN CASE WHEN s.amount <= 0 THEN 'low' WHEN made_before < abc_high THEN 'high'
            WHEN made_before < abc_middle THEN 'middle' ELSE 'low' END
        WHEN reached > high THEN 'high' WHEN reached > middle THEN 'middle' ELSE 'low' END)
        ::ENUM ('high', 'middle', 'low', 'former') AS tier,
    (CASE WHEN own_rhythm IS NULL THEN 'unknown' WHEN days_since <= active * own_rhythm THEN 'active'
        WHEN days_since <= cooling * own_rhythm THEN 'cooling' WHEN days_since <= at_risk * own_rhythm THEN 'at_risk'
        ELSE 'lost' END)::ENUM ('active', 'cooling', 'at_risk', 'lost', 'unknown') AS status
FROM scored AS s CROSS JOIN cuts LEFT JOIN reached AS r ON s.customer_no = r.customer_no;
