-- One row per channel, customer and month: what the lines come to, the least and the greatest key of the orders
-- among them (`one_order`, `another_order`), which differ where there are two, and the `newest` of them, which is told by
-- its `place` in time and among what was loaded. `buyer` and `undone_on` are those of the lines, which are kept apart by them.
CREATE OR REPLACE MACRO model.place_of(date, import_id, row) AS
    date_diff('day', DATE '1970-01-01', date) * 1099511627776 + import_id * 16777216 + row;

CREATE OR REPLACE TABLE model.channel_months AS
WITH months AS (
    SELECT channel, customer_no, any_value(customer) AS customer, buyer, date_trunc('month', date)::DATE AS date, undone_on,
        sum(amount) AS amount, min(coalesce(order_no, undone_no)) AS one_order, max(coalesce(order_no, undone_no)) AS another_order,
        arg_max(line, model.place_of(date, import_id, row)) AS newest, max(model.place_of(date, import_id, row)) AS place
    FROM model.order_lines
    GROUP BY channel, customer_no, if(customer_no IS NULL, customer, NULL), buyer, date_trunc('month', date), undone_on
)
-- joined to the months, as to carry the kind along with all lines takes a third of the time
SELECT channel, channel_kind, online, months.* EXCLUDE (channel) FROM months LEFT JOIN model.channel_kinds USING (channel);

-- The same by what is known on `day`.
CREATE OR REPLACE MACRO model.channel_months(day) AS TABLE
SELECT * EXCLUDE (undone_on) REPLACE (if(undone_on <= day, NULL, buyer) AS buyer) FROM model.channel_months;
