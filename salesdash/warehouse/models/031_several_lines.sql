-- One row per order of several lines: its key (`number`), its first `line`, and whether they are of several days, regions
-- or customers (`is_spread`). Any other order is a line.
CREATE OR REPLACE TABLE model.several_lines AS
SELECT number, min(line) AS line, min(place) <> max(place) AS is_spread
FROM (
    SELECT coalesce(order_no, undone_no) AS number, line, hash(date, region, buyer) AS place
    FROM model.order_lines WHERE is_several
)
GROUP BY number;
