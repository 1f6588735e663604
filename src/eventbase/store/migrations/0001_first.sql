-- The work file as first made: the tables of SCHEMA.md without keys (the published file has them), raw bytes, codings.

CREATE TABLE articles (
  "article_id" TEXT NOT NULL,
  "url" TEXT,
  "source" TEXT,
  "title" TEXT,
  "authors" TEXT,
  "published_at" TIMESTAMP,
  "published_basis" TEXT NOT NULL,
  "retrieved_at" TIMESTAMP,
  "language" TEXT,
  "raw_path" TEXT,
  "raw_sha256" TEXT,
  "text" TEXT NOT NULL
);

CREATE TABLE parts (
  "article_id" TEXT NOT NULL,
  "part_no" BIGINT NOT NULL,
  "part" TEXT NOT NULL,
  "story_no" BIGINT NOT NULL,
  "start" BIGINT NOT NULL,
  "end" BIGINT NOT NULL
);

CREATE TABLE mentions (
  "mention_id" TEXT NOT NULL,
  "article_id" TEXT NOT NULL,
  "story_no" BIGINT NOT NULL,
  "part" TEXT NOT NULL,
  "event_type" TEXT NOT NULL,
  "sub_event_type" TEXT NOT NULL,
  "event_date" DATE,
  "event_date_end" DATE,
  "time_precision" TEXT NOT NULL,
  "date_basis" TEXT NOT NULL,
  "actor1_name" TEXT,
  "actor1_country" TEXT,
  "actor1_type" TEXT,
  "actor2_name" TEXT,
  "actor2_country" TEXT,
  "actor2_type" TEXT,
  "location_name" TEXT,
  "place_id" TEXT,
  "admin1" TEXT,
  "admin2" TEXT,
  "country" TEXT,
  "latitude" DOUBLE,
  "longitude" DOUBLE,
  "geo_precision" TEXT,
  "status" TEXT NOT NULL,
  "temporal_role" TEXT NOT NULL,
  "attribution" TEXT,
  "confidence" DOUBLE NOT NULL,
  "coder" TEXT NOT NULL,
  "coder_version" TEXT NOT NULL,
  "event_id" TEXT
);

CREATE TABLE mention_locations (
  "mention_id" TEXT NOT NULL,
  "location_no" BIGINT NOT NULL,
  "location_name" TEXT NOT NULL,
  "place_id" TEXT,
  "admin1" TEXT,
  "admin2" TEXT,
  "country" TEXT,
  "latitude" DOUBLE,
  "longitude" DOUBLE,
  "geo_precision" TEXT,
  "start" BIGINT,
  "end" BIGINT
);

CREATE TABLE figures (
  "figure_id" TEXT NOT NULL,
  "mention_id" TEXT NOT NULL,
  "measure" TEXT NOT NULL,
  "low" DOUBLE,
  "best" DOUBLE,
  "high" DOUBLE,
  "qualifier" TEXT NOT NULL,
  "side" TEXT NOT NULL,
  "start" BIGINT NOT NULL,
  "end" BIGINT NOT NULL,
  "quote" TEXT NOT NULL
);

CREATE TABLE evidence (
  "mention_id" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "start" BIGINT NOT NULL,
  "end" BIGINT NOT NULL,
  "quote" TEXT NOT NULL
);

