-- One row a claim: a figure of an event, who claims it, in which article, when and in which words.
CREATE VIEW v_claims AS
SELECT
  f.event_id,
  e.event_type,
  e.sub_event_type,
  e.event_date,
  e.admin1,
  e.country,
  e.status,
  e.disputed,
  f.measure,
  f.side,
  f.low,
  f.best,
  f.high,
  f.qualifier,
  f.attribution,
  f.source,
  f.published_at,
  f.quote,
  f.chosen,
  s.independent,
  f.article_id,
  a.url,
  a.title,
  f.figure_id
FROM event_figures f
JOIN events e ON e.event_id = f.event_id
LEFT JOIN event_sources s ON s.event_id = f.event_id AND s.article_id = f.article_id
LEFT JOIN articles a ON a.article_id = f.article_id;

COMMENT ON VIEW v_claims IS 'One row a claim: a figure with who claims it, where, when and in which words. Conflicting claims stand side by side; `chosen` ones set the event''s range. Claims about events of every status: look at `status` before adding up.';
COMMENT ON COLUMN v_claims.independent IS 'False for a claim in a copy of an earlier text';
