-- One row an article that reports an event.
SELECT article_id, url, source, title, authors, published_at, published_basis, language, raw_sha256
FROM articles
WHERE article_id IN (SELECT article_id FROM event_sources)
   OR article_id IN (SELECT article_id FROM mentions WHERE event_id IS NOT NULL)
ORDER BY published_at NULLS LAST, article_id
