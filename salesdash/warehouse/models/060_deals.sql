-- The as-of date unless somebody chooses another: of the newest order, else of what else happened last.
CREATE OR REPLACE MACRO model.newest_day() AS (
    SELECT coalesce(max(last_day) FILTER (dataset = 'orders'), max(last_day)) FROM model.coverage WHERE dataset <> 'targets');

-- One row per deal by what is known on `day`, dated by its close; open deals, and those closed later, by the day
-- they were created. The sheet says at which stage a deal is, not since when: that of one that was open on an
-- earlier day than the newest, or was closed later, is not known.
CREATE OR REPLACE MACRO model.deals(day) AS TABLE
WITH judged AS (
    SELECT *, CASE
        WHEN outcome IN ('won', 'lost', 'open') THEN outcome
        WHEN stage IN ('won', 'lost') THEN stage
        ELSE 'open' END AS result,
        coalesce(created, first_contact) AS opened,
        result <> 'open' AND coalesce(closed, created, first_contact) > day AS is_ahead
    FROM live.opportunities
)
SELECT o.import_id, o.sheet, o.row, opportunity_id,
    CASE WHEN is_ahead OR result = 'open' THEN opened ELSE coalesce(closed, opened) END AS date,
    if(is_ahead, 'open', result) AS outcome, if(is_ahead OR (result = 'open' AND day < model.newest_day()), NULL, stage) AS stage, is_ahead, amount, customer, o.channel,
    k.channel_kind, k.online, owner, owner AS salesperson, product, o.region, opened,
    CASE WHEN closed >= coalesce(first_contact, created) AND result <> 'open' AND NOT is_ahead
        THEN date_diff('day', coalesce(first_contact, created), closed) END AS cycle_days
FROM judged AS o LEFT JOIN model.channel_kinds AS k USING (channel)
WHERE opened IS NOT NULL OR NOT coalesce(is_ahead, false);
