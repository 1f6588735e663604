"""Records as the rows of the work file's tables: keys filled in, children apart from their mentions."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from eventbase.records import Article, Issue, Mention, MentionLocation, Part, Place, Record
from eventbase.store.tables import work_tables

_STATE_FIELDS = ("text", "title", "source", "url", "authors", "language", "published_at", "published_basis")
_KEPT_FIELDS = ("url", "source", "title", "authors", "published_at", "language")


class Ingested(Protocol):
    """What the readers hand over: an article, its parts, and the bytes that it was read from."""

    @property
    def article(self) -> Article: ...
    @property
    def parts(self) -> tuple[Part, ...]: ...
    @property
    def raw(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class State:
    """Fingerprints of an article: of its text, and of all that a coder sees."""

    text_sha256: str
    state_sha256: str


def state_of(article: Article, parts: Sequence[Part]) -> State:
    """Fingerprints of an article as read."""
    seen = [str(getattr(article, name)) for name in _STATE_FIELDS]
    seen += [f"{part.part} {part.story_no} {part.start} {part.end}" for part in parts]
    return State(_sha256(article.text), _sha256(json.dumps(seen)))


def merged_article(new: Article, old: dict[str, Any]) -> Article:
    """The article as now read; what an earlier reading knew and this one does not is kept."""
    kept = {name: old[name] for name in _KEPT_FIELDS if getattr(new, name) is None and old[name] is not None}
    if "published_at" in kept:
        kept["published_basis"] = old["published_basis"]
    return new.model_copy(update=kept)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def compress(raw: bytes) -> bytes:
    return zlib.compress(raw, 3)


def decompress(raw: bytes) -> bytes:
    return zlib.decompress(raw)


def frame_of(table: str, records: Iterable[Record], **extra: Sequence[Any]) -> pl.DataFrame:
    """A table's frame from records that have its columns; `extra` gives columns that they lack."""
    rows = list(records)
    schema = work_tables()[table].polars_schema
    columns = {
        name: extra[name] if name in extra else [getattr(row, name) for row in rows]
        for name in schema
        if name in extra or not rows or hasattr(rows[0], name)
    }
    return pl.DataFrame(columns, schema={name: schema[name] for name in columns})


def with_keys(mention: Mention, article_id: str, coder: str, version: str) -> Mention:
    """The mention with its article, coder and, unless the coder gave one, its key filled in."""
    return mention.model_copy(
        update={
            "article_id": article_id,
            "coder": mention.coder or coder,
            "coder_version": mention.coder_version or version,
            "mention_id": mention.mention_id or mention_key(article_id, mention),
        }
    )


def mention_key(article_id: str, mention: Mention) -> str:
    """A key from the article, the event's evidence and the type: it outlives a coder's new version."""
    spans = [f"{item.start}-{item.end}" for item in mention.evidence if item.field == "event"]
    name = "\x1f".join([article_id, mention.sub_event_type, str(mention.story_no), *spans])
    return "m" + _sha256(name)[:19]


def distinct_keys(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with `-2`, `-3` … appended to keys that repeat, in order."""
    seen: dict[str, int] = {}
    found = []
    for mention in mentions:
        count = seen[mention.mention_id] = seen.get(mention.mention_id, 0) + 1
        if count > 1:
            mention = mention.model_copy(update={"mention_id": f"{mention.mention_id}-{count}"})
        found.append(mention)
    return found


def locations_of(mention: Mention) -> tuple[MentionLocation, ...]:
    """The mention's places; one that it names in its own columns only becomes place 0."""
    if mention.location_name is None or any(place.location_no == 0 for place in mention.locations):
        return mention.locations
    own = {name: getattr(mention, name) for name in MentionLocation.model_fields if hasattr(mention, name)}
    return (MentionLocation(location_no=0, **own), *mention.locations)


def child_frames(mentions: Sequence[Mention]) -> dict[str, pl.DataFrame]:
    """Frames of the mentions and their children, by table."""
    figures = [(m.mention_id, no, figure) for m in mentions for no, figure in enumerate(m.figures)]
    evidence = [(m.mention_id, item) for m in mentions for item in m.evidence]
    locations = [(m.mention_id, place) for m in mentions for place in locations_of(m)]
    return {
        "mentions": frame_of("mentions", mentions),
        "figures": frame_of(
            "figures",
            [figure for _, _, figure in figures],
            figure_id=[f"{mention_id}-f{no}" for mention_id, no, _ in figures],
            mention_id=[mention_id for mention_id, _, _ in figures],
        ),
        "evidence": frame_of("evidence", [item for _, item in evidence], mention_id=[key for key, _ in evidence]),
        "mention_locations": frame_of(
            "mention_locations", [place for _, place in locations], mention_id=[key for key, _ in locations]
        ),
    }


def places_frame(places: Iterable[Place]) -> pl.DataFrame:
    """Gazetteer entries, one row a place_id, the last one given."""
    unique = {place.place_id: place for place in places}
    return frame_of("places", unique.values())


def issues_frame(issues: Iterable[Issue]) -> pl.DataFrame:
    """Issues, each once."""
    return frame_of("issues", issues).unique(maintain_order=True)
