-- Questions and the queries that answer them. A block begins with "-- Q: " and the question; `eventbase query --list`
-- shows them, `eventbase query NAME` runs one, docs/sql.md is made from them, and the tests run them all.

-- Q: events-by-month: How many events occurred in each month, and how many have no date?
SELECT date_trunc('month', day)::DATE AS "month", sum(events)::BIGINT AS events
FROM v_timeline
GROUP BY 1
ORDER BY 1 NULLS LAST;

-- Q: killed-by-country: In which countries did most people die, with lower and upper bounds?
SELECT country, sum(events)::BIGINT AS events, sum(killed_low)::BIGINT AS killed_low,
  sum(killed_best)::BIGINT AS killed_best, sum(killed_high)::BIGINT AS killed_high
FROM v_timeline
GROUP BY country
ORDER BY killed_best DESC NULLS LAST, country
LIMIT 20;

-- Q: weekly-by-type: How did each class of events develop from week to week?
SELECT date_trunc('week', day)::DATE AS week, event_type, sum(events)::BIGINT AS events
FROM v_timeline
WHERE day IS NOT NULL
GROUP BY ALL
ORDER BY ALL;

-- Q: deadliest: Which single events killed most people, and how many sources report them?
SELECT event_id, event_date, country, admin1, location_name, sub_event_type, killed_low, killed_best, killed_high,
  n_sources, disputed, summary
FROM events
WHERE status IN ('occurred', 'ongoing') AND event_type <> 'losses'
ORDER BY coalesce(killed_best, killed_low) DESC NULLS LAST, event_id
LIMIT 20;

-- Q: who-acts-on-whom: Which pairs of actors appear most often?
SELECT actor1_name, actor1_country, actor2_name, actor2_country, events, killed_best, events_disputed, events_alleged
FROM v_actor_dyads
ORDER BY events DESC, actor1_name, actor2_name, actor1_country, actor2_country
LIMIT 20;

-- Q: places-hit-most: Which settlements saw most events?
SELECT "name", admin1, country, events, events_undated, killed_best, first_day, last_day
FROM v_place_totals
WHERE geo_precision IN ('exact', 'settlement', 'near')
ORDER BY events DESC, "name", admin1
LIMIT 20;

-- Q: one-area: What happened in one province, newest first?
SELECT event_date, event_date_end, time_precision, sub_event_type, location_name, geo_precision, summary
FROM events
WHERE country = 'UKR' AND admin1 = 'Donetsk Oblast' AND status IN ('occurred', 'ongoing')
ORDER BY event_date DESC NULLS LAST, event_id
LIMIT 100;

-- Q: near-a-point: What happened within 25 km of Pokrovsk?
SELECT event_id, round(distance_km, 1) AS km, event_date, sub_event_type, location_name, summary
FROM events_near(48.28, 37.18, 25)
WHERE status IN ('occurred', 'ongoing')
LIMIT 100;

-- Q: in-a-span: What happened from 1 to 7 January 2025, counting events whose dates are only roughly known?
SELECT event_id, event_date, event_date_end, time_precision, country, summary
FROM events_between('2025-01-01', '2025-01-07')
WHERE status IN ('occurred', 'ongoing')
LIMIT 100;

-- Q: words: Which events mention both of two words?
SELECT event_id, event_date, country, admin1, summary
FROM search('drone Kharkiv')
LIMIT 100;

-- Q: rival-claims: Where do sources give different death tolls for one event?
SELECT event_id, count(*) AS claims, min(coalesce("low", best, high)) AS smallest,
  max(coalesce(high, best, "low")) AS largest
FROM event_figures
WHERE measure = 'killed' AND side <> 'unknown'
GROUP BY event_id, side
HAVING max(coalesce(best, "low", high)) > min(coalesce(best, "low", high))
ORDER BY largest - smallest DESC, event_id
LIMIT 20;

-- Q: who-claims-what: Who says how many were killed, in which words, for the event with most claims?
SELECT c.event_id, c.published_at, c.source, c.attribution, c."low", c.best, c.high, c.qualifier, c.quote, c.chosen,
  c.independent
FROM v_claims c
WHERE c.measure = 'killed' AND c.event_id = (
  SELECT event_id FROM event_figures WHERE measure = 'killed' GROUP BY event_id ORDER BY count(*) DESC, event_id LIMIT 1
)
ORDER BY c.published_at NULLS LAST, c.figure_id;

-- Q: evidence: On which words does each field of an event rest?
SELECT m.event_id, a.source, a.published_at, v.field, v.quote, a.url
FROM mentions m
JOIN evidence v ON v.mention_id = m.mention_id
JOIN articles a ON a.article_id = m.article_id
WHERE m.event_id = (SELECT min(event_id) FROM events)
ORDER BY a.published_at NULLS LAST, a.article_id, v.start, v.field;

