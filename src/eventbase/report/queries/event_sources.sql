-- One row an article that reports an event.
SELECT event_id, article_id, independent
FROM event_sources
ORDER BY event_id, published_at NULLS LAST, article_id
