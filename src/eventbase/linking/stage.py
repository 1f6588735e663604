"""The stage `link`: mentions of the same happening become one event."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import polars as pl

from eventbase.config import Settings
from eventbase.linking.candidates import candidates
from eventbase.linking.cluster import clusters
from eventbase.linking.facts import facts
from eventbase.linking.judgements import Judgements, read_judgements
from eventbase.linking.merge import Inputs, merged
from eventbase.linking.rules import weights
from eventbase.linking.score import score_pairs
from eventbase.store.frames import value
from eventbase.store.work import WorkStore

NOTE = "link:digest"
# What linking reads, without what it writes itself and what two builds of the same input may differ in.
READ = {
    "mentions": "* EXCLUDE (event_id)",
    "articles": "article_id, source, published_at, md5(text)",
    "figures": "*",
    "evidence": "*",
    "places": "place_id, name",
}


def link(work: WorkStore, settings: Settings) -> dict[str, int]:
    """Links all mentions and stores the events; does nothing where nothing that it reads has changed."""
    digest = _digest(work, settings)
    if work.note(NOTE) == digest:
        return {"mentions": _count(work, "mentions"), "events": _count(work, "events"), "changed": 0}
    mentions, articles, figures = work.mentions(), work.articles(), work.figures()
    frame = facts(mentions, articles, figures, work.evidence())
    rows = {mention_id: row for row, mention_id in enumerate(frame["mention_id"])}
    judged = read_judgements(settings.link.judgements, rows)
    groups, pairs = link_facts(frame, judged)
    inputs = Inputs(articles, figures, work.places(), work.event_history(), mentions.select("mention_id", "event_id"))
    tables = merged(frame, groups, inputs, rule=settings.link.figures, issues=judged.issues)
    work.put_links(tables)
    work.set_note(NOTE, digest)
    return {"mentions": frame.height, "pairs": pairs, "events": tables.events.height, "changed": 1}


def link_facts(frame: pl.DataFrame, judged: Judgements | None = None) -> tuple[list[int], int]:
    """The group of each row of `facts` (its smallest row), and how many pairs were scored."""
    judged = judged or Judgements()
    pairs = candidates(frame)
    groups = clusters(
        frame.height,
        score_pairs(frame, pairs),
        lambda more: score_pairs(frame, more),
        link_at=weights().link_at,
        keep_at=weights().keep_at,
        same=judged.same,
        different=judged.different,
    )
    return groups, pairs.height


def _digest(work: WorkStore, settings: Settings) -> str:
    """Changes with every row that linking reads, its settings and its own version."""
    facts = [_version(), settings.link.figures, _hash(settings.link.judgements)]
    for table, columns in READ.items():
        query = f"SELECT count(*) || ':' || coalesce(bit_xor(hash(r)), 0) FROM (SELECT {columns} FROM {table}) r"
        facts.append(str(value(work.connection, query)))
    return hashlib.sha256("|".join(facts).encode()).hexdigest()


def _version() -> str:
    """Of the code and the declared rules of linking."""
    own = sorted(files("eventbase.linking").iterdir(), key=lambda entry: entry.name)
    digest = hashlib.sha256()
    for entry in own:
        if entry.is_file():
            digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()


def _hash(path: Path | None) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path and path.exists() else ""


def _count(work: WorkStore, table: str) -> int:
    return int(value(work.connection, f"SELECT count(*) FROM {table}"))
