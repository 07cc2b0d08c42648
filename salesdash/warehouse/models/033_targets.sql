-- The name under which a spelling counts.
CREATE OR REPLACE MACRO model.accepted_name(of_dimension, name) AS coalesce(
    (SELECT accepted FROM model.spellings WHERE dimension = of_dimension AND spelling = name), name);

-- By what of the five a target is split.
CREATE OR REPLACE MACRO model.split_of(region, channel, salesperson, product, category) AS
    list_filter(['region', 'channel', 'salesperson', 'product', 'category'], lambda d: CASE d
        WHEN 'region' THEN region IS NOT NULL WHEN 'channel' THEN channel IS NOT NULL
        WHEN 'salesperson' THEN salesperson IS NOT NULL WHEN 'product' THEN product IS NOT NULL
        ELSE category IS NOT NULL END);

-- The part of a period that lies before a day, by workdays.
CREATE OR REPLACE MACRO model.part_before(since, start, finish) AS (
    SELECT coalesce(count(*) FILTER (WHERE day < since) / nullif(count(*), 0), 0)
    FROM model.workdays WHERE day >= start AND day < finish);

-- What of the amount of a period is asked before a day.
CREATE OR REPLACE MACRO model.asked_until(until, amount, start, finish) AS
    if(until < finish, round(amount * model.part_before(until, start, finish), 4), amount)::DECIMAL(18, 4);

-- One row per cell of an approved version of a plan without what it carries on, and one per cell and closed
-- month (`carried_from`) that a re-plan carried on into it, in the days after the re-plan; members as they are
-- called now. What a longer period missed is that of its months by workdays. Nothing can have been missed before
-- the month in which the orders begin. `part` is the version, `days` how long the cell is.
CREATE OR REPLACE VIEW model.approved_cells AS
WITH carried AS (
    SELECT plan_id, version, c.nth, members, c.start, c.finish, k.amount,
        greatest(k.missed_in, (SELECT date_trunc('month', min(date))::DATE FROM model.order_lines)) AS missed_from,
        coalesce(missed.finish, (k.missed_in + INTERVAL 1 MONTH)::DATE) AS missed_until
    FROM app.plan_cells AS c JOIN app.plan_carried AS k USING (plan_id, version, members, start)
    LEFT JOIN app.plan_cells AS missed ON (missed.plan_id, missed.version, missed.members, missed.start)
        = (k.plan_id, k.version, k.members, k.missed_in)
),
by_month AS (
    SELECT *, unnest(generate_series(date_trunc('month', missed_from), missed_until - 1, INTERVAL 1 MONTH))::DATE AS month
    FROM carried
),
cells AS (
    SELECT plan_id, version, nth, members, c.start, c.finish, NULL::DATE AS missed_in,
        (any_value(c.amount) - coalesce(sum(k.amount), 0))::DECIMAL(18, 4) AS amount
    FROM app.plan_cells AS c LEFT JOIN app.plan_carried AS k USING (plan_id, version, members, start)
    WHERE c.amount IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT plan_id, version, nth, members, start, finish, greatest(month, missed_from),
        (if(month + INTERVAL 1 MONTH < missed_until,
            round(amount * model.part_before(month + INTERVAL 1 MONTH, missed_from, missed_until), 4), amount)
        - round(amount * model.part_before(month, missed_from, missed_until), 4))::DECIMAL(18, 4)
    FROM by_month
)
SELECT p.name || ' v' || p.version AS sheet, c.nth AS row, c.finish AS period_end, c.finish - c.start AS days,
    CASE WHEN c.missed_in IS NOT NULL AND p.replanned_on + 1 < c.finish THEN greatest(c.start, p.replanned_on + 1)
        ELSE c.start END AS period,
    c.amount, c.missed_in AS carried_from, p.metric,
    p.plan_id || '/' || p.version AS part, p.opens, p.ends, p.approval, p.start AS year_start,
    model.accepted_name('region', c.members[list_position(p.dimensions, 'region')]) AS region,
    model.accepted_name('channel', c.members[list_position(p.dimensions, 'channel')]) AS channel,
    model.accepted_name('salesperson', c.members[list_position(p.dimensions, 'salesperson')]) AS salesperson,
    model.accepted_name('product', c.members[list_position(p.dimensions, 'product')]) AS product,
    model.accepted_name('category', c.members[list_position(p.dimensions, 'category')]) AS category
