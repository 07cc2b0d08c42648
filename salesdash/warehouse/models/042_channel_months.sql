-- One row per channel, customer and month: what the lines come to, the least and the greatest key of the orders
-- among them (`one_order`, `another_order`), which differ where there are two, and the `place` of the newest of them, in
-- time and among what was loaded. `buyer` and `undone_on` are those of the lines, which are kept apart by them.
CREATE OR REPLACE MACRO model.place_of(date, line) AS date_diff('day', DATE '1970-01-01', date) * 1099511627776 + line;

-- The line that stands there, of a day before 1970 too.
CREATE OR REPLACE MACRO model.line_at(place) AS (place % 1099511627776 + 1099511627776) % 1099511627776;

CREATE OR REPLACE TABLE model.channel_months AS
WITH months AS (
    SELECT channel, customer_no, if(customer_no IS NULL, customer, NULL) AS nameless, buyer IS NULL AS is_nobodys,
        date_trunc('month', date)::DATE AS date, undone_on, sum(amount) AS amount,
        min(coalesce(order_no, undone_no)) AS one_order, max(coalesce(order_no, undone_no)) AS another_order,
        max(model.place_of(date, line)) AS place
    FROM model.order_lines
    GROUP BY channel, customer_no, nameless, is_nobodys, date_trunc('month', date), undone_on
),
-- the key of a customer is one of his lines
names AS (
    SELECT customer_no, customer FROM model.order_lines WHERE line = customer_no
)
-- joined to the months, as to carry the kind and the name along with all lines takes half of the time
SELECT channel, channel_kind, online, months.customer_no AS customer_no, coalesce(names.customer, nameless) AS customer,
    if(is_nobodys, NULL, months.customer_no) AS buyer, date, undone_on, amount, one_order, another_order, place
FROM months LEFT JOIN model.channel_kinds USING (channel) LEFT JOIN names ON months.customer_no = names.customer_no;

-- The same by what is known on `day`.
CREATE OR REPLACE MACRO model.channel_months(day) AS TABLE
SELECT * EXCLUDE (undone_on) REPLACE (if(undone_on <= day, NULL, buyer) AS buyer) FROM model.channel_months;
