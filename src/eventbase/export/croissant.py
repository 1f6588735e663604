"""Croissant 1.1 metadata, by which data search engines find a release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eventbase.export.facts import Facts
from eventbase.export.files import sha256_of
from eventbase.export.package import LICENCE_PAGES, description
from eventbase.export.tables import exported_tables

_TYPES = {"TEXT": "sc:Text", "BIGINT": "sc:Integer", "DOUBLE": "sc:Float", "BOOLEAN": "sc:Boolean", "DATE": "sc:Date",
          "TIMESTAMP": "sc:DateTime"}  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(folder: Path, facts: Facts, title: str, date: str | None = None) -> dict[str, Any]:
    """The JSON-LD document for the CSV tables of a release folder."""
    published = {"datePublished": date} if date else {}
    return published | {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": "eventbase-release",
        "description": f"{title}. {description(facts)}",
        "version": facts.version,
        "license": LICENCE_PAGES.get(facts.licence, facts.licence),
        "url": f"urn:sha256:{facts.content_hash}",
        "citeAs": f"{title}, version {facts.version}",
        "distribution": [_file(folder, name) for name in exported_tables()],
        "recordSet": [_records(name) for name in exported_tables()],
    }


def _file(folder: Path, name: str) -> dict[str, Any]:
    path = folder / "csv" / f"{name}.csv"
    return {
        "@type": "cr:FileObject",
        "@id": f"{name}.csv",
        "name": f"{name}.csv",
        "contentUrl": f"csv/{name}.csv",
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "text/csv",
        "sha256": sha256_of(path),
    }


def _records(name: str) -> dict[str, Any]:
    table = exported_tables()[name]
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{name}/{column.name}",
            "name": column.name,
            "description": column.comment,
            "dataType": _TYPES[column.sql_type],
            "source": {"fileObject": {"@id": f"{name}.csv"}, "extract": {"column": column.name}},
        }
        for column in table.columns
    ]
    records: dict[str, Any] = {"@type": "cr:RecordSet", "@id": name, "name": name, "description": table.comment}
    if table.key:
        records["key"] = [{"@id": f"{name}/{column}"} for column in table.key]
    return records | {"field": fields}
