-- One row: how much was read and found.
SELECT (SELECT count(*) FROM articles) AS articles,
       (SELECT count(DISTINCT source) FROM articles) AS sources,
       (SELECT count(*) FROM mentions) AS mentions,
       (SELECT count(*) FROM events) AS events,
       (SELECT count(*) FROM issues) AS issues,
       (SELECT max(published_at) FROM articles) AS last_published
