-- One row an event: its summary, place and the sentences that state it, in small letters, for the macro search().
CREATE TABLE target.derived.search_texts AS
SELECT
  e.event_id,
  lower(concat_ws(' ', any_value(e.summary), any_value(e.location_name), any_value(e.admin1),
    string_agg(DISTINCT v.quote, ' ' ORDER BY v.quote))) AS words
FROM target.events e
LEFT JOIN target.mentions m ON m.event_id = e.event_id
LEFT JOIN target.evidence v ON v.mention_id = m.mention_id AND v.field = 'event'
GROUP BY e.event_id
ORDER BY e.event_id;

COMMENT ON TABLE target.derived.search_texts IS 'One row an event: its words in small letters, for search()';
