-- One row an event that occurred or is ongoing, is dated and placed, and whose type has a counterpart in ACLED.
-- Approximations: docs/sql.md, "As ACLED".
CREATE VIEW v_acled AS
WITH coded AS (
  SELECT
    e.*,
    t.acled_event_type,
    t.acled_sub_event_type,
    c.name AS country_name,
    c.iso_numeric,
    c.acled_region,
    coalesce(e.event_date, e.event_date_end) AS day,
    CASE
      WHEN e.actor1_name IS NULL THEN NULL
      WHEN a1.actor_type = 'civilian' AND t.acled_event_type = 'Protests' THEN 6
      WHEN a1.actor_type = 'civilian' AND t.acled_event_type = 'Riots' THEN 5
      WHEN e.actor1_country = e.country THEN a1.acled_inter_home
      ELSE a1.acled_inter_abroad
    END AS code1,
    CASE
      WHEN e.actor2_name IS NULL THEN NULL
      WHEN e.actor2_country = e.country THEN a2.acled_inter_home
      ELSE a2.acled_inter_abroad
    END AS code2
  FROM derived.event_rows e
  JOIN codes.event_types t ON t.sub_event_type = e.sub_event_type AND t.acled_event_type IS NOT NULL
  JOIN codes.countries c ON c.alpha3 = e.country
  LEFT JOIN codes.actor_types a1 ON a1.actor_type = coalesce(e.actor1_type, 'unknown')
  LEFT JOIN codes.actor_types a2 ON a2.actor_type = coalesce(e.actor2_type, 'unknown')
  WHERE e.status IN ('occurred', 'ongoing') AND e.latitude IS NOT NULL AND e.longitude IS NOT NULL
    AND (e.event_date IS NOT NULL OR e.event_date_end IS NOT NULL)
),
sided AS (
  SELECT
    *,
    CASE
      WHEN actor1_name IS NOT NULL THEN actor1_name
      WHEN acled_event_type = 'Protests' THEN 'Protesters (' || country_name || ')'
      WHEN acled_event_type = 'Riots' THEN 'Rioters (' || country_name || ')'
      WHEN actor2_name IS NOT NULL AND code2 <> 7 THEN actor2_name
      ELSE 'Unidentified Armed Group (' || country_name || ')'
    END AS side1,
    CASE
      WHEN code1 IS NOT NULL THEN code1
      WHEN acled_event_type = 'Protests' THEN 6
      WHEN acled_event_type = 'Riots' THEN 5
      WHEN code2 <> 7 THEN code2
      ELSE 3
    END AS inter1_code,
    actor1_name IS NULL AND acled_event_type NOT IN ('Protests', 'Riots') AND code2 <> 7 AS swapped
  FROM coded
)
SELECT
  s.country || s.event_id AS event_id_cnty,
  s.day AS event_date,
  year(s.day)::INTEGER AS "year",
  CASE s.time_precision WHEN 'day' THEN 1 WHEN 'week' THEN 2 ELSE 3 END AS time_precision,
  CASE
    WHEN s.acled_sub_event_type = 'Excessive force against protesters' THEN 'Political violence; Demonstrations'
    WHEN s.acled_sub_event_type = 'Mob violence' THEN 'Political violence'
    WHEN s.acled_event_type IN ('Protests', 'Riots') THEN 'Demonstrations'
    WHEN s.acled_event_type = 'Strategic developments' THEN 'Strategic developments'
    ELSE 'Political violence'
  END AS disorder_type,
  s.acled_event_type AS event_type,
  s.acled_sub_event_type AS sub_event_type,
  s.side1 AS actor1,
  NULL::TEXT AS assoc_actor_1,
  s.inter1_code::INTEGER AS inter1,
  CASE WHEN NOT coalesce(s.swapped, false) THEN s.actor2_name END AS actor2,
  NULL::TEXT AS assoc_actor_2,
  CASE WHEN NOT coalesce(s.swapped, false) THEN s.code2::INTEGER END AS inter2,
  CASE
    WHEN s.code2 IS NULL OR coalesce(s.swapped, false) THEN s.inter1_code * 10
    ELSE least(s.inter1_code, s.code2) * 10 + greatest(s.inter1_code, s.code2)
  END::INTEGER AS interaction,
  CASE
    WHEN s.acled_event_type = 'Violence against civilians' THEN 'Civilian targeting'
    WHEN s.acled_sub_event_type = 'Excessive force against protesters' THEN 'Civilian targeting'
    WHEN s.acled_event_type IN ('Explosions/Remote violence', 'Riots') AND s.code2 = 7 THEN 'Civilian targeting'
  END AS civilian_targeting,
  s.iso_numeric::INTEGER AS iso,
  s.acled_region AS region,
  s.country_name AS country,
  s.admin1,
  s.admin2,
  NULL::TEXT AS admin3,
  coalesce(s.place_name, s.location_name) AS "location",
  s.latitude,
  s.longitude,
  CASE WHEN s.geo_precision IN ('exact', 'settlement') THEN 1 WHEN s.geo_precision IN ('near', 'admin2') THEN 2 ELSE 3
  END AS geo_precision,
  s.sources AS source,
  NULL::TEXT AS source_scale,
  s.summary AS notes,
  coalesce(least(s.deaths_vague, coalesce(s.killed_low, s.killed_best)), 0)::BIGINT AS fatalities,
  CASE WHEN s.disputed THEN 'disputed' END AS tags,
  epoch(s.last_reported)::BIGINT AS "timestamp"
FROM sided s;

COMMENT ON VIEW v_acled IS 'One row an event that occurred or is ongoing, dated, placed, of a type that ACLED has; ACLED''s columns. Losses totals are not in it; fatalities are conservative.';
