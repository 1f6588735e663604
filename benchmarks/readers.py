"""Opens a published database and an export with DuckDB 1.4, 1.5 and 2.0, each in a virtual environment of its own.

python benchmarks/readers.py            # needs the package index; makes the environments in a temporary folder
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from eventbase.export.tables import export
from eventbase.store.synthetic import write_synthetic

VERSIONS = ("1.4.*", "1.5.*", "2.0.*")
READER = """
import sys, json, duckdb
db, folder = sys.argv[1:]
c = duckdb.connect(db, read_only=True)
count = lambda sql: len(c.execute(sql).fetchall())
names = [r[0] for r in c.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' UNION "
         "SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]
found = {n: count(f"SELECT * FROM {n}") for n in sorted(names)}
found["near"] = count("SELECT * FROM events_near(48.28, 37.18, 25)")
found["between"] = count("SELECT * FROM events_between('2025-01-01', '2025-01-31')")
found["search"] = count("SELECT * FROM search('drone kharkiv')")
found["parquet"] = count(f"SELECT * FROM read_parquet('{folder}/events.parquet')")
found["csv"] = count(f"SELECT * FROM read_csv('{folder}/events.csv')")
print(json.dumps([duckdb.__version__, found]))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_synthetic(folder / "r.duckdb", 3000)
        export(folder / "r.duckdb", folder / "export")
        results = {}
        for version in VERSIONS:
            home = folder / version.replace("*", "x")
            venv.create(home, with_pip=True)
            python = home / "bin" / "python"
            subprocess.run([python, "-m", "pip", "install", "--quiet", f"duckdb=={version}"], check=True)
            done = subprocess.run(
                [python, "-c", READER, folder / "r.duckdb", folder / "export"],
                check=True,
                capture_output=True,
                text=True,
            )
            name, found = json.loads(done.stdout)
            results[name] = found
    print(json.dumps(results, indent=2))
    sys.exit(0 if len({json.dumps(found) for found in results.values()}) == 1 else 1)


if __name__ == "__main__":
    main()
