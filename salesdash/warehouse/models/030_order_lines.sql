-- One row per order line that was not cancelled, with what the other sheets know about it.
-- `order_no` and `buyer` are keys of the order and the customer of a line that buys: orders are told apart by their
-- number within a channel (63 bits of it, as not every engine counts without a sign: two alike among ten million
-- orders have a chance of 1 in 180,000), a line without a number is an order of its own. An order that comes to 0 or less is none, and a credit line buys
-- nothing; `customer_no` is the key of the customer on these lines too. A sum of a period without a number (`is_sum`) is no order,
-- but buys where it comes to more than 0. `undone_no`: the order that it once was, until from `undone_on` on its lines came to nothing. `refunded_before`: what is off the amount already. `is_first`: whether its customer first bought that
-- day, as known from `first_from` on where earlier orders of his were undone by then; unknown while the data begin. `ships`: whether its export states shipments of its channel; who never states
-- one is not late: other exports, shops over whose counter it goes.
-- `is_several`: whether its order has more lines. A channel's kind is looked up where it is asked for.
CREATE OR REPLACE VIEW model.order_lines AS
SELECT line, import_id, sheet, row, date, amount, quantity, unit_price, cost, order_id, customer, channel, region, province, city,
    salesperson, team, product, category, subcategory, core, segment, industry, promotion, ship_date, written, refunded_before,
    is_sum, if(undone_on IS NULL, number, NULL) AS order_no, undone_on, if(undone_on IS NULL, NULL, number) AS undone_no,
    profit, if(model.buys(number, is_sum, amount), customer_no, NULL) AS buyer, customer_no, is_first, first_from, ships,
    is_several, channel_kind, online
FROM model.all_lines LEFT JOIN (
    SELECT channel, any_value(channel_kind) AS channel_kind, any_value(online) AS online FROM model.channel_kinds GROUP BY channel
) AS kinds USING (channel);

-- The same by what is known on `day`.
CREATE OR REPLACE MACRO model.order_lines(day) AS TABLE
SELECT * EXCLUDE (undone_no, undone_on, first_from) REPLACE (
    if(undone_on > day, undone_no, order_no) AS order_no,
    if(undone_on <= day, NULL, buyer) AS buyer,
    CASE WHEN undone_on <= day OR first_from > day THEN false ELSE is_first END AS is_first,
    ships AND (undone_on > day OR undone_on IS NULL) AS ships)
FROM model.order_lines;
