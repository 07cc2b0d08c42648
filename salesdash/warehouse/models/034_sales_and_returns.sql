-- One row per order line, as booked, and per return of one, on the day that it came back.
CREATE OR REPLACE VIEW model.sales_and_returns AS
SELECT * EXCLUDE (is_first), if(amount > 0, amount, 0)::DECIMAL(18, 4) AS booked_amount,
    0::DECIMAL(18, 4) AS returned_amount, amount AS net_amount, date AS known_on
FROM model.order_lines
UNION ALL BY NAME
SELECT * EXCLUDE (is_first, off_sales, is_undated) REPLACE (0::DECIMAL(18, 4) AS amount),
    if(refunded_before > 0, returned_amount, 0)::DECIMAL(18, 4) AS booked_amount, -off_sales AS net_amount
FROM model.returned_lines;