-- Q: sources: How many reports of events does each outlet give, and how many of them are copies of another's text?
SELECT source, count(*) AS reports, count(*) FILTER (WHERE NOT independent) AS copies,
  min(published_at) AS first_report, max(published_at) AS last_report
FROM event_sources
GROUP BY source
ORDER BY reports DESC, source;

-- Q: well-attested: What do at least three independent sources report?
SELECT event_id, event_date, country, admin1, n_articles, n_sources, summary
FROM events
WHERE n_sources >= 3 AND status IN ('occurred', 'ongoing')
ORDER BY n_sources DESC, event_id
LIMIT 100;

-- Q: planned-and-denied: What is planned, threatened, denied or only alleged?
SELECT status, event_date, event_date_end, country, attribution, summary
FROM events
WHERE status NOT IN ('occurred', 'ongoing')
ORDER BY status, event_date NULLS LAST, event_id
LIMIT 100;

-- Q: disputed: Which events does a source deny or doubt?
SELECT event_id, event_date, country, admin1, status, n_sources, summary
FROM events
WHERE disputed
ORDER BY event_date DESC NULLS LAST, event_id
LIMIT 100;

-- Q: undated: Which events have no date, and why?
SELECT date_basis, time_precision, count(*) AS events
FROM events
WHERE event_date IS NULL
GROUP BY ALL
ORDER BY events DESC, date_basis, time_precision;

-- Q: precision: How sharply are events dated and placed?
SELECT time_precision, coalesce(geo_precision, 'no place') AS geo_precision, count(*) AS events
FROM events
GROUP BY ALL
ORDER BY events DESC, time_precision, geo_precision;

-- Q: strikes-on-civilians: How many strikes hit civilians, by weapon and country of the attacker?
SELECT sub_event_type, actor1_country, count(*) AS events, sum(coalesce(killed_best, killed_low))::BIGINT AS killed
FROM events
WHERE event_type = 'remote_violence' AND actor2_type = 'civilian' AND status IN ('occurred', 'ongoing') AND NOT disputed
GROUP BY ALL
ORDER BY events DESC, sub_event_type, actor1_country;

-- Q: troops: Which reports of troop movements name a number?
SELECT event_date, event_date_end, sub_event_type, actor1_name, location_name, country, troops_low, troops_best,
  troops_high, status, attribution
FROM events
WHERE event_type = 'force_posture' AND coalesce(troops_low, troops_best, troops_high) IS NOT NULL
ORDER BY coalesce(troops_best, troops_high, troops_low) DESC, event_id
LIMIT 50;

-- Q: total-losses: What totals of losses are claimed, and by whom? (Never add them up: they cover each other.)
SELECT e.event_date, e.event_date_end, e.actor2_name, f.measure, f."low", f.best, f.high, f.attribution, f.quote
FROM event_figures f
JOIN events e ON e.event_id = f.event_id
WHERE e.event_type = 'losses'
ORDER BY e.event_date NULLS LAST, e.event_id, f.figure_id
LIMIT 100;

-- Q: like-acled: What do the events look like in ACLED's columns?
SELECT event_id_cnty, event_date, event_type, sub_event_type, actor1, inter1, actor2, inter2, country, admin1, "location",
  fatalities
FROM v_acled
WHERE event_date BETWEEN DATE '2025-01-01' AND DATE '2025-01-07'
ORDER BY event_date, event_id_cnty
LIMIT 100;

-- Q: like-ged: How many deaths by UCDP's types of violence and year?
SELECT "year", type_of_violence, count(*) AS events, sum(low)::BIGINT AS low, sum(best)::BIGINT AS best,
  sum(high)::BIGINT AS high
FROM v_ged
GROUP BY ALL
ORDER BY ALL;

-- Q: like-polecat: How do events spread over PLOVER's types and quad codes?
SELECT "Quad Code", "Event Type", count(*) AS events
FROM v_polecat
GROUP BY ALL
ORDER BY ALL;

-- Q: doubts: What was refused or doubtful on the way, by stage?
SELECT stage, code, count(*) AS issues, min(detail) AS example
FROM issues
GROUP BY ALL
ORDER BY issues DESC, stage, code;

-- Q: what-is-this: Which version of what made this file, and by which rule were figures chosen?
SELECT v.schema_version, v.eventbase_version, v.figures_rule, v.banner, v.content_hash,
  (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM mentions) AS mentions,
  (SELECT count(*) FROM events) AS events
FROM schema_version v;

-- Q: columns: What does each column of the events table mean?
SELECT column_name, data_type, "comment"
FROM duckdb_columns()
WHERE table_name = 'events' AND schema_name = 'main'
ORDER BY column_index;
