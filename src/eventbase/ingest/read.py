"""Reads saved articles: files, folders and globs become articles with their parts, faults become issues.

`read_inputs` is a stream: one article in memory at a time, whatever the file's size. The order is that of the paths
given, files sorted within a folder, so that the same input gives the same articles in the same order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from eventbase.ingest import dates
from eventbase.ingest.decode import mend
from eventbase.ingest.files import walk
from eventbase.ingest.html import Page, read_page
from eventbase.ingest.issues import issue
from eventbase.ingest.language import detect, is_coded, language_code
from eventbase.ingest.parts import cut
from eventbase.ingest.rows import Row, read_rows
from eventbase.records import Article, Issue, Part

Basis = Literal["metadata", "page", "url", "none"]

_SLUG = re.compile(r"[a-z0-9]+")
_SLUG_CHARS = 28
_HASH_CHARS = 12


@dataclass(frozen=True, slots=True)
class InputDefaults:
    """What the options say; used where an input's own metadata say nothing."""

    published_at: date | datetime | None = None
    source: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """An article as stored, its parts (contiguous over the text) and the raw bytes of its file or line."""

    article: Article
    parts: tuple[Part, ...]
    raw: bytes


@dataclass(frozen=True, slots=True)
class _Fields:
    """A row's metadata, cleaned; `published_at` is naive UTC."""

    text: str
    article_id: str | None = None
    url: str | None = None
    title: str | None = None
    source: str | None = None
    authors: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    captions_from: int | None = None


def read_inputs(
    paths: Sequence[Path], defaults: InputDefaults | None = None, *, retrieved_at: datetime
) -> Iterator[Ingested | Issue]:
    """Articles and issues of all inputs in order; never raises for what an input holds.

    An id that comes again with the same text is skipped with a note, with another text it is an `id_conflict`.
    """
    seen: dict[str, str] = {}
    for source in walk([Path(path) for path in paths]):
        if isinstance(source, Issue):
            yield source
            continue
        for row in read_rows(source):
            if isinstance(row, Issue):
                yield row
                continue
            for found in _read_row(row, defaults or InputDefaults(), retrieved_at):
                yield _unique(found, seen, row.where) if isinstance(found, Ingested) else found


def _unique(found: Ingested, seen: dict[str, str], where: str) -> Ingested | Issue:
    article = found.article
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    known = seen.setdefault(article.article_id, digest)
    if known is digest:
        return found
    if known == digest:
        return issue("duplicate_input", f"{where}: same id and text as before, skipped", article.article_id)
    detail = f"{where}: id {article.article_id!r} came before with another text; the first was kept, rename one"
    return issue("id_conflict", detail, article.article_id)


def _read_row(row: Row, defaults: InputDefaults, retrieved_at: datetime) -> Iterator[Ingested | Issue]:
    notes: list[Issue] = []
    fields = _fields(row, notes)
    if fields is None:
        yield from notes
        return
    parts = _parts(fields)
    article = _article(row, fields, parts, defaults, retrieved_at, notes)
    for note in notes:
        yield note.model_copy(update={"article_id": article.article_id})
    parts = tuple(part.model_copy(update={"article_id": article.article_id}) for part in parts)
    yield Ingested(article, parts, row.raw)


def _parts(fields: _Fields) -> tuple[Part, ...]:
    """The text cut up; captions laid behind a page's story are one caption part."""
    if fields.captions_from is None:
        return cut(fields.text, title=fields.title)
    story = cut(fields.text[: fields.captions_from], title=fields.title, clean=True)
    if fields.captions_from >= len(fields.text) or not story:
        return story
    last = story[-1]
    caption = last.model_copy(
        update={"part_no": last.part_no + 1, "part": "caption", "story_no": 0, "start": last.end}
    ).model_copy(update={"end": len(fields.text)})
    return (*story, caption)


def _article(
    row: Row,
    fields: _Fields,
    parts: tuple[Part, ...],
    defaults: InputDefaults,
    retrieved_at: datetime,
    notes: list[Issue],
) -> Article:
    published_at, basis = _publication(fields, parts, defaults)
    language = _language(fields, defaults, row, notes)
    return Article(
        article_id=fields.article_id or _derived_id(fields, parts),
        url=fields.url,
        source=fields.source or defaults.source,
        title=fields.title or _headline(fields.text, parts),
        authors=fields.authors,
        published_at=published_at,
        published_basis=basis,
        retrieved_at=retrieved_at,
        language=language,
        raw_path=row.raw_path,
        raw_sha256=hashlib.sha256(row.raw).hexdigest(),
        text=fields.text,
    )


def _publication(fields: _Fields, parts: Sequence[Part], defaults: InputDefaults) -> tuple[datetime | None, Basis]:
    """Metadata, option, the page's stamp, the address: the first that gives a full date."""
    given = fields.published_at or (dates.parse_field(defaults.published_at) if defaults.published_at else None)
    if given:
        return given, "metadata"
    if found := dates.from_page(fields.text, parts):
        return found, "page"
    if found := dates.from_url(fields.url):
        return found, "url"
    return None, "none"


