"""Texts and names of articles are data: whatever they hold is shown as text, and nothing of it runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from report_fixtures import settings_for

from eventbase.report.collect import read_tables
from eventbase.report.page import write_report
from eventbase.report.split import parts_of
from eventbase.store.build import build_file
from eventbase.store.synthetic import synthetic_tables

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "<!--<script>window.pwned=1//-->",
    "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>",
    "<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s>",
    '"><img src=x onerror=window.pwned=1>',
    "' onmouseover='window.pwned=1",
    '" autofocus onfocus="window.pwned=1',
    "<iframe src=javascript:window.pwned=1></iframe>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<object data=javascript:window.pwned=1>",
    "<embed src=//example.org/x.swf>",
    "<a href=javascript:window.pwned=1>press</a>",
    "<a href='data:text/html,<script>1</script>'>press</a>",
    "<form action=javascript:window.pwned=1><button>x",
    "<details open ontoggle=window.pwned=1>",
    "<body onload=window.pwned=1>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.pwned=1>",
    "{{7*7}} {% raw %} ${7*7} #{7*7}",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &amp;#60;",
    "%{customdata} %{x} <extra>x</extra> <br> <b>bold</b>",
    "\u202egnp.exe\u202c evil \u2066isolate\u2069",
    "\u200f\u200eمرحبا <b>שלום</b>",
    "null\u0000byte\u0007bell\u001b[31m",
    "Z\u0310\u0311\u0312\u0313\u0314" * 40,
    "x" * 1_000_000,
    "line\r\nbreak\u2028separator\u2029paragraph",
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "__proto__",
    "constructor",
    "]]> --> */ // ' \" ` \\ \\u003cscript>",
    "\U0001f4a3\U0001f469\u200d\U0001f692 🏳️‍🌈 𝕳𝖊𝖑𝖑𝖔",
    "-",
    "../../../etc/passwd",
    "1/2>3",
]  # fmt: skip
URLS = [
    "javascript:window.pwned=1", "JaVaScRiPt:window.pwned=1", " javascript:window.pwned=1",
    "java\nscript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>", "vbscript:msgbox(1)", "file:///etc/passwd", "blob:null/x",
    "//example.org/x", "https://example.org/\"><script>window.pwned=1</script>", "https://example.org/ok",
    "http://user:pass@example.org/", "about:blank", "https://", "not an address",
]  # fmt: skip


def build(frames: dict[str, pl.DataFrame], path: Path) -> Path:
    connection = duckdb.connect()
    for name, frame in frames.items():
        connection.register(name, frame)
    build_file(connection, path)
    connection.close()
    return path


def cycled(values: list[str], frame: pl.DataFrame) -> pl.Series:
    return pl.Series([values[i % len(values)] for i in range(frame.height)])


def hostile_tables() -> dict[str, pl.DataFrame]:
    """Made-up tables whose every free text is hostile: names, titles, places, quotes, addresses."""
    frames = synthetic_tables(80, seed=3)
    words, names = cycled(HOSTILE, frames["events"]), {}
    for column in ("actor1_name", "actor2_name", "location_name", "admin1", "admin2", "attribution", "summary"):
        names[column] = words
    frames["events"] = frames["events"].with_columns(**names, place_id=words, geo_precision=pl.lit("settlement"))
    articles = frames["articles"]
    text = cycled(HOSTILE, articles)
    frames["articles"] = articles.with_columns(
        title=text, authors=text, source=text, url=cycled(URLS, articles), text=text
    )
    by_article = dict(zip(articles["article_id"], text, strict=True))
    mentions = frames["mentions"]
    spoken = pl.Series([by_article[article_id] for article_id in mentions["article_id"]])
    said = dict.fromkeys(("actor1_name", "actor2_name", "location_name", "admin1", "attribution"), spoken)
    frames["mentions"] = mentions.with_columns(**said)
    frames["evidence"] = pl.DataFrame(
        {
            "mention_id": mentions["mention_id"],
            "field": "event",
            "start": 0,
            "end": spoken.str.len_chars(),
            "quote": spoken,
        }
    ).cast(frames["evidence"].schema)
    frames["figures"] = frames["figures"].head(0)
    claims = frames["event_figures"]
    frames["event_figures"] = claims.with_columns(quote=cycled(HOSTILE, claims), attribution=cycled(HOSTILE, claims))
    frames["event_sources"] = frames["event_sources"].with_columns(source=cycled(HOSTILE, frames["event_sources"]))
    frames["places"] = frames["places"].with_columns(name=cycled(HOSTILE, frames["places"]))
    frames["issues"] = pl.DataFrame(
        {
            "stage": cycled(HOSTILE, mentions), "article_id": None, "mention_id": mentions["mention_id"],
            "code": cycled(HOSTILE, mentions), "detail": cycled(HOSTILE, mentions),
        }
    ).cast(frames["issues"].schema)  # fmt: skip
    return frames


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    db = build(hostile_tables(), folder / "eventbase.duckdb")
    settings = settings_for(
        db, title="<script>window.pwned=1</script>", banner="</p><img src=x onerror=window.pwned=1>"
    )
    return write_report(db, folder / "reports", settings=settings)


def shown(text: str) -> str:
    """How the page must show a text: direction marks by name, control characters as U+FFFD, cut after 400."""
    named = "".join(
        f"⟨U+{ord(c):04X}⟩" if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" else c for c in text
    )
    return "".join("\ufffd" if ord(c) < 32 and c not in "\t\n\r" else c for c in named)


def test_there_are_enough_of_them():
    assert len(set(HOSTILE)) >= 30


def test_all_is_shown_as_text_and_nothing_runs(watch: Any, hostile: Path):
    page = watch().open(hostile, "#status=*&role=*&cols=date,summary,place,actor1,actor2,attribution,admin1,id")
    before = elements(page)
    opened = page.evaluate(
        """async (n) => {
        for (let row = 0; row < n; row++) {
            EB.change({event: EB.events.get("event_id", row)});
            await new Promise((resolve) => setTimeout(resolve));
        }
        return document.querySelectorAll("#card-body .card-facts").length;
    }""",
        len(HOSTILE) + 5,
    )
    assert opened == 1
    page.keyboard.press("Escape")
    for name in ("events", "sources", "articles", "killed"):
        page.click(f'[data-number="{name}"] button')
        page.wait_for_selector("#rows-body li")
        while page.locator("#rows-body .more button").count():
            page.locator("#rows-body .more button").click()
        page.keyboard.press("Escape")
    page.evaluate("EB.openProfile('actor', EB.events.get('actor1_name', 3))")
    page.keyboard.press("Escape")
    for key in ("actor", "source", "admin1", "place"):
        page.click(f"#facet-{key} > summary")
    assert page.evaluate("window.pwned") is None
    assert elements(page) == before
    links = page.evaluate("[...document.links].map((link) => link.href)")
    assert links and all(link.startswith(("http://", "https://", page.url.split("#")[0], "file:")) for link in links)
    outside = [link for link in links if not link.startswith("file:")]
    assert {link.split("/")[2].split("@")[-1] for link in outside} == {"example.org"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def elements(page: Any) -> dict[str, int]:
    """How many elements there are of those that texts try to make."""
    tags = [
        "script", "iframe", "object", "embed", "link", "base", "meta", "form", "style", "img", "math", "video", "audio",
        "animate",
    ]  # fmt: skip
    return {tag: page.locator(tag).count() for tag in tags}


def test_each_summary_reads_as_it_was_written(watch: Any, hostile: Path):
    page = watch().open(hostile, "#status=*&role=*")
    summaries = page.evaluate("Array.from({length: EB.events.n}, (_, row) => EB.shown(EB.events.get('summary', row)))")
    expected = {shown(text)[:400] for text in HOSTILE}
    assert {text[:400] for text in summaries} == expected


def test_labels_of_charts_are_escaped(watch: Any, hostile: Path):
    page = watch().open(hostile, "#status=*&role=*")
    labels = page.evaluate("(texts) => texts.map((text) => EB.label(text, 300))", HOSTILE)
    assert not [label for label in labels if "<" in label or ">" in label]


def test_broken_surrogates_and_strange_addresses_never_reach_an_element(watch: Any, hostile: Path):
    page = watch().open(hostile)
    assert page.evaluate(r"EB.shown('a\ud800b\udc00')") == "a\ufffdb\ufffd"
    assert page.evaluate(r"EB.shown('\ud83d\ude80'.repeat(300), 401).isWellFormed()")
    allowed = page.evaluate("(urls) => urls.filter((url) => EB.webAddress(url) !== null)", URLS)
    assert all(url.startswith(("http://", "https://")) for url in allowed) and "https://example.org/ok" in allowed
    with pytest.raises(Exception, match="not allowed"):
        page.evaluate("EB.el('p', {onclick: 'x'})")


def test_formulas_do_not_reach_a_spreadsheet(watch: Any, hostile: Path):
    page = watch().open(hostile, "#status=*&role=*")
    assert "'=HYPERLINK" in page.evaluate("EB.csv()")
    assert not [line for line in page.evaluate("EB.csv()").split("\r\n") if line.startswith(("=", "+", "@"))]


def test_queries_of_hostile_values_are_sound_sql(watch: Any, hostile: Path):
    page = watch().open(hostile, "#status=*&role=*")
    with duckdb.connect(str(hostile.parent.parent / "eventbase.duckdb"), read_only=True) as connection:
        for text in [text for text in HOSTILE if len(text) < 1000]:
            page.evaluate("(text) => EB.change({actor: [text]})", text)
            rows = connection.execute(page.evaluate("EB.sql()")).fetchall()
            assert len(rows) == page.evaluate("EB.selection.n"), text


def test_pages_of_hostile_actors_would_lie_in_their_folder(hostile: Path):
    tables = read_tables(hostile.parent.parent / "eventbase.duckdb")
    files = [part.file for part in parts_of(tables, "actor")]
    assert len(files) > 30 and len({name.lower() for name in files}) == len(files)
    assert all(re.fullmatch(r"[A-Za-z0-9-]+\.html", name) for name in files)
