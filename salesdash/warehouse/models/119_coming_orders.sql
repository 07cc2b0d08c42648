-- One row per customer who bought by `day`: the days of ordering after the first (`repeats`), the days from the
-- first to the last of them (`recency`) and to `day` (`age`), and, for each order of the 12 months to `day`, how
-- many orders are to come for each day of ordering that is to come (`weight`); `recent` is how many those orders are.
CREATE OR REPLACE MACRO model.histories(day) AS TABLE
SELECT buyer, days - 1 AS repeats, date_diff('day', first_day, last_day) AS recency, date_diff('day', first_day, day::DATE) AS age, recent,
    orders / days / nullif(recent, 0) AS weight
FROM model.buyers_days(day);

-- One row per line of an order of the 12 months to `day` whose buyer is known: what is to come is shared out over these.
CREATE OR REPLACE MACRO model.coming_orders(day) AS TABLE
SELECT * FROM model.order_lines(day)
WHERE date <= day AND date >= day::DATE + 1 - INTERVAL 12 MONTH AND buyer IS NOT NULL;

-- One row per such order, with its channel.
CREATE OR REPLACE MACRO model.coming_orders_of_channels(day) AS TABLE
SELECT buyer, channel
FROM model.placed_orders LEFT JOIN model.days_of_orders USING (buyer, number) CROSS JOIN (SELECT (day::DATE + 1 - INTERVAL 12 MONTH)::DATE AS since)
WHERE placed_on <= day AND (undone_on > day OR undone_on IS NULL)
    AND if(model.has_several(line_days), array_length(list_filter(line_days, lambda d: d BETWEEN since AND day)) > 0, placed_on >= since);

-- What so many years of the same are worth now.
CREATE OR REPLACE MACRO model.worth_of(years) AS if(model.rule('discount_rate') > 0,
    (1 - pow(1 + model.rule('discount_rate'), -years)) / ln(1 + model.rule('discount_rate')), years);
