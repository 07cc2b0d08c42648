-- One row per day, channel and region and what formulas ask of a line (whether its customer, cost and quantity are known,
-- whether it is paid for, and a sum of a period): what those lines come to, and how many `orders` they are of. An order is of one channel; where it is
-- of several days, regions or customers, each of its lines is counted with the days of the line before: of the order
-- (`before`), and of it within its region, with its customer, and with both. So it counts once in days that begin after that
-- line, in whatever they are told apart by. From `undone_on` on it is none. `customer` is any of them.
CREATE OR REPLACE TABLE model.daily_orders AS
WITH spread AS (
    SELECT l.line, lag(date) OVER (PARTITION BY number ORDER BY date, l.line) AS before,
        lag(date) OVER (PARTITION BY number, region ORDER BY date, l.line) AS before_in_region,
        lag(date) OVER (PARTITION BY number, buyer ORDER BY date, l.line) AS before_of_customer,
        lag(date) OVER (PARTITION BY number, buyer, region ORDER BY date, l.line) AS before_of_customer_in_region
    FROM model.order_lines AS l JOIN model.several_lines AS s ON coalesce(order_no, undone_no) = s.number WHERE is_several AND is_spread
),
-- lines that are an order each are summed up apart: of these nothing is to be looked up
sums AS (
    SELECT date, channel, region, any_value(customer) AS customer, undone_on, is_sum, count(coalesce(order_no, undone_no)) AS orders,
        sum(amount) AS amount, sum(profit) AS profit, sum(quantity) AS quantity
    FROM model.order_lines WHERE NOT is_several
    GROUP BY date, channel, region, customer IS NULL, undone_on, is_sum, profit IS NULL, quantity IS NULL, amount > 0
    UNION ALL BY NAME
    SELECT date, channel, region, any_value(customer) AS customer, before, before_in_region, before_of_customer,
        before_of_customer_in_region, undone_on, is_sum, count(*) FILTER (is_spread OR l.line = s.line) AS orders,
        sum(amount) AS amount, sum(profit) AS profit, sum(quantity) AS quantity
    FROM model.order_lines AS l JOIN model.several_lines AS s ON coalesce(order_no, undone_no) = s.number
        LEFT JOIN spread ON l.line = spread.line
    WHERE is_several
    GROUP BY date, channel, region, customer IS NULL, before, before_in_region, before_of_customer, before_of_customer_in_region,
        undone_on, is_sum, profit IS NULL, quantity IS NULL, amount > 0
)
SELECT date, channel, any_value(channel_kind) AS channel_kind, any_value(online) AS online, region, any_value(customer) AS customer,
    before, before_in_region, before_of_customer, before_of_customer_in_region, undone_on, is_sum, sum(orders)::BIGINT AS orders,
    sum(amount) AS amount, sum(profit) AS profit, sum(quantity) AS quantity
FROM sums LEFT JOIN model.channel_kinds USING (channel)
GROUP BY date, channel, region, customer IS NULL, before, before_in_region, before_of_customer, before_of_customer_in_region,
    undone_on, is_sum, profit IS NULL, quantity IS NULL, amount > 0;

-- The same by what is known on `day`.
CREATE OR REPLACE MACRO model.daily_orders(day) AS TABLE
SELECT * EXCLUDE (undone_on) REPLACE (if(undone_on <= day, 0, orders) AS orders) FROM model.daily_orders;

-- The same without telling orders apart.
CREATE OR REPLACE TABLE model.daily_sales AS
SELECT date, channel, any_value(channel_kind) AS channel_kind, any_value(online) AS online, region, any_value(customer) AS customer,
    sum(amount) AS amount, sum(profit) AS profit, sum(quantity) AS quantity
FROM model.daily_orders
GROUP BY date, channel, region, customer IS NULL, profit IS NULL, quantity IS NULL, amount > 0;

-- One row per row of `model.daily_sales`, as booked, and per return of a line, on the day that it came back.
CREATE OR REPLACE VIEW model.daily_sales_and_returns AS
SELECT date, channel, channel_kind, online, region, if(amount > 0, amount, 0) AS booked_amount,
    0::DECIMAL(18, 4) AS returned_amount, amount AS net_amount, date AS known_on
FROM model.daily_sales
UNION ALL
SELECT date, channel, channel_kind, online, region, if(refunded_before > 0, returned_amount, 0), returned_amount, -off_sales, known_on
FROM model.returned_lines;
