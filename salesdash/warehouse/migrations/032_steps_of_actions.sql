-- Which line of a contingency plan a promise carries out, as the number of the firing and of the line: its title may
-- be edited. The promises of before are told by their title, those of several firings by the newest.
ALTER TABLE app.actions ADD COLUMN of_step VARCHAR;

UPDATE app.actions SET of_step = step.name
FROM (
    SELECT risk_id, firing_id || '.' || nth AS name, words
    FROM (
        SELECT risk_id, firing_id, unnest(lines) AS words, generate_subscripts(lines, 1) AS nth
        FROM (
            SELECT risk_id, firing_id, list_filter(
                list_transform(string_split(plan, chr(10)), lambda line: trim(regexp_replace(
                    regexp_replace(line, '^\s*([（(]?\d+[.、)）．]|[-*•·])\s*', ''), '\s+', ' ', 'g'))),
                lambda line: line <> '') AS lines
            FROM app.firings
        )
    )
    QUALIFY row_number() OVER (PARTITION BY risk_id, words ORDER BY firing_id DESC, nth) = 1
) AS step
WHERE app.actions.of_risk = step.risk_id AND app.actions.title = step.words;
