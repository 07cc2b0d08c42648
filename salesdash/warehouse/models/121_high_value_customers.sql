-- One row per high-value customer on `day`, and whether anybody visited within the days before that the rule asks.
CREATE OR REPLACE MACRO model.high_value_customers(day) AS TABLE
SELECT s.customer, s.channel, s.region, s.salesperson, s.owner, s.segment, s.industry,
    s.customer IN (
        SELECT v.customer FROM model.customer_visits AS v
        WHERE v.date <= day AND v.date > day - model.rule('visit_within')::INTEGER
    ) AS is_visited
FROM model.customer_standing(day) AS s WHERE s.tier = 'high';
