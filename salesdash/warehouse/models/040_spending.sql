-- One row per row of the spend sheets, dated by the first day of its day, week or month.
CREATE OR REPLACE VIEW model.spending AS
SELECT s.import_id, s.sheet, s.row, s.date, s.date_end, s.spend, s.budget, s.channel, k.channel_kind, k.online,
    s.purpose, s.leads, s.visits, s.inventory, s.outlets, s.region
FROM live.spend AS s LEFT JOIN model.channel_kinds AS k USING (channel);
