-- Made once all rows are in.
CREATE INDEX places_code ON places (code) WHERE code IS NOT NULL;
CREATE INDEX areas_code ON areas (code);
