-- One row a combination of versions that the data were made with; no times, so that equal data give equal pages.
SELECT DISTINCT eventbase_version, versions FROM runs WHERE status IN ('done', 'partial') ORDER BY ALL
