-- One row per deal and stage of the funnel that it reached, the last stage left out, by what is known on `day`:
-- nothing on an earlier day than the newest, nor of a deal closed since. A lost deal is counted up to the first stage: where it was lost is not known.
CREATE OR REPLACE MACRO model.deal_steps(day) AS TABLE
SELECT d.* EXCLUDE (stage), s.stage, d.rank_reached > s.rank AS moved_on
FROM (
    SELECT deals.*, coalesce(CASE WHEN outcome = 'won' THEN (SELECT max(rank) FROM model.stages) END, stages.rank, 1) AS rank_reached
    FROM model.deals(day) AS deals LEFT JOIN model.stages USING (stage) 
    WHERE day >= model.newest_day() AND NOT coalesce(is_ahead, false)
) AS d
JOIN model.stages AS s ON s.rank <= d.rank_reached AND s.rank < (SELECT max(rank) FROM model.stages)
    AND s.stage IN (SELECT stage FROM model.deals(day) UNION ALL SELECT 'lead');
