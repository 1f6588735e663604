-- One row an input file's content, by the hash of its raw bytes.
SELECT DISTINCT raw_sha256 FROM articles WHERE raw_sha256 IS NOT NULL ORDER BY raw_sha256
