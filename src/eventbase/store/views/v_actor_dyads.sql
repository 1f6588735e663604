-- One row a pair of actors, in the order of who acts on whom: how many events, with their killed and wounded.
CREATE VIEW v_actor_dyads AS
SELECT
  actor1_name,
  actor1_country,
  actor1_type,
  actor2_name,
  actor2_country,
  actor2_type,
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
    AND (actor1_name IS NOT NULL OR actor2_name IS NOT NULL)
)
GROUP BY ALL;

COMMENT ON VIEW v_actor_dyads IS 'One row a pair of actors as named, actor1 acting on actor2. Counts as in v_timeline; totals of losses are left out.';
COMMENT ON COLUMN v_actor_dyads.events_undated IS 'Of `events`, those without a first day';
