-- One row per day, channel and region and what formulas ask of a line (whether its customer, cost and quantity are known,
-- whether it is paid for): what those lines come to, and how many `orders` have all their lines here and are of one buyer.
-- Lines of any other order, and of one that was undone, are told apart by order and buyer too: these are counted by their keys.
-- `customer` is any of them.
CREATE OR REPLACE TABLE model.daily_orders AS
WITH lines AS NOT MATERIALIZED (
    SELECT l.* REPLACE (if(is_spread, order_no, NULL) AS order_no, if(is_spread OR undone_no IS NOT NULL, buyer, NULL) AS buyer),
        order_no IS NOT NULL AND coalesce(l.line = s.line AND NOT is_spread, true) AS is_counted
    FROM model.order_lines AS l LEFT JOIN model.several_lines AS s ON l.order_no = s.number
)
SELECT date, channel, any_value(channel_kind) AS channel_kind, any_value(online) AS online, region, any_value(customer) AS customer,
    order_no, undone_no, undone_on, buyer, count(*) FILTER (is_counted) AS orders,
    sum(amount) AS amount, sum(profit) AS profit, sum(quantity) AS quantity
FROM lines
GROUP BY date, channel, region, customer IS NULL, order_no, undone_no, undone_on, buyer, profit IS NULL, quantity IS NULL, amount > 0;

-- The same by what is known on `day`.
CREATE OR REPLACE MACRO model.daily_orders(day) AS TABLE
SELECT * EXCLUDE (undone_no, undone_on) REPLACE (
    if(undone_on > day, undone_no, order_no) AS order_no,
    if(undone_on <= day, NULL, buyer) AS buyer)
FROM model.daily_orders;

-- The same without telling orders apart: where many lie in several places, a fraction of the rows.
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
