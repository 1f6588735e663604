-- One row a source and day on which it published an article that was read, whether or not it held an event.
SELECT CAST(published_at AS DATE) AS day, source, count(*) AS articles
FROM articles
WHERE published_at IS NOT NULL
GROUP BY ALL ORDER BY ALL
