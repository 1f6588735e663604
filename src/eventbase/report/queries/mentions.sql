-- One row a mention that belongs to an event.
SELECT m.mention_id, m.event_id, m.article_id, m.part, m.sub_event_type, m.event_date, m.event_date_end,
       m.time_precision, m.date_basis, m.actor1_name, m.actor2_name, m.location_name, m.geo_precision,
       m.status, m.temporal_role, m.attribution, m.confidence
FROM mentions AS m LEFT JOIN articles AS a USING (article_id)
WHERE m.event_id IS NOT NULL
ORDER BY m.event_id, a.published_at NULLS LAST, m.article_id, m.mention_id
