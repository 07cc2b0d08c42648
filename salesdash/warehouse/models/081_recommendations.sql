-- One row per answer to "would you recommend us", 0 to 10.
CREATE OR REPLACE VIEW model.recommendations AS
SELECT s.import_id, s.sheet, s.row, s.date, s.nps, nps >= model.rule('promoter_from') AS is_promoter,
    nps <= model.rule('detractor_to') AS is_detractor, s.customer, s.channel, k.channel_kind, k.online, s.region, s.product
FROM live.surveys AS s LEFT JOIN model.channel_kinds AS k USING (channel)
WHERE nps IS NOT NULL;
