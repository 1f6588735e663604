-- One row an event that occurred or is ongoing and whose type has a counterpart in PLOVER; POLECAT's columns.
-- Approximations: docs/sql.md, "As POLECAT".
CREATE VIEW v_polecat AS
SELECT
  e.event_id AS "Event ID",
  coalesce(e.event_date, e.event_date_end) AS "Event Date",
  t.plover_type AS "Event Type",
  t.plover_mode AS "Event Mode",
  NULL::DOUBLE AS "Intensity",
  CASE
    WHEN t.plover_type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') THEN 1
    WHEN t.plover_type IN ('COOPERATE', 'AID', 'RETREAT') THEN 2
    WHEN t.plover_type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 3
    WHEN t.plover_type IN ('PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT') THEN 4
  END AS "Quad Code",
  'military' AS "Contexts",
  e.actor1_name AS "Actor Name",
  e.actor1_country AS "Actor Country",
  c1.cow_code AS "Actor COW",
  a1.plover_sector AS "Primary Actor Sector",
  a1.plover_sector AS "Actor Sectors",
  NULL::TEXT AS "Actor Title",
  e.actor1_name AS "Actor Name Raw",
  NULL::TEXT AS "Wikipedia Actor ID",
  e.actor2_name AS "Recipient Name",
  e.actor2_country AS "Recipient Country",
  c2.cow_code AS "Recipient COW",
  a2.plover_sector AS "Primary Recipient Sector",
  a2.plover_sector AS "Recipient Sectors",
  NULL::TEXT AS "Recipient Title",
  e.actor2_name AS "Recipient Name Raw",
  NULL::TEXT AS "Wikipedia Recipient ID",
  coalesce(e.place_name, e.location_name) AS "Placename",
  CASE WHEN e.geo_precision IN ('exact', 'settlement', 'near') THEN coalesce(e.place_name, e.location_name) END AS "City",
  e.admin2 AS "District",
  e.admin1 AS "Province",
  e.country AS "Country",
  e.latitude AS "Latitude",
  e.longitude AS "Longitude",
  CASE WHEN starts_with(e.place_id, 'geonames:') THEN try_cast(substr(e.place_id, 10) AS BIGINT) END AS "GeoNames ID",
  e.location_name AS "Raw Placename",
  e.place_feature AS "Feature Type",
  e.sources AS "Source",
  e.first_reported::DATE AS "Publication Date",
  NULL::TEXT AS "Story People",
  NULL::TEXT AS "Story Organizations",
  NULL::TEXT AS "Story Locations",
  e."language" AS "Language",
  (SELECT 'eventbase ' || max(v.eventbase_version) FROM schema_version v) AS "Version"
FROM derived.event_rows e
JOIN codes.event_types t ON t.sub_event_type = e.sub_event_type AND t.plover_type IS NOT NULL
LEFT JOIN codes.countries c1 ON c1.alpha3 = e.actor1_country
LEFT JOIN codes.countries c2 ON c2.alpha3 = e.actor2_country
LEFT JOIN codes.actor_types a1 ON a1.actor_type = e.actor1_type
LEFT JOIN codes.actor_types a2 ON a2.actor_type = e.actor2_type
WHERE e.status IN ('occurred', 'ongoing') AND (e.event_date IS NOT NULL OR e.event_date_end IS NOT NULL);

COMMENT ON VIEW v_polecat IS 'One row a dated event that occurred or is ongoing and whose type PLOVER has; POLECAT''s columns. Losses totals are not in it.';
