-- One row an event, in the page's order: by date, undated last.
SELECT * FROM events ORDER BY event_date NULLS LAST, event_date_end NULLS LAST, event_id