FROM app.plans AS p JOIN cells AS c USING (plan_id, version)
WHERE p.approval IS NOT NULL;

-- One row per target of the sheets, and per stretch of a longer period of which shorter ones that are split alike
-- tell only parts: what these leave of its target is that of the days they do not tell, by workdays, at least
-- nothing. Such a row counts among the shorter ones (`days`), so that these ask as much as the longer one.
CREATE OR REPLACE TABLE model.stated_targets AS
WITH stated AS (
    SELECT * REPLACE (coalesce(metric, 'sales') AS metric), period_end - period AS days,
        model.split_of(region, channel, salesperson, product, category) AS split
    FROM live.targets
),
spans AS (SELECT DISTINCT metric, split, period, period_end, days FROM stated),
told_in_part AS (
    SELECT t.metric, t.split, t.period, t.period_end, min(s.days) AS shortest
    FROM spans AS t JOIN spans AS s ON s.metric = t.metric AND s.split = t.split
        AND s.period >= t.period AND s.period_end <= t.period_end AND s.days < t.days
    GROUP BY ALL
),
sums AS (
    SELECT metric, split, region, channel, salesperson, product, category, period, period_end, days,
        sum(amount) AS amount, min(import_id) AS import_id, arg_min(sheet, import_id) AS sheet,
        arg_min(s.row, import_id) AS row
    FROM stated AS s GROUP BY ALL
),
longer AS (
    SELECT *, row_number() OVER () AS nth FROM sums JOIN told_in_part USING (metric, split, period, period_end)
),
-- the shorter ones of each, and its end, in their order: `told_until` is how far those before reach
inside AS (
    SELECT *, coalesce(max(finish) OVER (PARTITION BY nth ORDER BY start, finish DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), period) AS told_until
    FROM (
        SELECT nth, t.period, s.period AS start, s.period_end AS finish, s.amount
        FROM longer AS t JOIN sums AS s ON s.metric = t.metric AND s.split = t.split
            AND s.region IS NOT DISTINCT FROM t.region AND s.channel IS NOT DISTINCT FROM t.channel
            AND s.salesperson IS NOT DISTINCT FROM t.salesperson
            AND s.product IS NOT DISTINCT FROM t.product AND s.category IS NOT DISTINCT FROM t.category
        WHERE s.period >= t.period AND s.period_end <= t.period_end AND s.days < t.days
        UNION ALL
        SELECT nth, period, period_end, period_end, 0 FROM longer
    )
),
untold AS (
    SELECT nth, told_until AS start, start AS finish, sum(workdays) OVER so_far AS done, sum(workdays) OVER (PARTITION BY nth) AS of_all, workdays
    FROM (
        SELECT *, (SELECT count(*) FROM model.workdays WHERE day >= told_until AND day < start) AS workdays
        FROM inside WHERE start > told_until
    )
    WINDOW so_far AS (PARTITION BY nth ORDER BY start)
),
asked AS (SELECT nth, coalesce(sum(amount) FILTER (finish > told_until), 0) AS amount FROM inside GROUP BY nth)
SELECT * FROM stated
UNION ALL BY NAME
SELECT t.* EXCLUDE (nth, shortest, rest) REPLACE (start AS period, finish AS period_end, shortest AS days,
        (round(rest * done / of_all, 4) - round(rest * (done - workdays) / of_all, 4))::DECIMAL(18, 4) AS amount)
FROM (SELECT t.*, greatest(t.amount - asked.amount, 0) AS rest FROM longer AS t JOIN asked USING (nth)) AS t
    JOIN untold USING (nth)
WHERE of_all > 0;

