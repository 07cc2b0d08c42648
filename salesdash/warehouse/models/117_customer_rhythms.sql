-- One row per customer who ever bought by `day`: what and how often, the days between two days of ordering (`gaps`),
-- and their median (`own_rhythm`; `has_rhythm`), under 3 such days that of the company. `repeats` and `recency` are its
-- history as `model.histories` has it.
CREATE OR REPLACE MACRO model.customer_rhythms(day) AS TABLE
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
rhythms AS MATERIALIZED (
    SELECT * EXCLUDE (days, amount), if(orders > 0, amount, NULL) AS amount, orders = 0 AS is_former,
        len(gaps) AS repeats, coalesce(list_sum(gaps), 0)::BIGINT AS recency,
        len(gaps) >= 2 AS has_rhythm, list_median(gaps) AS rhythm
    FROM (
        SELECT *, list_filter(
            list_transform(range(1, len(days)), lambda i: days[i + 1] - days[i]), lambda gap: gap > 0) AS gaps
        FROM history
    )
)
SELECT * EXCLUDE (rhythm), day::DATE - last_order AS days_since,
    if(has_rhythm, rhythm, (SELECT median(rhythm) FROM rhythms)) AS own_rhythm
FROM rhythms;

-- One row per length of silence, in the usual intervals of its customer, that was reached by `day`: how many ended with
-- an order (`ended`), and how many go on (`going_on`).
CREATE OR REPLACE MACRO model.silences(day) AS TABLE
WITH rhythms AS MATERIALIZED (SELECT * FROM model.customer_rhythms(day) WHERE own_rhythm > 0)
SELECT length, count(*) FILTER (is_over) AS ended, count(*) FILTER (NOT is_over) AS going_on
FROM (
    SELECT unnest(gaps) / own_rhythm AS length, true AS is_over FROM rhythms
    UNION ALL SELECT days_since / own_rhythm, false FROM rhythms
)
GROUP BY length;
