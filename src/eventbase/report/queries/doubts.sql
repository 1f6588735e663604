-- One row a doubt about a mention, for the event's card.
SELECT i.mention_id, i.stage, i.code, i.detail
FROM issues AS i JOIN mentions AS m USING (mention_id)
WHERE m.event_id IS NOT NULL
ORDER BY ALL
