-- One row per buyer who ordered by `day`, as `model.buyers_days` has him, with the median of the days between two days of
-- ordering (`own_rhythm`; `has_rhythm`), under 3 such days that of the company.
CREATE OR REPLACE MACRO model.buyers_rhythms(day) AS TABLE
WITH rhythms AS (
    SELECT buyer, median(gap) AS rhythm FROM model.order_gaps(day) GROUP BY buyer
),
company AS (
    SELECT median(rhythm) AS rhythm FROM rhythms
)
SELECT b.buyer AS buyer, b.* EXCLUDE (buyer), date_diff('day', last_order, day::DATE) AS days_since,
    days >= 3 AS has_rhythm, if(days >= 3, r.rhythm, c.rhythm) AS own_rhythm
FROM model.buyers_days(day) AS b CROSS JOIN company AS c LEFT JOIN rhythms AS r ON b.buyer = r.buyer;

-- One row per customer who ever bought by `day`: what and how often, and his rhythm as `model.buyers_rhythms` has it.
-- `repeats` and `recency` are his history as `model.histories` has it. He goes by his key: to tell names apart would
-- take longer than all else.
CREATE OR REPLACE MACRO model.customer_rhythms(day) AS TABLE
WITH months AS (
    SELECT customer_no, amount, date >= since AS is_recent, place
    FROM model.customer_months CROSS JOIN model.twelve_months(day)
    WHERE date <= day AND NOT (is_cut AND date IN (first_month, last_month))
    UNION ALL
    SELECT customer_no, amount, date >= since, model.place_of(date, line)
    FROM model.order_lines CROSS JOIN model.twelve_months(day)
    WHERE is_cut AND customer_no IS NOT NULL AND date <= day AND (date >= last_month OR (date >= first_month AND date < second_month))
),
sold AS (
    SELECT customer_no, sum(amount) AS amount_ever, sum(amount) FILTER (is_recent) AS amount, model.line_at(max(place)) AS newest
    FROM months GROUP BY customer_no
)
SELECT customer_no, first_day AS since, last_order, days_since, amount_ever, if(recent > 0, amount, NULL) AS amount,
    recent AS orders, recent = 0 AS is_former, newest, days - 1 AS repeats,
    date_diff('day', first_day, last_day) AS recency, has_rhythm, own_rhythm
FROM sold JOIN model.buyers_rhythms(day) AS b ON customer_no = b.buyer;

-- One row per length of silence, in the usual intervals of its buyer, that was reached by `day`: how many ended with
-- an order (`ended`), and how many go on (`going_on`).
CREATE OR REPLACE MACRO model.silences(day) AS TABLE
WITH rhythms AS MATERIALIZED (SELECT buyer, days_since, own_rhythm FROM model.buyers_rhythms(day) WHERE own_rhythm > 0)
SELECT length, count(*) FILTER (is_over) AS ended, count(*) FILTER (NOT is_over) AS going_on
FROM (
    SELECT gap / own_rhythm AS length, true AS is_over FROM model.order_gaps(day) AS g JOIN rhythms AS r ON g.buyer = r.buyer
    UNION ALL SELECT days_since / own_rhythm, false FROM rhythms
) AS reached
GROUP BY length;
