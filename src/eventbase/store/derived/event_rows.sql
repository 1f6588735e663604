-- One row an event: its columns and, worked out once, what the crosswalk views and search() need of other tables.
CREATE TABLE target.derived.event_rows AS
WITH lists AS (
  SELECT
    r.event_id,
    string_agg(DISTINCT r.source, '; ' ORDER BY r.source) AS sources,
    string_agg(
      coalesce(r.source, '') || ', ' || coalesce(r.published_at::DATE::TEXT, '') || ', ' || coalesce(a.title, ''),
      ';' ORDER BY r.published_at NULLS LAST, r.article_id
    ) AS source_article,
    string_agg(coalesce(r.source, ''), ';' ORDER BY r.published_at NULLS LAST, r.article_id) AS source_office,
    string_agg(coalesce(r.published_at::DATE::TEXT, ''), ';' ORDER BY r.published_at NULLS LAST, r.article_id)
      AS source_date,
    string_agg(coalesce(a.title, ''), ';' ORDER BY r.published_at NULLS LAST, r.article_id) AS source_headline,
    min(a.language) AS "language"
  FROM target.event_sources r
  LEFT JOIN target.articles a ON a.article_id = r.article_id
  GROUP BY r.event_id
),
deaths AS (
  SELECT
    event_id,
    sum(coalesce(best, "low")) FILTER (WHERE side = 'actor1')::BIGINT AS deaths_actor1,
    sum(coalesce(best, "low")) FILTER (WHERE side = 'actor2')::BIGINT AS deaths_actor2,
    sum(coalesce(best, "low")) FILTER (WHERE side = 'civilian')::BIGINT AS deaths_civilian,
    -- ACLED's reading of vague words; NULL where no chosen claim is vague.
    sum(CASE
      WHEN regexp_matches(quote, 'hundreds of thousands', 'i') THEN 100000
      WHEN regexp_matches(quote, 'tens of thousands', 'i') THEN 10000
      WHEN regexp_matches(quote, 'thousands', 'i') THEN 1000
      WHEN regexp_matches(quote, 'hundreds', 'i') THEN 100
      WHEN regexp_matches(quote, 'dozens', 'i') THEN 12
      WHEN regexp_matches(quote, '\btens\b', 'i') THEN 10
      WHEN regexp_matches(quote, 'several|\bfew\b', 'i') THEN 3
      ELSE coalesce("low", best)
    END) FILTER (WHERE qualifier = 'vague')::BIGINT AS deaths_vague
  FROM target.event_figures
  WHERE chosen AND measure = 'killed'
  GROUP BY event_id
),
texts AS (
  SELECT m.event_id, string_agg(DISTINCT v.quote, ' ' ORDER BY v.quote) AS quotes
  FROM target.mentions m
  JOIN target.evidence v ON v.mention_id = m.mention_id AND v.field = 'event'
  WHERE m.event_id IS NOT NULL
  GROUP BY m.event_id
)
SELECT
  e.*,
  p.name AS place_name,
  p.feature AS place_feature,
  l.sources,
  l.source_article,
  l.source_office,
  l.source_date,
  l.source_headline,
  l."language",
  d.deaths_actor1,
  d.deaths_actor2,
  d.deaths_civilian,
  d.deaths_vague,
  lower(concat_ws(' ', e.summary, e.location_name, e.admin1, t.quotes)) AS words
FROM target.events e
LEFT JOIN target.places p ON p.place_id = e.place_id
LEFT JOIN lists l ON l.event_id = e.event_id
LEFT JOIN deaths d ON d.event_id = e.event_id
LEFT JOIN texts t ON t.event_id = e.event_id
ORDER BY e.event_id;

COMMENT ON TABLE target.derived.event_rows IS 'One row an event: its columns, and lists and sums of other tables that v_acled, v_ged, v_polecat and search() need; use the tables they come from for all else';
