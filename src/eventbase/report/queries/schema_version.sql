-- One row: what the database is.
SELECT * FROM schema_version