-- One row per target of the sheets and stretch of its period, `since` to `until`, in which no plan counts.
CREATE OR REPLACE VIEW model.sheet_targets AS
WITH sheets AS (FROM model.stated_targets),
plans AS (SELECT metric, start, opens, ends FROM app.plans WHERE approval IS NOT NULL),
begun AS (
    SELECT *, period AS since FROM sheets
    UNION
    SELECT t.*, p.ends FROM sheets AS t JOIN plans AS p ON p.metric = t.metric
        AND t.period >= p.start AND t.period < p.start + INTERVAL 1 YEAR AND p.ends > t.period AND p.ends < t.period_end
)
SELECT t.*, least(period_end, (SELECT min(p.opens) FROM plans AS p WHERE p.metric = t.metric
    AND t.period >= p.start AND t.period < p.start + INTERVAL 1 YEAR AND p.opens > t.since)) AS until
FROM begun AS t
WHERE NOT EXISTS (FROM plans AS p WHERE p.metric = t.metric
    AND t.period >= p.start AND t.period < p.start + INTERVAL 1 YEAR
    AND p.opens <= t.since AND (p.ends IS NULL OR p.ends > t.since));

-- One row per target and stretch of its period, `since` to `until`, in which it is in force: of the sheets where no
-- plan counts, of a plan where no later one does. Which shorter periods of the sheets that are split alike touch is
-- `told_finer`; what of it closed before a plan took over is left to them.
CREATE OR REPLACE VIEW model.targets_in_force AS
SELECT t.*, EXISTS (FROM model.sheet_targets AS finer WHERE finer.metric = t.metric AND finer.split = t.split
        AND finer.days < t.days AND finer.since < t.until AND finer.until > t.since) AS told_finer,
    '' AS part, NULL::DATE AS carried_from
FROM model.sheet_targets AS t WHERE until = period_end OR NOT told_finer
UNION ALL BY NAME
SELECT c.* EXCLUDE (opens, ends, approval, year_start), false AS told_finer,
    CASE WHEN carried_from IS NULL THEN greatest(period, opens) ELSE period END AS since, period_end AS until,
    model.split_of(region, channel, salesperson, product, category) AS split
FROM model.approved_cells AS c
WHERE c.period_end > c.opens AND (c.ends IS NULL OR c.period_end <= c.ends)
    AND NOT EXISTS (FROM app.plans AS later WHERE later.approval > c.approval AND later.metric = c.metric
        AND c.period_end > later.opens AND (later.ends IS NULL OR c.period_end <= later.ends)
        AND c.period < later.start + INTERVAL 1 YEAR);

