-- One row per service ticket, with the hours to its first response and to its resolution, also in
-- full hours (`response_hour`, `resolution_hour`), by what is known on `day`: what was answered later is not yet.
-- A ticket without an answer counts as late once its sheet reaches past its limit.
CREATE OR REPLACE MACRO model.service_tickets(day) AS TABLE
WITH tickets AS (
    SELECT * REPLACE (if(first_response < day::DATE + 1, first_response, NULL) AS first_response,
            if(resolved < day::DATE + 1, resolved, NULL) AS resolved),
        least(greatest(max(opened) OVER (), first_response), day::DATE + 1) AS unanswered_until,
        least(greatest(max(opened) OVER (), resolved), day::DATE + 1) AS unresolved_until
    FROM live.tickets
)
SELECT t.import_id, t.sheet, t.row, ticket_id, opened::DATE AS date, opened, first_response, resolved,
    epoch(first_response - opened) / 3600.0 AS response_hours,
    epoch(resolved - opened) / 3600.0 AS resolution_hours,
    epoch(first_response - opened)::BIGINT // 3600 AS response_hour,
    epoch(resolved - opened)::BIGINT // 3600 AS resolution_hour,
    CASE WHEN first_response IS NOT NULL THEN response_hours <= model.rule('answer_within')
        WHEN epoch(unanswered_until - opened) / 3600.0 > model.rule('answer_within') THEN false END AS answered_in_time,
    CASE WHEN resolved IS NOT NULL THEN resolution_hours <= model.rule('resolve_within')
        WHEN epoch(unresolved_until - opened) / 3600.0 > model.rule('resolve_within') THEN false END AS resolved_in_time,
    t.kind, priority, status, customer, t.channel, k.channel_kind, k.online, region, product, owner, csat
FROM tickets AS t LEFT JOIN model.channel_kinds AS k USING (channel);
