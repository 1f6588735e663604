-- Staging for a larger gazetteer: names gather unsorted and are sorted once, outside of memory.
CREATE TABLE staging.names (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL);
CREATE TABLE staging.spellings (place INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE staging.covered (country TEXT PRIMARY KEY);
