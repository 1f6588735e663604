-- Table macros: one row an event. events_near, events_between, search.
CREATE MACRO events_near(lat, lon, km) AS TABLE
SELECT *
FROM (
  SELECT
    *,
    12742.0 * asin(sqrt(least(1.0,
      power(sin(radians(latitude - lat) / 2), 2)
      + cos(radians(lat)) * cos(radians(latitude)) * power(sin(radians(longitude - lon) / 2), 2)
    ))) AS distance_km
  FROM events
  WHERE geo_precision IN ('exact', 'settlement', 'near') AND latitude BETWEEN lat - km / 110.0 AND lat + km / 110.0
)
WHERE distance_km <= km
ORDER BY distance_km, event_id;

COMMENT ON MACRO TABLE events_near IS 'Events at most km kilometres from a point, nearest first, with distance_km. Only events placed at a settlement or finer: an area''s centroid is not where it happened.';

CREATE MACRO events_between(a, b) AS TABLE
SELECT *
FROM events
WHERE (event_date IS NOT NULL OR event_date_end IS NOT NULL)
  AND coalesce(event_date, DATE '0001-01-01') <= b::DATE
  AND coalesce(event_date_end, DATE '9999-12-31') >= a::DATE
ORDER BY event_date NULLS LAST, event_id;

COMMENT ON MACRO TABLE events_between IS 'Events whose span touches the days from a to b, both included; an open end reaches on. Undated events are left out.';

CREATE MACRO search(words_wanted) AS TABLE
SELECT e.*
FROM events e
JOIN (
  SELECT event_id
  FROM derived.event_rows
  WHERE contains(words, lower(split_part(trim(words_wanted), ' ', 1)))
    AND contains(words, lower(split_part(trim(words_wanted), ' ', 2)))
    AND contains(words, lower(split_part(trim(words_wanted), ' ', 3)))
    AND contains(words, lower(split_part(trim(words_wanted), ' ', 4)))
) found ON found.event_id = e.event_id
ORDER BY e.event_date NULLS LAST, e.event_id;

COMMENT ON MACRO TABLE search IS 'Events whose summary, place or stating sentences hold all of up to four words; case does not matter. Needs no extension.';
