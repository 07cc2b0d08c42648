-- One row per customer who ever bought by `day`, as `model.customer_standing` has him: R, F and M from 1 to 5 by the mean
-- rank among those who bought in the 12 months to it (equal ones share theirs), and the segment that they make: for
-- each of the three whether it is at least `rfm_high_from`. Former customers have neither.
CREATE OR REPLACE MACRO model.quintile(first, ties, members) AS
    ceil(round(5 * model.mean_rank(first, ties, members), 9))::INTEGER;

CREATE OR REPLACE MACRO model.customer_segments(day) AS TABLE
WITH graded AS (
    SELECT *, tier = 'former' AS is_former,
        model.quintile(rank() OVER (PARTITION BY tier = 'former' ORDER BY days_since DESC),
            count(*) OVER (PARTITION BY tier = 'former', days_since), count(*) OVER (PARTITION BY tier = 'former')) AS r,
        model.quintile(rank() OVER (PARTITION BY tier = 'former' ORDER BY orders),
            count(*) OVER (PARTITION BY tier = 'former', orders), count(*) OVER (PARTITION BY tier = 'former')) AS f,
        model.quintile(rank() OVER (PARTITION BY tier = 'former' ORDER BY amount),
            count(*) OVER (PARTITION BY tier = 'former', amount), count(*) OVER (PARTITION BY tier = 'former')) AS m
    FROM model.customer_standing(day)
)
SELECT * EXCLUDE (is_former, r, f, m), if(is_former, NULL, r) AS r, if(is_former, NULL, f) AS f, if(is_former, NULL, m) AS m,
    if(is_former, 'former', concat(if(r >= high, 'R', 'r'), if(f >= high, 'F', 'f'), if(m >= high, 'M', 'm'))) AS rfm
FROM graded CROSS JOIN (SELECT model.rule('rfm_high_from') AS high);
