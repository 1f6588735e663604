-- Sorts the staged names into the gazetteer, then drops settlements of coarser sources that the dump knows better:
-- of the same folded name and first-level area, within half a degree if their own point is more than their seat's.
INSERT INTO names SELECT key, place, min(rank) FROM staging.names WHERE true GROUP BY key, place ORDER BY key, place
  ON CONFLICT (key, place) DO UPDATE SET rank = min(rank, excluded.rank);
INSERT INTO alternates SELECT place, names FROM staging.spellings WHERE true ORDER BY place
  ON CONFLICT (place) DO NOTHING;
CREATE TABLE staging.doubles AS
  SELECT DISTINCT old.id AS id FROM places old
    JOIN names own ON own.place = old.id AND own.rank = 0
    JOIN names other ON other.key = own.key AND other.rank <= 1 AND other.place <> old.id
    JOIN places new ON new.id = other.place
    JOIN features f ON f.id = new.feature
  WHERE old.source IN (1, 2) AND old.country IN (SELECT country FROM staging.covered) AND new.source = 0
    AND f.code LIKE 'P.%' AND new.admin1 = old.admin1
    AND old.feature IN (SELECT id FROM features WHERE code LIKE 'P.%')
    AND (old.basis >= 2 OR (abs(new.lat - old.lat) < 50000 AND abs(new.lon - old.lon) < 75000));
DELETE FROM names WHERE place IN (SELECT id FROM staging.doubles);
DELETE FROM alternates WHERE place IN (SELECT id FROM staging.doubles);
DELETE FROM places WHERE id IN (SELECT id FROM staging.doubles);