-- One row per target that counts, each in the days for which it was in force: what has closed stays with the
-- target that was in force in it, whatever is approved or withdrawn later. A longer period in which that lies comes
-- to its own target: from the day `since` it asks for what is not asked in the days before, of whom it is for, and
-- is not its part by workdays of those for which that is not told; for nothing where more than all was asked. So they are reckoned in the order of that day
-- (`turn`), as what is asked before may have been reckoned so itself; `span` is what those of one sheet or plan
-- and stretch have in common.
CREATE OR REPLACE VIEW model.targets AS
WITH RECURSIVE counting AS MATERIALIZED (
    SELECT *, row_number() OVER () AS target_id,
        if(since = period, 0, dense_rank() OVER (PARTITION BY since = period ORDER BY since)) AS turn,
        dense_rank() OVER (ORDER BY metric, split, part, told_finer, period, since, until, period_end) AS span
    FROM model.targets_in_force
),
spans AS (
    SELECT DISTINCT span, metric, split, part, told_finer, period, since, until, period_end, turn FROM counting
    WHERE carried_from IS NULL
),
before AS MATERIALIZED (
    SELECT t.span, b.span AS earlier, b.since, b.until
    FROM spans AS t JOIN spans AS b ON b.metric = t.metric AND b.since >= t.period AND b.until <= t.since
        AND CASE WHEN b.part = '' THEN b.split = t.split AND NOT b.told_finer ELSE list_has_all(b.split, t.split) END
    WHERE t.turn > 0
),
untold AS MATERIALIZED (
    SELECT t.span, count(*) FILTER (day < t.since) / count(*) AS untold
    FROM spans AS t JOIN model.workdays ON day >= t.period AND day < t.period_end
    WHERE t.turn > 0 AND NOT EXISTS (FROM before AS b WHERE b.span = t.span AND day >= b.since AND day < b.until)
    GROUP BY t.span
),
asked_before AS MATERIALIZED (
    SELECT t.target_id, b.target_id AS earlier_id
    FROM counting AS t JOIN before USING (span) JOIN counting AS b ON b.span = before.earlier AND b.carried_from IS NULL
        AND (t.region IS NULL OR t.region = b.region) AND (t.channel IS NULL OR t.channel = b.channel)
        AND (t.salesperson IS NULL OR t.salesperson = b.salesperson)
        AND (t.product IS NULL OR t.product = b.product) AND (t.category IS NULL OR t.category = b.category)
),
asked (target_id, turn, amount) USING KEY (target_id) AS (
    SELECT target_id, turn, model.asked_until(until, amount, period, period_end) FROM counting WHERE turn = 0
    UNION
    SELECT target_id, turn, model.asked_until(until, rest - round(rest * coalesce(untold, 0), 4), since, period_end)
    FROM (
        SELECT t.target_id, t.turn, t.span, t.since, t.until, t.period_end,
            greatest(any_value(t.amount) - coalesce(sum(earlier.amount), 0), least(any_value(t.amount), 0)) AS rest
        FROM counting AS t LEFT JOIN asked_before USING (target_id)
            LEFT JOIN recurring.asked AS earlier ON earlier.target_id = earlier_id
        WHERE t.turn = (SELECT max(turn) + 1 FROM asked)
        GROUP BY ALL
    ) LEFT JOIN untold USING (span)
)
SELECT t.* EXCLUDE (since, until, split, told_finer, target_id, turn, span)
    REPLACE (since AS period, until AS period_end, asked.amount AS amount)
FROM counting AS t JOIN asked USING (target_id);

-- One row per target of the years in which another came into force since, as it was at first: the cells of
-- the version approved first, or the rows of the sheets where periods had closed under them before. One that gave
-- way to sheets (`ends`) was such another too, or was itself the first.
CREATE OR REPLACE VIEW model.first_targets AS
WITH firsts AS (
    SELECT now.metric, now.start, arg_min(f.plan_id || '/' || f.version, f.approval) AS part,
        arg_min(f.opens > f.start, f.approval) AS after_sheets,
        min(f.approval) = min(now.approval) AND bool_and(now.ends IS NULL) AS is_only
    FROM app.plans AS now JOIN app.plans AS f ON f.metric = now.metric AND f.approval IS NOT NULL
        AND f.start < now.start + INTERVAL 1 YEAR AND now.start < f.start + INTERVAL 1 YEAR
    WHERE now.state = 'approved' OR now.ends IS NOT NULL
    GROUP BY now.metric, now.start
)
SELECT t.* EXCLUDE split, '' AS part
FROM model.stated_targets AS t JOIN firsts AS f ON f.after_sheets AND f.metric = t.metric
    AND t.period >= f.start AND t.period < f.start + INTERVAL 1 YEAR
UNION ALL BY NAME
SELECT c.* EXCLUDE (opens, ends, approval, year_start, carried_from)
FROM model.approved_cells AS c JOIN firsts AS f USING (metric, part)
WHERE NOT f.after_sheets AND NOT f.is_only AND c.carried_from IS NULL
    AND c.period >= f.start AND c.period < f.start + INTERVAL 1 YEAR;

-- One row per target that counts and per one of the plan approved first, where another counts now (`is_first`).
CREATE OR REPLACE TABLE model.kept_targets AS
SELECT *, false AS is_first FROM model.targets
UNION ALL BY NAME
SELECT *, true AS is_first FROM model.first_targets;
