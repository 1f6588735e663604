"""Files into articles: every format, and every fault as an issue that names its place."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventbase.ingest import rows
from eventbase.ingest.issues import NOTES, REFUSALS, is_refusal
from eventbase.ingest.read import Ingested, InputDefaults, read_inputs
from eventbase.records import Issue

NOW = datetime(2026, 1, 1)
STORY = (
    "Rebels stormed a customs post near the village of Karo on Monday, killing six officers, the governor said. "
    "The attackers came in two trucks before dawn and left with the weapons of the post."
)
HTML = f"<html><head><title>Post stormed near Karo</title></head><body><article><p>{STORY}</p></article></body></html>"


def read(*paths, **defaults):
    found = list(read_inputs(paths, InputDefaults(**defaults), retrieved_at=NOW))
    return [x for x in found if isinstance(x, Ingested)], [x for x in found if isinstance(x, Issue)]


def write_jsonl(path, *records):
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


def codes(issues):
    return [issue.code for issue in issues]


# ---- formats -------------------------------------------------------------------------------------------------------
def test_text_is_kept_character_for_character(tmp_path):
    path = tmp_path / "a.txt"
    raw = ("\ufeff  " + STORY + "\r\n\r\n“Trucks”\tcame.\r\n").encode()
    path.write_bytes(raw)
    (found,), issues = read(path)
    assert found.article.text == raw.decode("utf-8-sig")
    assert found.raw == raw
    assert found.article.raw_sha256 == hashlib.sha256(raw).hexdigest()
    assert (found.article.raw_path, found.article.retrieved_at, found.article.language) == ("a.txt", NOW, "en")
    assert issues == []
    assert {p.article_id for p in found.parts} == {found.article.article_id}


def test_sidecar_and_options(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name + " " + STORY)
    meta = {"id": "one", "title": "Post stormed", "source": "Nile Post", "published_at": "2024-05-04", "text": "no"}
    (tmp_path / "a.meta.json").write_text(json.dumps(meta))
    (a, b), issues = read(tmp_path, source="Desk", published_at=date(2025, 1, 2))
    assert (a.article.article_id, a.article.source, a.article.title) == ("one", "Nile Post", "Post stormed")
    assert (a.article.published_at, a.article.published_basis) == (datetime(2024, 5, 4), "metadata")
    assert (b.article.source, b.article.published_at) == ("Desk", datetime(2025, 1, 2))
    assert issues == []


def test_html(tmp_path):
    (tmp_path / "a.html").write_text(HTML)
    (found,), issues = read(tmp_path)
    assert found.article.title == "Post stormed near Karo"
    assert [p.part for p in found.parts] == ["headline", "body"]
    assert found.raw == HTML.encode()
    assert issues == []


def test_jsonl_fields(tmp_path):
    full = {
        "id": 7, "url": "https://example.org/a", "title": "T", "source": "S", "authors": ["A", "B"],
        "published_at": "2024-05-04T10:00:00+02:00", "language": "en-GB", "text": STORY,
    }  # fmt: skip
    path = write_jsonl(tmp_path / "a.jsonl", full, "", {"html": HTML, "url": "https://example.org/2024/05/06/b"})
    (a, b), issues = read(path)
    article = a.article
    assert (article.article_id, article.url, article.authors) == ("7", "https://example.org/a", "A; B")
    assert (article.published_at, article.language) == (datetime(2024, 5, 4, 8), "en")
    assert a.raw == json.dumps(full).encode()
    assert (b.article.published_at, b.article.published_basis) == (datetime(2024, 5, 6), "url")
    assert issues == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path, delimiter):
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["ID", "Text", "published_at"])
        writer.writerow(["x", STORY + '\nHe said: "We, too; left."', "2024-05-04"])
        writer.writerow(["y", "Second: " + STORY, ""])
    (a, b), issues = read(path)
    assert (a.article.article_id, b.article.article_id) == ("x", "y")
    assert a.article.text.endswith('"We, too; left."')
    assert next(csv.reader([b.raw.decode()], delimiter=delimiter))[0] == "y"
    assert issues == []


def test_parquet(tmp_path):
    frame = pl.DataFrame(
        {"id": ["a", "b"], "text": [STORY, "Other: " + STORY], "published_at": [date(2024, 5, 4), None]}
    )
    frame.write_parquet(tmp_path / "a.parquet")
    (a, b), issues = read(tmp_path / "a.parquet")
    assert a.article.published_at == datetime(2024, 5, 4)
    assert (b.article.article_id, b.article.published_basis) == ("b", "none")
    assert issues == []


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.jsonl.gz", "a.csv.gz"])
def test_gzipped(tmp_path, name):
    content = {"t": STORY, "h": HTML, "j": json.dumps({"text": STORY}), "c": f'text\n"{STORY}"\n'}[name[2]]
    (tmp_path / name).write_bytes(gzip.compress(content.encode()))
    (found,), issues = read(tmp_path / name)
    assert STORY in found.article.text
    assert issues == []


def test_utf16_jsonl(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        (json.dumps({"id": "a", "text": STORY}) + "\r\n" + json.dumps({"id": "b", "text": "B " + STORY})).encode(
            "utf-16"
        )
    )
    found, issues = read(path)
    assert [x.article.article_id for x in found] == ["a", "b"]
    assert issues == []


# ---- walking -------------------------------------------------------------------------------------------------------
def test_folders_are_walked_in_order_and_companions_passed_over(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", "README.md", "LICENSE", "dataset.toml", ".hidden.txt", "b/.git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name + " " + STORY)
    found, issues = read(tmp_path)
    assert [x.article.raw_path for x in found] == ["a.txt", "b/1.txt", "b/2.txt"]
    assert issues == []


def test_globs_and_paths_given_twice(tmp_path):
    for name in ("1.txt", "2.txt", "3.jsonl"):
        (tmp_path / name).write_text(name + " " + STORY)
    found, issues = read(tmp_path / "*.txt", tmp_path / "1.txt")
    assert [x.article.raw_path for x in found] == ["1.txt", "2.txt"]
    assert issues == []
    assert codes(read(tmp_path / "*.xml")[1]) == ["missing_path"]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.docx").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "lonely.meta.json").write_text("{}")
    (tmp_path / "broken.txt.gz").write_bytes(b"\x1f\x8b\x08no")
    (tmp_path / "z.txt").write_text(STORY)
    found, issues = read(tmp_path, tmp_path / "absent")
    assert [x.article.raw_path for x in found] == ["z.txt"]
    assert {i.code: i.detail.split(":")[0] for i in issues[:-1]} == {
        "unknown_format": "a.docx",
        "unreadable_path": "nowhere.txt",
        "link_loop": "loop",
        "orphan_sidecar": "lonely.meta.json",
    }
    assert issues[-1].code == "missing_path"
    assert sum(i.detail.startswith("broken.txt.gz") for i in issues) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_without_rights(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    path.chmod(0)
    assert codes(read(path)[1]) == ["unreadable_path"]


# ---- faults --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty_text"),
        (b"\xef\xbb\xbf \r\n\t", "empty_text"),
        (b"\0\0\0", "binary_file"),
        (bytes(range(32)) * 9, "binary_file"),
    ],
)
def test_texts_that_are_none(tmp_path, raw, code):
    (tmp_path / "a.txt").write_bytes(raw)
    found, issues = read(tmp_path)
    assert found == []
    assert codes(issues) == [code]
    assert issues[0].detail.startswith("a.txt: ")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (STORY.encode() + b"\0" + STORY.encode(), "nul_characters"),
        (("Été: " + STORY).encode("cp1252"), "encoding_guessed"),
        (("Été, café: " + STORY).encode() + b"\xe9", "bad_bytes"),
    ],
)
def test_odd_bytes_are_noted_and_the_text_is_kept(tmp_path, raw, code):
    (tmp_path / "a.txt").write_bytes(raw)
    (found,), issues = read(tmp_path)
    assert STORY in found.article.text
    assert codes(issues) == [code]


def test_lines_that_are_no_article_name_file_and_line(tmp_path):
    good = {"id": "good", "text": STORY}
    path = write_jsonl(
        tmp_path / "a.jsonl", "{broken", "[1]", '"text"', {"id": "x"}, {"id": "y", "text": 5}, {"text": " "},
        {"html": "<html></html>"}, "[" * 100_000, good,
    )  # fmt: skip
    found, issues = read(path)
    assert [x.article.article_id for x in found] == ["good"]
    assert [(i.code, i.detail.split(": ")[0]) for i in issues] == [
        ("invalid_json", "a.jsonl:1"),
        ("invalid_json", "a.jsonl:2"),
        ("invalid_json", "a.jsonl:3"),
        ("invalid_row", "a.jsonl:4"),
        ("invalid_row", "a.jsonl:5"),
        ("empty_text", "a.jsonl:6"),
        ("html_failed", "a.jsonl:7"),
        ("invalid_json", "a.jsonl:8"),
    ]


def test_fields_that_are_none_are_left_empty(tmp_path):
    record = {
        "id": "a",
        "text": STORY,
        "published_at": "soon",
        "url": "nilepost",
        "source": {"x": 1},
        "language": "xx!",
    }
    (found,), issues = read(write_jsonl(tmp_path / "a.jsonl", record))
    article = found.article
    assert (article.published_at, article.published_basis, article.url, article.source) == (None, "none", None, None)
    assert sorted(codes(issues)) == ["invalid_date", "invalid_field", "invalid_field", "invalid_field"]
    assert all(i.article_id == "a" and i.detail.startswith("a.jsonl:1: ") for i in issues)


def test_one_id_with_two_texts_and_the_same_again(tmp_path):
    records = [{"id": "a", "text": STORY}, {"id": "a", "text": "Other: " + STORY}, {"id": "a", "text": STORY}]
    (found,), issues = read(write_jsonl(tmp_path / "a.jsonl", *records))
    assert found.article.text == STORY
    assert [(i.code, i.detail.split(": ")[0]) for i in issues] == [
        ("id_conflict", "a.jsonl:2"),
        ("duplicate_input", "a.jsonl:3"),
    ]
    assert [is_refusal(i) for i in issues] == [True, False]


def test_half_characters_of_json_escapes(tmp_path):
    line = '{"id": "a\\udc00", "text": "Two died.\\ud83d ' + STORY + '"}'
    (found,), issues = read(write_jsonl(tmp_path / "a.jsonl", line))
    assert found.article.article_id == "a\ufffd"
    assert found.article.text.startswith("Two died.\ufffd ")
    assert codes(issues) == ["surrogates_replaced"]


def test_lines_and_files_that_are_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MAX_BYTES", 1000)
    (tmp_path / "a.txt").write_text(STORY * 10)
    write_jsonl(tmp_path / "b.jsonl", {"id": "long", "text": STORY * 10}, {"id": "b", "text": STORY})
    found, issues = read(tmp_path)
    assert [x.article.article_id for x in found] == ["b"]
    assert [(i.code, i.detail.split(": ")[0]) for i in issues] == [("too_large", "a.txt"), ("too_large", "b.jsonl:1")]


def test_tables_without_text(tmp_path):
    (tmp_path / "a.csv").write_text("id,body\n1,x\n")
    pl.DataFrame({"id": [1]}).write_parquet(tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_text("no parquet")
    (tmp_path / "d.csv").write_text(f"id,text\n1,a,b,c\n2,{STORY.replace(',', '')}\n")
    found, issues = read(tmp_path)
    assert [x.article.article_id for x in found] == ["2"]
    assert [(i.code, i.detail.split(": ")[0]) for i in issues] == [
        ("invalid_row", "a.csv:1"),
        ("invalid_row", "b.parquet"),
        ("invalid_row", "c.parquet"),
        ("invalid_row", "d.csv:2"),
    ]


def test_broken_sidecar_costs_its_fields_only(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.meta.json").write_text("{")
    (found,), issues = read(tmp_path)
    assert found.article.text == STORY
    assert codes(issues) == ["invalid_sidecar"]


def test_other_languages_are_kept_and_noted(tmp_path):
    german = "Bei dem Angriff auf die Stadt starben am Dienstag zwei Menschen, teilte die Verwaltung am Abend mit. " * 2
    write_jsonl(tmp_path / "a.jsonl", {"id": "a", "text": german}, {"id": "b", "text": STORY, "language": "pl"})
    (a, b), issues = read(tmp_path)
    assert (a.article.language, b.article.language) == ("de", "pl")
    assert [(i.code, i.article_id) for i in issues] == [("not_coded_language", "a"), ("not_coded_language", "b")]


def test_derived_ids_follow_the_content(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "c.txt").write_text(STORY + " More.")
    found, issues = read(tmp_path)
    first, second = (x.article.article_id for x in found)
    assert first.startswith("rebels-stormed-a-customs-") and second.startswith("rebels-stormed-a-customs-")
    assert first != second
    assert codes(issues) == ["duplicate_input"]


def test_page_date_is_used_where_metadata_have_none(tmp_path):
    (tmp_path / "a.txt").write_text(f"Post stormed near Karo, six dead\nPublished 4 May 2024, 10:20\n\n{STORY}\n")
    (found,), _ = read(tmp_path)
    assert (found.article.published_at, found.article.published_basis) == (datetime(2024, 5, 4, 10, 20), "page")
    assert found.article.title == "Post stormed near Karo, six dead"


def test_every_code_is_a_note_or_a_refusal():
    assert not NOTES & REFUSALS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["txt", "html", "jsonl", "csv", "parquet", "txt.gz", "meta.json"]))
def test_no_bytes_make_it_fail(tmp_path, raw, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(raw)
    try:
        found, issues = read(tmp_path)
        assert len(found) <= len(raw) + 1
        assert {i.code for i in issues} <= NOTES | REFUSALS
        assert all(x.article.text.encode() and x.parts[-1].end == len(x.article.text) for x in found)
    finally:
        path.unlink()


def test_two_reads_give_the_same(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", *({"id": str(n), "text": f"{n} {STORY}"} for n in range(20)))
    assert read(tmp_path) == read(tmp_path)
