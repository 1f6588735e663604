-- One row a claim: a figure of an event, who makes it, where.
SELECT event_id, article_id, measure, side, low, best, high, qualifier, attribution, quote, chosen
FROM event_figures
ORDER BY event_id, measure, side, published_at NULLS LAST, article_id, figure_id
