-- One row a day, country, admin1 and event type: how many events, with their killed and wounded. Day NULL: undated.
CREATE VIEW v_timeline AS
SELECT
  event_date AS "day",
  country,
  admin1,
  event_type,
  count(*) FILTER (WHERE counted) AS events,
  sum(killed_low) FILTER (WHERE counted)::BIGINT AS killed_low,
  sum(coalesce(killed_best, killed_low)) FILTER (WHERE counted)::BIGINT AS killed_best,
  sum(coalesce(killed_high, killed_best, killed_low)) FILTER (WHERE counted)::BIGINT AS killed_high,
  sum(wounded_low) FILTER (WHERE counted)::BIGINT AS wounded_low,
  sum(coalesce(wounded_best, wounded_low)) FILTER (WHERE counted)::BIGINT AS wounded_best,
  sum(coalesce(wounded_high, wounded_best, wounded_low)) FILTER (WHERE counted)::BIGINT AS wounded_high,
  count(*) FILTER (WHERE counted AND time_precision NOT IN ('day', 'week')) AS events_longer,
  count(*) FILTER (WHERE disputed AND status <> 'alleged' AND event_type <> 'losses') AS events_disputed,
  count(*) FILTER (WHERE status = 'alleged' AND event_type <> 'losses') AS events_alleged,
  count(*) FILTER (WHERE event_type = 'losses' AND status <> 'alleged') AS loss_reports
FROM (
  SELECT *, status IN ('occurred', 'ongoing') AND NOT disputed AND event_type <> 'losses' AS counted
  FROM events
  WHERE status IN ('occurred', 'ongoing', 'alleged')
)
GROUP BY event_date, country, admin1, event_type;

COMMENT ON VIEW v_timeline IS 'One row a day (NULL: undated), country, admin1 and event type. `events` and the ranges count what occurred or is ongoing and nobody disputes; disputed and alleged events and reports of total losses have columns of their own.';
COMMENT ON COLUMN v_timeline."day" IS 'First day of the events; NULL for undated ones';
COMMENT ON COLUMN v_timeline.country IS 'ISO 3166-1 alpha-3; NULL without a place';
COMMENT ON COLUMN v_timeline.admin1 IS 'First-level area; NULL where the place is a country or unknown';
COMMENT ON COLUMN v_timeline.event_type IS 'Event class';
COMMENT ON COLUMN v_timeline.events IS 'Events that occurred or are ongoing, undisputed, without totals of losses';
COMMENT ON COLUMN v_timeline.killed_low IS 'Sum of the lower bounds given; NULL where no event has one';
COMMENT ON COLUMN v_timeline.killed_best IS 'Sum of the numbers, of the lower bounds where there is no number';
COMMENT ON COLUMN v_timeline.killed_high IS 'Sum of the upper bounds; where none is given, of the numbers: no bound if such events are in it';
COMMENT ON COLUMN v_timeline.wounded_low IS 'As killed_low';
COMMENT ON COLUMN v_timeline.wounded_best IS 'As killed_best';
COMMENT ON COLUMN v_timeline.wounded_high IS 'As killed_high';
COMMENT ON COLUMN v_timeline.events_longer IS 'Of `events`, those whose span is longer than a week: they stand at their first day';
COMMENT ON COLUMN v_timeline.events_disputed IS 'Events that a source denies or doubts; not in `events`';
COMMENT ON COLUMN v_timeline.events_alleged IS 'Alleged events; not in `events`';
COMMENT ON COLUMN v_timeline.loss_reports IS 'Reports of total losses; not in `events`, nor in the ranges';
