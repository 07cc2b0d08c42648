-- One row per order line that is to be shipped, by what is known on `day`: after how many days it was shipped, and
-- whether within the limit (`in_time`); past it and not shipped yet is late, unknown before.
CREATE OR REPLACE MACRO model.shipments(day) AS TABLE
SELECT *, if(ship_date <= day, date_diff('day', date, ship_date), NULL) AS ship_days,
    CASE WHEN ship_days IS NOT NULL THEN ship_days <= within WHEN date + within < day THEN false END AS in_time
FROM model.order_lines(day), (SELECT model.rule('ship_within')::INTEGER AS within)
WHERE ships;
