-- One row a kind of refusal or doubt.
SELECT stage, code, count(*) AS n FROM issues GROUP BY ALL ORDER BY ALL
