-- One row a further place of a mention (the primary is the mention's own).
SELECT l.mention_id, l.location_no, l.location_name, l.admin1, l.country, l.geo_precision
FROM mention_locations AS l JOIN mentions AS m USING (mention_id)
WHERE m.event_id IS NOT NULL AND l.location_no > 0
ORDER BY l.mention_id, l.location_no
