-- One row per customer who ever bought by `day`, as `model.customer_standing` has him: R, F and M from 1 to 5 by his ranks,
-- and the segment that they make: for each of the three whether it is at least `rfm_high_from`. Former customers have
-- neither.
CREATE OR REPLACE MACRO model.quintile(rank) AS ceil(round(5 * rank, 9))::INTEGER;

CREATE OR REPLACE MACRO model.customer_segments(day) AS TABLE
WITH graded AS (
    SELECT * EXCLUDE (silence_rank, amount_rank, orders_rank), model.quintile(silence_rank) AS r,
        model.quintile(orders_rank) AS f, model.quintile(amount_rank) AS m
    FROM model.customer_standing(day)
)
SELECT *, if(tier = 'former', 'former', concat(if(r >= high, 'R', 'r'), if(f >= high, 'F', 'f'), if(m >= high, 'M', 'm'))) AS rfm
FROM graded CROSS JOIN (SELECT model.rule('rfm_high_from') AS high);
