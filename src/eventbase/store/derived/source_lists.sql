-- One row an event: its sources as the lists that ACLED, UCDP and POLECAT keep in one cell; the views join it.
CREATE TABLE target.derived.source_lists AS
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
ORDER BY r.event_id;

COMMENT ON TABLE target.derived.source_lists IS 'One row an event: its sources as lists in one cell, for the views that shape events as other data sets; use event_sources for all else';
