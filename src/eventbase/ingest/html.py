"""Saved HTML pages: trafilatura finds the story and the metadata, this module lays them out as one text.

The stored text is the headline, a blank line, the story's paragraphs, and, behind it, the captions that trafilatura
leaves out. Source: trafilatura 2, settings chosen by benchmarks/ingest.py on the scrapinghub
article-extraction-benchmark.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventbase.ingest import dates
from eventbase.ingest.words import word_list

MAX_TREE = 40_000  # elements: more make the extraction take minutes; of longer pages the plain text is taken
_SHORT = 0.45  # of the balanced result: below, the precise one has lost part of the story
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_TIME_TAG = re.compile(
    r"<time\b[^>]{0,600}(?:pubdate|datePublished|entry-date published|published)[^>]{0,600}>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_MIN_WORDS = 20  # of a page without recognised story, below which there is nothing to read
_CAPTION_LENGTH = range(20, 600)


@dataclass(frozen=True, slots=True)
class Page:
    """What a saved page says; `published_at` is from its meta tags only, captions stand from `captions_from` on.

    `captions_from` is None where the text still holds the page's menus.
    """

    text: str
    captions_from: int | None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    authors: str | None = None
    published_at: datetime | None = None


def read_page(markup: str) -> Page | None:
    """The story of a page; None where no text can be found. Never raises."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = _tree(markup)
    if tree is None:
        return None
    if sum(1 for _ in tree.iter()) > MAX_TREE:
        return _plain_page(tree, markup)
    try:
        found = _extract(tree)
    except Exception:  # any parser fault of a broken page
        found = None
    body = _clean(getattr(found, "text", None) or "")
    if not body:
        return _plain_page(tree, markup)
    title = _clean(getattr(found, "title", None) or "").replace("\n", " ") or None
    story = body if title is None or body.startswith(title) else f"{title}\n\n{body}"
    return Page(
        text="\n\n".join([story, *_captions(tree, body)]),
        captions_from=len(story),
        title=title,
        url=_web_address(getattr(found, "url", None)),
        source=_clean(getattr(found, "sitename", None) or "") or None,
        authors=_clean(getattr(found, "author", None) or "") or None,
        published_at=published(markup),
    )


def _plain_page(tree: Any, markup: str) -> Page | None:
    """All text of a page that the extraction cannot cope with; its menus are left to `parts`."""
    from trafilatura import html2txt

    try:
        text = _clean(html2txt(tree))
    except Exception:  # any parser fault of a broken page
        text = ""
    if len(text.split()) < _MIN_WORDS:
        return None
    return Page(text=text, captions_from=None, published_at=published(markup))


def published(markup: str) -> datetime | None:
    """The publication time in a page's meta tags, JSON-LD or <time>; None where they give none."""
    for tag in _META.findall(markup):
        pairs = {name.lower(): a or b for name, a, b in _ATTRIBUTE.findall(tag)}
        name = pairs.get("property") or pairs.get("name") or pairs.get("itemprop") or ""
        if name.lower() in word_list("published_tags") and (value := dates.parse_field(pairs.get("content"))):
            return value
    for match in _JSON_DATE.finditer(markup):
        if value := dates.parse_field(match.group(1)):
            return value
    return _time_tag(markup)


def _time_tag(markup: str) -> datetime | None:
    match = _TIME_TAG.search(markup)
    if not match:
        return None
    pairs = {name.lower(): a or b for name, a, b in _ATTRIBUTE.findall(match.group())}
    return dates.parse_field(pairs.get("datetime"))


def _tree(markup: str) -> Any:
    from trafilatura import load_html

    try:
        tree = load_html(markup.replace("\0", ""))
    except Exception:  # lxml raises many kinds on nonsense
        return None
    return tree


def _extract(tree: Any) -> Any:
    """Precise settings first; where they keep far less than balanced ones, the balanced result."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    def extract(precise: bool) -> Any:
        return bare_extraction(
            deepcopy(tree), favor_precision=precise, with_metadata=True, include_comments=False, fast=True
        )

    precise, balanced = extract(True), extract(False)
    short = len(getattr(precise, "text", None) or "")
    full = len(getattr(balanced, "text", None) or "")
    return precise if short and short >= _SHORT * full else balanced


def _captions(tree: Any, body: str) -> Iterator[str]:
    """Captions of pictures that the story does not hold already."""
    seen: set[str] = set()
    for element in list(tree.iter("figcaption"))[:50]:
        caption = " ".join(" ".join(element.itertext()).split())
        if len(caption) in _CAPTION_LENGTH and caption not in body and caption not in seen:
            seen.add(caption)
            yield caption


def _clean(value: str) -> str:
    return value.replace("\0", "").replace("\r\n", "\n").strip()


def _web_address(value: str | None) -> str | None:
    return value if value and re.match(r"https?://\S+$", value) else None