def _language(fields: _Fields, defaults: InputDefaults, row: Row, notes: list[Issue]) -> str | None:
    language = fields.language or (language_code(defaults.language) if defaults.language else None)
    language = language or detect(fields.text)
    if not is_coded(language):
        detail = f"{row.where}: text in {language!r} is kept and not coded; give an English version to code it"
        notes.append(issue("not_coded_language", detail))
    return language


def _headline(text: str, parts: Sequence[Part]) -> str | None:
    for part in parts:
        if part.part == "headline":
            lines = text[part.start : part.end].strip().splitlines()
            return lines[0].strip() if lines else None
    return None


def _derived_id(fields: _Fields, parts: Sequence[Part]) -> str:
    """A few words of the headline (or the text) and a hash of address and text: the same content, the same id."""
    opening = _headline(fields.text, parts) or next(
        (fields.text[part.start : part.end] for part in parts if part.part in {"body", "teaser"}), ""
    )
    slug = ""
    for word in _SLUG.findall(opening[:200].lower()):
        if len(slug) + len(word) >= _SLUG_CHARS:
            break
        slug = f"{slug}-{word}" if slug else word
    digest = hashlib.sha256(f"{fields.url or ''}\0{fields.text}".encode()).hexdigest()[:_HASH_CHARS]
    return f"{slug or 'article'}-{digest}"


# ---- a row's fields --------------------------------------------------------------------------------------------
def _fields(row: Row, notes: list[Issue]) -> _Fields | None:
    """The row's metadata and text; None, with the reason in `notes`, if there is no text."""
    values = {name.strip().lower(): value for name, value in row.fields.items()}
    found = _metadata(values, row, notes)
    text, markup = values.get("text"), values.get("html")
    if isinstance(text, str) and text.strip("\0 \t\r\n\ufeff"):
        stored = _stored(text.removeprefix("\ufeff"), row, notes)
        return replace(found, text=stored)
    if isinstance(markup, str) and markup.strip():
        return _from_markup(mend(markup), found, row, notes)
    if text is None and markup is None:
        notes.append(issue("invalid_row", f"{row.where}: neither `text` nor `html`; name the text's field `text`"))
    elif not isinstance(text if text is not None else markup, str):
        notes.append(issue("invalid_row", f"{row.where}: `text` is no string; put the article's text there"))
    else:
        notes.append(issue("empty_text", f"{row.where}: no text; remove it or save the page anew"))
    return None


def _stored(text: str, row: Row, notes: list[Issue]) -> str:
    mended = mend(text)
    if mended is not text:
        notes.append(issue("surrogates_replaced", f"{row.where}: half characters became U+FFFD; mend the escapes"))
    if "\0" in mended:
        notes.append(issue("nul_characters", f"{row.where}: NUL characters in the text, kept; save it anew"))
    return mended


def _from_markup(markup: str, found: _Fields, row: Row, notes: list[Issue]) -> _Fields | None:
    page: Page | None = read_page(markup)
    if page is None:
        notes.append(issue("html_failed", f"{row.where}: no story found in the page; save its text as .txt"))
        return None
    return _Fields(
        text=mend(page.text),
        article_id=found.article_id,
        url=found.url or page.url,
        title=found.title or page.title,
        source=found.source or page.source,
        authors=found.authors or page.authors,
        published_at=found.published_at or page.published_at,
        language=found.language,
        captions_from=page.captions_from,
    )


def _metadata(values: dict[str, Any], row: Row, notes: list[Issue]) -> _Fields:
    def text_of(name: str) -> str | None:
        return _text_field(values.get(name), name, row, notes)

    url = text_of("url")
    if url and not re.match(r"https?://\S+$", url):
        notes.append(issue("invalid_field", f"{row.where}: url {url[:80]!r} is no http address, left empty"))
        url = None
    language = text_of("language")
    if language and not language_code(language):
        notes.append(issue("invalid_field", f"{row.where}: language {language[:40]!r} is no ISO code, left empty"))
    return _Fields(
        text="",
        article_id=text_of("id"),
        url=url,
        title=text_of("title"),
        source=text_of("source"),
        authors=text_of("authors"),
        published_at=_date_field(values.get("published_at"), row, notes),
        language=language_code(language) if language else None,
    )


def _text_field(value: Any, name: str, row: Row, notes: list[Issue]) -> str | None:
    """A field as text: numbers written out, lists joined by '; '; anything else is an issue."""
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        value = "; ".join(item.strip() for item in value if item.strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        notes.append(issue("invalid_field", f"{row.where}: {name} is a {type(value).__name__}, left empty"))
        return None
    return mend(value).replace("\0", "").strip() or None


def _date_field(value: Any, row: Row, notes: list[Issue]) -> datetime | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found = dates.parse_field(value)
    if found is None:
        shown = str(value)[:60]
        notes.append(issue("invalid_date", f"{row.where}: published_at {shown!r} is no date; write YYYY-MM-DD"))
    return found
