"""Writes the report: `index.html` with data, script and style inside, and with `split` a page for each part besides."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import polars as pl

from eventbase import __version__
from eventbase.config import Settings
from eventbase.report.baseline import Baseline, read_baseline, state_of
from eventbase.report.collect import Tables, read_tables, subset
from eventbase.report.countries import country_names
from eventbase.report.links import web_link
from eventbase.report.marks import load_marks
from eventbase.report.method import method_facts
from eventbase.report.pack import compress, compress_text, tidy
from eventbase.report.passages import clean
from eventbase.report.payload import core_payload, detail_payload
from eventbase.report.split import Part, parts_of
from eventbase.report.texts import Texts, load_texts, say

SCRIPTS = (
    "core", "texts", "data", "state", "select", "tally", "marks", "passages", "filters", "numbers", "axis", "seen",
    "timeline", "places", "map", "table", "queries", "rows", "claims", "card", "actors", "profile", "printing", "main",
)  # fmt: skip
STYLES = ("base", "layout", "charts", "table", "dialogs", "print")
NOSCRIPT_ROWS = 200
PLOTLY = "vendor/plotly-report.min.js"


@dataclass(frozen=True, slots=True)
class PageLink:
    """Another page of the report."""

    href: str
    label: str
    events: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page's data: its title, its place in the folder and the other pages."""

    title: str
    banner: str | None
    home: str | None
    links: tuple[PageLink, ...]


def write_report(db: Path, out: Path, *, settings: Settings, split: str | None = None) -> Path:
    """Writes the report on the published database `db` into the folder `out` and returns the path of its index.html.

    With `split` (`country`, `conflict`, `actor`, `month`) the folder `out/SPLIT/` gets a page for each part. The same
    database gives the same bytes. Raises StoreError without a readable database, UsageError for an unknown split.
    """
    tables, texts = read_tables(db), load_texts()
    parts = parts_of(tables, split) if split else []
    frame = _frame(settings, tables, split, parts)
    index = out / "index.html"
    content = _content_hash(tables)
    baseline = read_baseline(index, content=content, event_ids=tables.events["event_id"])
    out.mkdir(parents=True, exist_ok=True)
    for part in parts:
        _write_part(out / (split or "") / part.file, tables, part, frame=frame, baseline=baseline, texts=texts)
    _write(index, render(tables, frame, texts=texts, baseline=baseline, content=content))
    return index


def _write_part(path: Path, tables: Tables, part: Part, *, frame: Frame, baseline: Baseline, texts: Texts) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    around = replace(frame, title=f"{frame.title}: {part.label}", home="../index.html", links=())
    _write(path, render(subset(tables, part.event_ids), around, texts=texts, baseline=baseline, content=""))


def _write(path: Path, html: str) -> None:
    """Replaces the page in one step, so that whoever reads it never sees half of it."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(html, encoding="utf-8", newline="\n")
    temporary.replace(path)


def _frame(settings: Settings, tables: Tables, split: str | None, parts: Iterable[Part]) -> Frame:
    banner = settings.report.banner
    if banner is None and tables.schema_version.height and "banner" in tables.schema_version.columns:
        banner = tables.schema_version["banner"][0]
    links = tuple(PageLink(f"{split}/{part.file}", part.label, part.event_ids.len()) for part in parts)
    return Frame(title=settings.report.title, banner=banner, home=None, links=links)


def render(tables: Tables, frame: Frame, *, texts: Texts, baseline: Baseline, content: str) -> str:
    """The whole page as HTML."""
    event_ids = tables.events["event_id"]
    facts = method_facts(tables)
    last_day = _day(facts["totals"]["last_published"])
    scripts = {"app": _scripts(), "plotly": _resource(PLOTLY)}
    state = state_of(baseline, content=content, last_day=last_day)
    packed = {
        "core": compress(core_payload(tables, new=baseline.rows(event_ids))),
        "detail": compress(detail_payload(tables)),
        "plotly": _packed_plotly(),
        "state": compress(state) if content else "",
    }
    return _environment().get_template("page.html.j2").render(
        frame=frame, texts=texts, t=lambda key, **values: say(texts, key, **values), csp=_policy(scripts.values()),
        style=_styles(), app=scripts["app"], packed=packed, method=facts, last_day=last_day, version=__version__,
        embedded=_json({"texts": texts, "since": baseline.since, "totals": _totals(facts), "dialect": _dialect(),
                        "countries": country_names(tables.events), "title": frame.title, "marks": load_marks()}),
        latest=_latest(tables.events), n_events=tables.events.height,
    )  # fmt: skip


def _totals(facts: dict[str, Any]) -> dict[str, int]:
    return {key: value for key, value in facts["totals"].items() if isinstance(value, int)}


def _dialect() -> dict[str, str]:
    """What the page's queries name: the database by the name that everyone has for it."""
    return {"database": "eventbase.duckdb"}


def _latest(events: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of the table for readers without script: the latest dated events."""
    dated = events.filter(pl.col("event_date").is_not_null()).tail(NOSCRIPT_ROWS).reverse()
    rows = dated.select("event_date", "sub_event_type", "location_name", "country", "summary").rows(named=True)
    return [
        {key: clean(tidy(value)) if isinstance(value, str) else value for key, value in row.items()} for row in rows
    ]


def _content_hash(tables: Tables) -> str:
    """The database's own hash of its content, else one of the events' ids."""
    if tables.schema_version.height and "content_hash" in tables.schema_version.columns:
        return str(tables.schema_version["content_hash"][0])
    return hashlib.sha256("\n".join(tables.events["event_id"].to_list()).encode()).hexdigest()


def _day(moment: Any) -> str | None:
    return None if moment is None else moment.date().isoformat()


def _json(value: Any) -> str:
    """JSON that is safe inside a script element: no `<` can close it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _resource(name: str) -> str:
    return (files("eventbase.report") / "static" / name).read_text(encoding="utf-8")


@cache
def _packed_plotly() -> str:
    return compress_text(_resource(PLOTLY))


def _scripts() -> str:
    return "\n".join(_resource(f"{name}.js") for name in SCRIPTS)


def _styles() -> str:
    return "\n".join(_resource(f"{name}.css") for name in STYLES)


def _policy(scripts: Iterable[str]) -> str:
    """Only the page's own scripts run, named by their hashes; nothing is fetched, sent or embedded."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PackageLoader("eventbase.report", "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["web_link"] = web_link
    return environment
