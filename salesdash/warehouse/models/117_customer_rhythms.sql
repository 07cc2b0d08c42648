-- One row per buyer who ordered by `day`, as `model.buyers_days` has him, with the days between two days of ordering
-- (`gaps`), and their median (`own_rhythm`; `has_rhythm`), under 3 such days that of the company.
CREATE OR REPLACE MACRO model.buyers_rhythms(day) AS TABLE
WITH buyers AS MATERIALIZED (
    SELECT *, array_length(gaps) >= 2 AS has_rhythm, list_median(gaps) AS rhythm
    FROM (
        SELECT * EXCLUDE (ordered_on),
            list_transform(range(1, days), lambda i: date_diff('day', ordered_on[i], ordered_on[i + 1])) AS gaps
        FROM model.buyers_days(day)
    )
)
SELECT * EXCLUDE (rhythm), date_diff('day', last_order, day::DATE) AS days_since,
    if(has_rhythm, rhythm, (SELECT median(rhythm) FROM buyers)) AS own_rhythm
FROM buyers;

-- One row per customer who ever bought by `day`: what and how often, and his rhythm as `model.buyers_rhythms` has it.
-- `repeats` and `recency` are his history as `model.histories` has it.
CREATE OR REPLACE MACRO model.customer_rhythms(day) AS TABLE
WITH sold AS (
    SELECT customer, any_value(buyer) AS buyer, sum(amount) AS amount_ever,
        sum(amount) FILTER (date >= day::DATE + 1 - INTERVAL 12 MONTH) AS amount,
        arg_max(line, date_diff('day', DATE '1970-01-01', date) * 1099511627776 + import_id * 16777216 + row) AS newest
    FROM model.order_lines(day) WHERE date <= day AND customer IS NOT NULL GROUP BY customer
)
SELECT customer, first_day AS since, last_order, days_since, amount_ever, if(recent > 0, amount, NULL) AS amount,
    recent AS orders, recent = 0 AS is_former, newest, days - 1 AS repeats,
    date_diff('day', first_day, last_day) AS recency, gaps, has_rhythm, own_rhythm
FROM sold JOIN model.buyers_rhythms(day) USING (buyer);

-- One row per length of silence, in the usual intervals of its buyer, that was reached by `day`: how many ended with
-- an order (`ended`), and how many go on (`going_on`).
CREATE OR REPLACE MACRO model.silences(day) AS TABLE
WITH rhythms AS MATERIALIZED (SELECT * FROM model.buyers_rhythms(day) WHERE own_rhythm > 0)
SELECT length, count(*) FILTER (is_over) AS ended, count(*) FILTER (NOT is_over) AS going_on
FROM (
    SELECT unnest(gaps) / own_rhythm AS length, true AS is_over FROM rhythms
    UNION ALL SELECT days_since / own_rhythm, false FROM rhythms
)
GROUP BY length;
