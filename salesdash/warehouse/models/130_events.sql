-- One row per event, from a sheet or typed: something that explains a curve, from `first` to `last`.
-- `event_id` is that of a typed one.
CREATE OR REPLACE VIEW model.events AS
SELECT NULL::INTEGER AS event_id, date AS first, greatest(date, coalesce(until, date)) AS last, event AS text, kind,
    channel, region, product
FROM live.events WHERE date IS NOT NULL AND event IS NOT NULL
UNION ALL
SELECT event_id, first, last, text, kind, channel, region, product FROM app.events WHERE removed_at IS NULL;
