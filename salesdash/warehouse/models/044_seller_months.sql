-- One row per channel, salesperson and month, those lines that are paid for apart: what they come to.
CREATE OR REPLACE TABLE model.seller_months AS
SELECT channel, any_value(channel_kind) AS channel_kind, any_value(online) AS online, salesperson, date_trunc('month', date)::DATE AS date,
    sum(amount) AS amount
FROM model.order_lines GROUP BY channel, salesperson, date_trunc('month', date), amount > 0;
