-- One gazetteer. Coordinates are degrees times 100,000; ids of GeoNames rows are their geonameid, others have a code.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE features (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE countries (alpha2 TEXT PRIMARY KEY, alpha3 TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID;
-- One row a place. `source`: 0 geonames, 1 katottg, 2 postal, 3 natural earth, 4 airports, 5 derived.
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  code TEXT,
  source INTEGER NOT NULL,
  name TEXT NOT NULL,
  feature INTEGER NOT NULL,
  country TEXT,
  admin1 INTEGER,
  admin2 INTEGER,
  lat INTEGER,
  lon INTEGER,
  population INTEGER,
  basis INTEGER NOT NULL
);
-- One row a first- or second-level area, country or continent: what places need not carry.
CREATE TABLE areas (id INTEGER PRIMARY KEY, iso_3166_2 TEXT, code TEXT, west INTEGER, south INTEGER, east INTEGER, north INTEGER);
-- One row a folded name and place. `rank`: 0 main name, 1 its other form, 2 alternate name.
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
-- One row a place that has other spellings, separated by '|'.
CREATE TABLE alternates (place INTEGER PRIMARY KEY, names TEXT NOT NULL);
-- One row a drawn area. `level`: 1 first-level area, 0 country. `rings`: zlib of JSON, see polygons.py.
CREATE TABLE polygons (place INTEGER NOT NULL, level INTEGER NOT NULL, country TEXT, rings BLOB NOT NULL, PRIMARY KEY (place, level)) WITHOUT ROWID;
