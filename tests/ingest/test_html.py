"""Saved HTML pages: story, metadata, captions, and pages that no browser would show."""

from __future__ import annotations

import random
import time
from datetime import datetime

import pytest

from eventbase.ingest import html
from eventbase.ingest.html import published, read_page

PARAGRAPHS = [
    "Rebels stormed a customs post near the village of Karo on Monday, killing six officers, the governor said.",
    "The attackers came in two trucks before dawn and left with the post's weapons, he told a local radio station.",
    "Nobody has claimed the attack, the third of its kind on the border road since the rains ended in October.",
]
PAGE = """<!doctype html><html><head><title>Six officers killed at border post - Nile Post</title>
<meta property="og:title" content="Six officers killed at border post">
<meta property="og:site_name" content="Nile Post">
<meta property="og:url" content="https://example.org/world/officers-killed">
<meta name="author" content="Hala Idris">{meta}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Six officers killed at border post</h1>
<figure><img src="x.jpg"><figcaption>Soldiers on patrol near the border in July 2019. Agency</figcaption></figure>
{story}</article>
<footer>Copyright Nile Post. All rights reserved.</footer></body></html>"""


def page(meta="", story=None):
    return PAGE.format(meta=meta, story=story or "".join(f"<p>{p}</p>" for p in PARAGRAPHS))


def test_story_and_metadata():
    found = read_page(page('<meta property="article:published_time" content="2024-05-04T10:20:00+02:00">'))
    assert found.text.split()[:8] == ["Six", "officers", "killed", "at", "border", "post", "Rebels", "stormed"]
    assert all(p in found.text for p in PARAGRAPHS)
    assert "Sport" not in found.text
    assert "rights reserved" not in found.text
    assert (found.title, found.source, found.authors) == (
        "Six officers killed at border post",
        "Nile Post",
        "Hala Idris",
    )
    assert found.url == "https://example.org/world/officers-killed"
    assert found.published_at == datetime(2024, 5, 4, 8, 20)


def test_captions_stand_behind_the_story():
    found = read_page(page())
    assert found.text[found.captions_from :].strip() == "Soldiers on patrol near the border in July 2019. Agency"
    assert "Soldiers on patrol" not in found.text[: found.captions_from]


@pytest.mark.parametrize(
    "meta",
    [
        '<meta itemprop="datePublished" content="2024-05-04">',
        "<meta content='2024-05-04' name='pubdate'>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-04"}</script>',
        '<time class="published" datetime="2024-05-04">May 4</time>',
    ],
)
def test_publication_time_in_its_many_places(meta):
    assert published(page(meta)) == datetime(2024, 5, 4)


def test_other_dates_are_no_publication_time():
    other = '<meta property="article:modified_time" content="2024-05-09"><time datetime="2019-07-01">July</time>'
    assert published(page(other)) is None
    assert published(page('<meta name="date" content="today">')) is None


NONSENSE = {
    "empty": "",
    "angle brackets": "<" * 20_000,
    "deep": "<div>" * 3_000 + "x",
    "unclosed": "<html><body><p>" + "<b>" * 500,
    "comment": "<!--" * 5_000,
    "nul": "<p>\0\0</p>",
    "surrogate": "<p>\ud800</p>",
    "random": "".join(random.Random(7).choices("<>/=\"' pdivab&;#x0\n\0", k=30_000)),
    "json": '<script type="application/ld+json">' + '{"a":' * 3_000,
    "encoding": '<?xml version="1.0" encoding="utf-9"?><html><body>x</body></html>',
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_neither_fails_nor_hangs(name):
    started = time.monotonic()
    found = read_page(NONSENSE[name])
    assert found is None or isinstance(found.text, str)
    assert time.monotonic() - started < 20


def test_pages_too_long_for_the_extraction_keep_their_text(monkeypatch):
    monkeypatch.setattr(html, "MAX_TREE", 10)
    found = read_page(page())
    assert found.captions_from is None
    assert all(p in found.text for p in PARAGRAPHS)
