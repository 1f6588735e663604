-- One row an article with a mention: its text, to cut passages from.
SELECT article_id, text FROM articles
WHERE article_id IN (SELECT article_id FROM mentions WHERE event_id IS NOT NULL)
ORDER BY article_id
