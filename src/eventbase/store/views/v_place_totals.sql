-- One row a place (an area is a place of its own): how many events, with their killed and wounded.
CREATE VIEW v_place_totals AS
SELECT
  t.place_id,
  coalesce(p.name, t.location_name) AS "name",
  t.admin1,
  t.admin2,
  t.country,
  t.latitude,
  t.longitude,
  t.geo_precision,
  t.events,
  t.events_undated,
  t.events_disputed,
  t.events_alleged,
  t.first_day,
  t.last_day,
  t.killed_low,
  t.killed_best,
  t.killed_high,
  t.wounded_low,
  t.wounded_best,
  t.wounded_high
FROM (
  SELECT
    place_id,
    CASE WHEN place_id IS NULL THEN location_name END AS location_name,
    admin1,
    admin2,
    country,
    latitude,
    longitude,
    geo_precision,
    count(*) FILTER (WHERE counted) AS events,
    count(*) FILTER (WHERE counted AND event_date IS NULL) AS events_undated,
    count(*) FILTER (WHERE disputed AND status <> 'alleged') AS events_disputed,
    count(*) FILTER (WHERE status = 'alleged') AS events_alleged,
    min(event_date) FILTER (WHERE counted) AS first_day,
    max(coalesce(event_date_end, event_date)) FILTER (WHERE counted) AS last_day,
    sum(killed_low) FILTER (WHERE counted)::BIGINT AS killed_low,
    sum(coalesce(killed_best, killed_low)) FILTER (WHERE counted)::BIGINT AS killed_best,
    sum(coalesce(killed_high, killed_best, killed_low)) FILTER (WHERE counted)::BIGINT AS killed_high,
    sum(wounded_low) FILTER (WHERE counted)::BIGINT AS wounded_low,
    sum(coalesce(wounded_best, wounded_low)) FILTER (WHERE counted)::BIGINT AS wounded_best,
    sum(coalesce(wounded_high, wounded_best, wounded_low)) FILTER (WHERE counted)::BIGINT AS wounded_high
  FROM (
    SELECT *, status IN ('occurred', 'ongoing') AND NOT disputed AS counted
    FROM events
    WHERE status IN ('occurred', 'ongoing', 'alleged') AND event_type <> 'losses'
  )
  GROUP BY place_id, 2, admin1, admin2, country, latitude, longitude, geo_precision
) t
LEFT JOIN places p ON p.place_id = t.place_id;

COMMENT ON VIEW v_place_totals IS 'One row a place and precision; an area''s row holds only what is known of the area as a whole, not its towns. Counts as in v_timeline; totals of losses are left out.';
COMMENT ON COLUMN v_place_totals.events_undated IS 'Of `events`, those without a first day';
