-- One row per deal, dated by its close; open deals by the day they were created.
CREATE OR REPLACE VIEW model.deals AS
WITH judged AS (
    SELECT *, CASE
        WHEN outcome IN ('won', 'lost', 'open') THEN outcome
        WHEN stage IN ('won', 'lost') THEN stage
        ELSE 'open' END AS result
    FROM live.opportunities
)
SELECT o.import_id, o.sheet, o.row, opportunity_id,
    CASE WHEN result = 'open' THEN coalesce(created, first_contact) ELSE coalesce(closed, created, first_contact) END
        AS date,
    result AS outcome, stage, amount, customer, o.channel, k.channel_kind, k.online, owner, owner AS salesperson,
    product, o.region, coalesce(created, first_contact) AS opened,
    CASE WHEN closed >= coalesce(first_contact, created) THEN closed - coalesce(first_contact, created) END
        AS cycle_days
FROM judged AS o LEFT JOIN model.channel_kinds AS k USING (channel);

-- The deals that were open on a day, by what is known of them since: closed later, or open still.
CREATE OR REPLACE MACRO model.open_deals(day) AS TABLE
SELECT * FROM model.deals
WHERE CASE WHEN outcome = 'open' THEN coalesce(opened <= day, true) ELSE opened <= day AND date > day END;
