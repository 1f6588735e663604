-- One row a dated event that occurred or is ongoing and killed at least one person; UCDP GED's columns.
-- Approximations: docs/sql.md, "As UCDP GED".
CREATE VIEW v_ged AS
WITH deadly AS (
  SELECT
    e.*,
    coalesce(e.event_date, e.event_date_end) AS first_day,
    coalesce(e.event_date_end, greatest(e.event_date, e.last_reported::DATE)) AS last_day,
    coalesce(e.killed_best, e.killed_low)::BIGINT AS deaths
  FROM derived.event_rows e
  WHERE e.status IN ('occurred', 'ongoing') AND e.event_type <> 'losses'
    AND (e.event_date IS NOT NULL OR e.event_date_end IS NOT NULL) AND coalesce(e.killed_best, e.killed_low) >= 1
),
told AS (
  SELECT
    d.*,
    coalesce(a1.ged_organised AND d.actor1_name IS NOT NULL, false) AS organised_a,
    coalesce(a2.ged_organised AND d.actor2_name IS NOT NULL, false) AS organised_b,
    coalesce(a1.ged_state, false) AS state_a,
    coalesce(a2.ged_state, false) AS state_b,
    CASE WHEN coalesce(a1.ged_organised, false) THEN coalesce(d.deaths_actor1, 0) ELSE 0 END AS of_a,
    CASE WHEN coalesce(a2.ged_organised, false) THEN coalesce(d.deaths_actor2, 0) ELSE 0 END AS of_b,
    coalesce(d.deaths_civilian, 0)
      + CASE WHEN NOT coalesce(a1.ged_organised, true) THEN coalesce(d.deaths_actor1, 0) ELSE 0 END
      + CASE WHEN NOT coalesce(a2.ged_organised, true) THEN coalesce(d.deaths_actor2, 0) ELSE 0 END AS of_civilians
  FROM deadly d
  LEFT JOIN codes.actor_types a1 ON a1.actor_type = d.actor1_type
  LEFT JOIN codes.actor_types a2 ON a2.actor_type = d.actor2_type
),
shared AS (
  -- Where the sides' shares exceed the total, the total stands and the sides are unknown.
  SELECT
    t.*,
    CASE WHEN of_a + of_b + of_civilians <= deaths THEN 1 ELSE 0 END AS split,
    CASE
      WHEN NOT organised_b AND (actor2_type IS NOT NULL OR event_type = 'violence_against_civilians') THEN 3
      WHEN NOT organised_b AND of_civilians > 0 AND of_b = 0 THEN 3
      WHEN state_a OR state_b THEN 1
      WHEN organised_a AND organised_b THEN 2
      WHEN organised_a AND NOT organised_b THEN 3
      ELSE 1
    END AS violence
  FROM told t
),
named AS (
  SELECT
    s.*,
    CASE
      WHEN actor1_name IS NULL THEN 'XXX'
      WHEN state_a AND ca.name IS NOT NULL THEN 'Government of ' || ca.name
      ELSE actor1_name
    END AS name_a,
    CASE
      WHEN violence = 3 THEN 'Civilians'
      WHEN actor2_name IS NULL THEN 'XXX'
      WHEN state_b AND cb.name IS NOT NULL THEN 'Government of ' || cb.name
      ELSE actor2_name
    END AS name_b,
    CASE WHEN state_a THEN ca.gwno END AS gw_a,
    CASE WHEN state_b AND violence <> 3 THEN cb.gwno END AS gw_b,
    c.name AS country_name,
    c.ged_country_id,
    c.ucdp_region
  FROM shared s
  LEFT JOIN codes.countries ca ON ca.alpha3 = s.actor1_country
  LEFT JOIN codes.countries cb ON cb.alpha3 = s.actor2_country
  LEFT JOIN codes.countries c ON c.alpha3 = s.country
)
SELECT
  (md5_number_lower(n.event_id) >> 11)::BIGINT AS id,
  n.event_id AS relid,
  year(n.first_day)::INTEGER AS "year",
  sum(n.deaths) OVER (PARTITION BY n.violence, n.name_a, n.name_b, year(n.first_day)) >= 25 AS active_year,
  CASE WHEN n.disputed THEN 'Check deaths' ELSE 'Clear' END AS code_status,
  n.violence AS type_of_violence,
  NULL::BIGINT AS conflict_dset_id,
  NULL::BIGINT AS conflict_new_id,
  n.name_a || ' - ' || n.name_b AS conflict_name,
  NULL::BIGINT AS dyad_dset_id,
  NULL::BIGINT AS dyad_new_id,
  n.name_a || ' - ' || n.name_b AS dyad_name,
  NULL::BIGINT AS side_a_dset_id,
  NULL::BIGINT AS side_a_new_id,
  n.name_a AS side_a,
  NULL::BIGINT AS side_b_dset_id,
  NULL::BIGINT AS side_b_new_id,
  n.name_b AS side_b,
  n.n_sources::INTEGER AS number_of_sources,
  n.source_article,
  n.source_office,
  n.source_date,
  n.source_headline,
  n.attribution AS source_original,
  CASE
    WHEN n.geo_precision IN ('exact', 'settlement') THEN 1
    WHEN n.geo_precision = 'near' THEN 2
    WHEN n.geo_precision = 'admin2' THEN 3
    WHEN n.geo_precision = 'admin1' THEN 4
    WHEN n.geo_precision IN ('region', 'country') AND n.country IS NOT NULL THEN 5
    WHEN n.geo_precision = 'region' THEN 6
    ELSE 7
  END AS where_prec,
  coalesce(n.place_name, n.location_name) AS where_coordinates,
  n.location_name AS where_description,
  n.admin1 AS adm_1,
  n.admin2 AS adm_2,
  n.latitude,
  n.longitude,
  CASE WHEN n.latitude IS NOT NULL AND n.longitude IS NOT NULL THEN 'POINT (' || n.longitude || ' ' || n.latitude || ')'
  END AS geom_wkt,
  (least(floor((n.latitude + 90) * 2), 359) * 720 + least(floor((n.longitude + 180) * 2), 719) + 1)::BIGINT
    AS priogrid_gid,
  n.country_name AS country,
  n.ged_country_id AS country_id,
  n.ucdp_region AS region,
  CASE WHEN n.time_precision = 'day' THEN 1 ELSE 2 END AS event_clarity,
  CASE
    WHEN n.event_date IS NULL OR n.event_date_end IS NULL THEN 5
    WHEN n.last_day = n.first_day THEN 1
    WHEN n.last_day - n.first_day < 6 THEN 2
    WHEN n.last_day - n.first_day < 9 THEN 3
    WHEN n.last_day - n.first_day < 45 THEN 4
    ELSE 5
  END AS date_prec,
  n.first_day AS date_start,
  n.last_day AS date_end,
  n.of_a * n.split AS deaths_a,
  n.of_b * n.split AS deaths_b,
  n.of_civilians * n.split AS deaths_civilians,
  n.deaths - (n.of_a + n.of_b + n.of_civilians) * n.split AS deaths_unknown,
  n.deaths AS best,
  greatest(n.deaths, n.killed_high) AS high,
  least(n.deaths, n.killed_low) AS low,
  n.gw_a AS gwnoa,
  n.gw_b AS gwnob
FROM named n;

COMMENT ON VIEW v_ged IS 'One row a dated event that occurred or is ongoing and killed at least one person; UCDP GED''s columns. Losses totals are not in it.';
