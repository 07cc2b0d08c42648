-- One row per order of several lines: its key (`number`), its first `line`, and whether they are of several days, regions
-- or customers (`is_spread`). Any other order is a line.
-- They are found first: of the lines of all others no more is held than their number.
CREATE OR REPLACE TABLE model.several_lines AS
WITH lines AS NOT MATERIALIZED (
    SELECT coalesce(order_no, undone_no) AS number, line, hash(date, region, buyer) AS place FROM model.order_lines
)
SELECT number, min(line) AS line, min(place) <> max(place) AS is_spread
FROM lines WHERE number IN (SELECT number FROM lines WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1)
GROUP BY number;
