"""The descriptors of a release: datapackage.json (Data Package 2.0), CITATION.cff, licence, README, method."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import yaml

from eventbase.export.facts import ATTRIBUTION, Facts
from eventbase.export.files import sha256_of
from eventbase.export.safe import WITHHELD
from eventbase.export.tables import EMPTIED, exported_tables
from eventbase.store.frames import fetch
from eventbase.store.tables import Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE_PAGES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
_TYPES = {"TEXT": "string", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "DATE": "date",
          "TIMESTAMP": "datetime"}  # fmt: skip
_MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".geojson": "application/geo+json",
          ".html": "text/html", ".md": "text/markdown", ".json": "application/json", ".dta": "application/x-stata-dta",
          ".txt": "text/plain", ".cff": "text/x-yaml"}  # fmt: skip
# column of a table -> table that it refers to by its key
REFERENCES: dict[str, dict[str, str]] = {
    "parts": {"article_id": "articles"},
    "mentions": {"article_id": "articles", "event_id": "events"},
    "mention_locations": {"mention_id": "mentions"},
    "figures": {"mention_id": "mentions"},
    "evidence": {"mention_id": "mentions"},
    "event_sources": {"event_id": "events", "article_id": "articles"},
    "event_figures": {"event_id": "events", "figure_id": "figures", "article_id": "articles"},
}
_README_END = """\
`codebook.html` tells what every column and code means, `method.json` how the data were made, `CITATION.cff` how to cite
them, `LICENCE.txt` what may be done with them. `datapackage.json` describes the files for programs; `manifest.json` and
`SHA256SUMS` prove that nothing was altered (`eventbase verify`, or `sha256sum -c SHA256SUMS`).

Columns that hold clock readings (`retrieved_at`, `started_at`, `duration_s`) are empty, so that the same input gives
the same bytes. The articles' texts are not part of a release. A version is never overwritten."""
SAFE_NOTE = (
    "Profile `safe`: names of private persons, authors and quotes are withheld, and exact places of events that touch "
    "civilians are blurred to about 10 km and given as areas."
)


def data_package(folder: Path, facts: Facts, title: str) -> dict[str, Any]:
    """The descriptor of the files in `folder`; CSV tables with their schemas, all else as plain files."""
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "eventbase-release",
        "title": title,
        "version": facts.version,
        "description": description(facts),
        "licenses": [_licence(facts.licence)],
        "sources": [{"title": "GeoNames", "path": "https://www.geonames.org"}],
        "keywords": ["conflict", "events", "armed conflict", "news"],
        "resources": [_resource(folder, path, facts) for path in sorted(folder.rglob("*")) if path.is_file()],
    }
    return package


def description(facts: Facts) -> str:
    """One paragraph: what the data are, and what to be careful about."""
    parts = [
        facts.banner,
        "Conflict events coded from news articles; every value can be followed to the words it rests on.",
    ]
    if facts.profile == "safe":
        parts.append(SAFE_NOTE)
    return " ".join(part for part in parts if part)


def _licence(licence: str) -> dict[str, str]:
    return {"name": licence} | ({"path": LICENCE_PAGES[licence]} if licence in LICENCE_PAGES else {})


def _resource(folder: Path, path: Path, facts: Facts) -> dict[str, Any]:
    name = path.relative_to(folder).as_posix()
    resource: dict[str, Any] = {
        "name": name.lower().replace("/", "-").replace(".", "-").replace("=", "-").replace("_", "-"),
        "path": name,
        "mediatype": _MEDIA.get(path.suffix, "application/octet-stream"),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
    }
    table = exported_tables().get(path.stem)
    if path.suffix == ".csv" and table and path.parent.name == "csv":
        return resource | {
            "name": table.name.replace("_", "-"), "type": "table", "format": "csv", "encoding": "utf-8",
            "description": table.comment, "schema": table_schema(table, safe=facts.profile == "safe"),
        }  # fmt: skip
    return resource | {"type": "file"}


def table_schema(table: Table, *, safe: bool = False) -> dict[str, Any]:
    """The Table Schema of an exported table: types, codes, keys. `safe`: withheld columns may be empty."""
    emptied = (*EMPTIED.get(table.name, ()), *(WITHHELD if safe else ()))
    schema: dict[str, Any] = {
        "fields": [
            _field(column, required=not column.nullable and column.name not in emptied) for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [
        {
            "fields": [column],
            "reference": {"resource": other.replace("_", "-"), "fields": [exported_tables()[other].key[0]]},
        }
        for column, other in REFERENCES.get(table.name, {}).items()
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, *, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.sql_type], "description": column.comment}
    if column.sql_type == "TIMESTAMP":
        field["format"] = "%Y-%m-%dT%H:%M:%S"
    constraints: dict[str, Any] = {"required": True} if required else {}
    if column.codes:
        constraints["enum"] = list(column.codes)
    return field | ({"constraints": constraints} if constraints else {})


def citation(facts: Facts, title: str, authors: list[str], date: str | None) -> str:
    """CITATION.cff 1.2.0."""
    entry: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them with their version.",
        "type": "dataset",
        "title": title,
        "version": facts.version,
        "authors": [{"name": name} for name in authors],
        "license": facts.licence,
        "identifiers": [
            {"type": "other", "value": f"sha256:{facts.content_hash}", "description": "hash of the content"}
        ],
    }
    if date:
        entry["date-released"] = date
    return yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=1000)


def licence_text(facts: Facts) -> str:
    """What may be done with the data, and whom to name."""
    page = LICENCE_PAGES.get(facts.licence)
    where = f" ({page})" if page else ""
    return f"Licence of the data: {facts.licence}{where}\n\nAttribution\n\n{ATTRIBUTION}\n"


def method(connection: duckdb.DuckDBPyConnection, facts: Facts, accuracy: Mapping[str, Any] | None) -> dict[str, Any]:
    """How the data were made: coders, versions, settings, rules, sizes, measured accuracy if it was given."""
    coders = fetch(
        connection,
        "SELECT coder, coder_version, count(*) AS mentions FROM mentions GROUP BY ALL ORDER BY coder, coder_version",
    ).to_dicts()
    run = fetch(connection, "SELECT versions, settings FROM runs ORDER BY run_id DESC LIMIT 1").to_dicts()
    counts = {
        name: fetch(connection, f"SELECT count(*) AS n FROM {name}")["n"][0]
        for name in ("articles", "mentions", "events", "event_figures", "places", "issues")
    }
    return {
        **facts.summary(),
        "coders": coders,
        "versions": json.loads(run[0]["versions"]) if run else {},
        "settings": json.loads(run[0]["settings"]) if run else {},
        "counts": counts,
        "accuracy": accuracy or "not measured for this release; measure it with `eventbase evaluate GOLD.jsonl --json`",
    }


def readme(facts: Facts, title: str, rows: Mapping[str, int]) -> str:
    """README.md of the release."""
    lines = [f"# {title}, version {facts.version}", "", description(facts), ""]
    lines += ["| file | rows |", "|---|---|", *(f"| `{name}` | {count} |" for name, count in sorted(rows.items()))]
    lines += ["", _README_END]
    return "\n".join(lines) + "\n"
