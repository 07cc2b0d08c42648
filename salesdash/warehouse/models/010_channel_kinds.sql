-- One row per channel name: what kind of channel it is, and whether it sells online.
CREATE OR REPLACE VIEW model.channel_kinds AS
SELECT channel, kind AS channel_kind, if(k.online, 'online', 'offline') AS online
FROM app.channels JOIN model.kinds AS k USING (kind);
