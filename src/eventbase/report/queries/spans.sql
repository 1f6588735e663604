-- One row a stretch of an article's text that a value of a mention rests on; figures have the field `figure`.
SELECT m.mention_id, m.article_id, e.field, e.start, e."end"
FROM evidence AS e JOIN mentions AS m USING (mention_id)
WHERE m.event_id IS NOT NULL
UNION ALL
SELECT m.mention_id, m.article_id, 'figure', f.start, f."end"
FROM figures AS f JOIN mentions AS m USING (mention_id)
WHERE m.event_id IS NOT NULL
ORDER BY ALL
