-- One row per satisfaction score known on `day`, in a survey or on a ticket (given once that is resolved), on
-- its own scale.
CREATE OR REPLACE MACRO model.answers(day) AS TABLE
WITH scores AS (
    SELECT import_id, sheet, row, date, csat, customer, channel, region, product, date AS known_on
    FROM live.surveys WHERE csat IS NOT NULL
    UNION ALL
    SELECT import_id, sheet, row, opened::DATE, csat, customer, channel, region, product,
        coalesce(resolved, opened)::DATE
    FROM live.tickets WHERE csat IS NOT NULL
),
scaled AS (
    SELECT *, max(csat) OVER (PARTITION BY import_id, sheet) AS most FROM scores
)
SELECT s.* EXCLUDE (most, known_on), k.channel_kind, k.online,
    csat >= model.rule('satisfied_from') * CASE WHEN most <= 5 THEN 5 WHEN most <= 10 THEN 10 ELSE 100 END
        AS is_satisfied
FROM scaled AS s LEFT JOIN model.channel_kinds AS k USING (channel)
WHERE coalesce(known_on <= day, true);