CREATE TABLE events (
  "event_id" TEXT NOT NULL,
  "event_type" TEXT NOT NULL,
  "sub_event_type" TEXT NOT NULL,
  "event_date" DATE,
  "event_date_end" DATE,
  "time_precision" TEXT NOT NULL,
  "date_basis" TEXT NOT NULL,
  "actor1_name" TEXT,
  "actor1_country" TEXT,
  "actor1_type" TEXT,
  "actor2_name" TEXT,
  "actor2_country" TEXT,
  "actor2_type" TEXT,
  "location_name" TEXT,
  "place_id" TEXT,
  "admin1" TEXT,
  "admin2" TEXT,
  "country" TEXT,
  "latitude" DOUBLE,
  "longitude" DOUBLE,
  "geo_precision" TEXT,
  "status" TEXT NOT NULL,
  "temporal_role" TEXT NOT NULL,
  "attribution" TEXT,
  "confidence" DOUBLE NOT NULL,
  "killed_low" BIGINT,
  "killed_best" BIGINT,
  "killed_high" BIGINT,
  "wounded_low" BIGINT,
  "wounded_best" BIGINT,
  "wounded_high" BIGINT,
  "captured_low" BIGINT,
  "captured_best" BIGINT,
  "captured_high" BIGINT,
  "casualties_low" BIGINT,
  "casualties_best" BIGINT,
  "casualties_high" BIGINT,
  "troops_low" BIGINT,
  "troops_best" BIGINT,
  "troops_high" BIGINT,
  "n_mentions" BIGINT NOT NULL,
  "n_articles" BIGINT NOT NULL,
  "n_sources" BIGINT NOT NULL,
  "first_reported" TIMESTAMP,
  "last_reported" TIMESTAMP,
  "disputed" BOOLEAN NOT NULL,
  "summary" TEXT NOT NULL
);

CREATE TABLE event_sources (
  "event_id" TEXT NOT NULL,
  "article_id" TEXT NOT NULL,
  "source" TEXT,
  "published_at" TIMESTAMP,
  "independent" BOOLEAN NOT NULL
);

CREATE TABLE event_figures (
  "event_id" TEXT NOT NULL,
  "figure_id" TEXT NOT NULL,
  "measure" TEXT NOT NULL,
  "side" TEXT NOT NULL,
  "low" DOUBLE,
  "best" DOUBLE,
  "high" DOUBLE,
  "qualifier" TEXT NOT NULL,
  "attribution" TEXT,
  "source" TEXT,
  "article_id" TEXT NOT NULL,
  "published_at" TIMESTAMP,
  "quote" TEXT NOT NULL,
  "chosen" BOOLEAN NOT NULL
);

CREATE TABLE event_history (
  "event_id" TEXT NOT NULL,
  "change" TEXT NOT NULL,
  "other_event_id" TEXT,
  "run_id" TEXT NOT NULL
);

CREATE TABLE places (
  "place_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "alternate_names" TEXT,
  "feature" TEXT,
  "admin1" TEXT,
  "admin2" TEXT,
  "country" TEXT,
  "latitude" DOUBLE,
  "longitude" DOUBLE,
  "population" BIGINT,
  "gazetteer" TEXT,
  "iso_3166_2" TEXT,
  "extent" TEXT,
  "coordinate_basis" TEXT,
  "geo_precision" TEXT
);

CREATE TABLE issues (
  "stage" TEXT NOT NULL,
  "article_id" TEXT,
  "mention_id" TEXT,
  "code" TEXT NOT NULL,
  "detail" TEXT NOT NULL
);

CREATE TABLE runs (
  "run_id" TEXT NOT NULL,
  "command" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "started_at" TIMESTAMP NOT NULL,
  "duration_s" DOUBLE,
  "eventbase_version" TEXT NOT NULL,
  "versions" TEXT NOT NULL,
  "settings" TEXT NOT NULL,
  "counts" TEXT NOT NULL,
  "inputs" TEXT NOT NULL
);

-- One row an article: what was read. state_sha256 covers all that a coder sees; raw is zlib-compressed.
CREATE TABLE article_states (
  "article_id" TEXT NOT NULL,
  "text_sha256" TEXT NOT NULL,
  "state_sha256" TEXT NOT NULL,
  "raw" BLOB NOT NULL
);

-- One row an article that was coded, by the coder whose mentions stand in the file.
CREATE TABLE codings (
  "article_id" TEXT NOT NULL,
  "state_sha256" TEXT NOT NULL,
  "coder" TEXT NOT NULL,
  "coder_version" TEXT NOT NULL
);

-- Facts about the file: the paths published to with their content hashes, the stages' own notes.
CREATE TABLE notes (
  "key" TEXT PRIMARY KEY,
  "value" TEXT NOT NULL
);
