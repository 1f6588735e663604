-- One row a gazetteer entry that an event lies in.
SELECT place_id, name, feature, admin1, country, population, gazetteer
FROM places WHERE place_id IN (SELECT place_id FROM events)
ORDER BY place_id
