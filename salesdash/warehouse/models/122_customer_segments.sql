-- One row per customer who ever bought by `day`, as `model.customer_standing` has him: R, F and M from 1 to 5 by the mean
-- rank among those who bought in the 12 months to it (equal ones share theirs), and the segment that they make: for
-- each of the three whether it is at least `rfm_high_from`. Former customers have neither.
CREATE OR REPLACE MACRO model.quintile(first, last, members) AS
    ceil(round(5 * model.mean_rank(first, last, members), 9))::INTEGER;

CREATE OR REPLACE MACRO model.customer_segments(day) AS TABLE
WITH graded AS (
    SELECT *, tier = 'former' AS is_former,
        model.quintile(rank() OVER by_silence, count(*) OVER by_silence, count(*) OVER alike) AS r,
        model.quintile(rank() OVER by_orders, count(*) OVER by_orders, count(*) OVER alike) AS f,
        model.quintile(rank() OVER by_amount, count(*) OVER by_amount, count(*) OVER alike) AS m
    FROM model.customer_standing(day)
    WINDOW alike AS (PARTITION BY tier = 'former'), by_silence AS (PARTITION BY tier = 'former' ORDER BY days_since DESC),
        by_orders AS (PARTITION BY tier = 'former' ORDER BY orders), by_amount AS (PARTITION BY tier = 'former' ORDER BY amount)
)
SELECT * EXCLUDE (is_former, r, f, m), if(is_former, NULL, r) AS r, if(is_former, NULL, f) AS f, if(is_former, NULL, m) AS m,
    if(is_former, 'former', concat(if(r >= high, 'R', 'r'), if(f >= high, 'F', 'f'), if(m >= high, 'M', 'm'))) AS rfm
FROM graded CROSS JOIN (SELECT model.rule('rfm_high_from') AS high);
