"""The package's scorer: agreement field by field, matching, and the reference scorer's own figures."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eventbase.errors import InputError, UsageError
from eventbase.evaluate import agree
from eventbase.evaluate.coded import from_database
from eventbase.evaluate.gold import gold_files, read_gold
from eventbase.evaluate.matching import match, similarity
from eventbase.evaluate.records import ScoredActor, ScoredEvent, ScoredFigure, ScoredPlace
from eventbase.evaluate.score import FIELDS, Counts, figure_counts, score, wrong_fields
from eventbase.evaluate.tell import error_lines, score_lines, score_object, type_lines

ROOT = Path(__file__).parents[2]
SCORER = ROOT.parent / "shared" / "eval" / "score_events.py"
DEV = ROOT.parent / "shared" / "gold" / "dev.jsonl"
OWN = ROOT / "tests" / "gold"

EVENT = ScoredEvent(
    event_type="remote_violence",
    sub_event_type="shelling",
    spans=((0, 100),),
    start=date(2024, 5, 3),
    end=date(2024, 5, 3),
    time_precision="day",
    date_basis="stated",
    actor1=ScoredActor("the army", "SDN", "military"),
    actor2=None,
    place=ScoredPlace("Omdurman", "Khartoum", "SDN", 15.645, 32.478, "settlement"),
    figures=(ScoredFigure("killed", 3, 3, 3),),
    status="occurred",
    temporal_role="new",
    attribution="the health ministry",
    part="body",
)


def dated(start: str | None, end: str | None) -> ScoredEvent:
    return replace(
        EVENT, start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None
    )


def placed(
    name: str, precision: str | None, latitude: float | None = None, longitude: float | None = None, **more: str
):
    fields = {"admin1": None, "country": "SDN"} | more
    return ScoredPlace(name, fields["admin1"], fields["country"], latitude, longitude, precision)


@pytest.mark.parametrize(
    ("gold", "coded", "agrees"),
    [
        (("2024-05-03", "2024-05-03"), ("2024-05-02", "2024-05-04"), True),  # three days for one: not much vaguer
        (("2024-05-03", "2024-05-03"), ("2024-05-01", "2024-05-04"), False),
        (("2024-05-01", "2024-05-31"), ("2024-05-10", "2024-05-10"), True),
        (("2024-05-03", "2024-05-03"), ("2024-05-04", "2024-05-04"), False),
        ((None, "2024-05-03"), (None, "2024-06-01"), True),
        ((None, "2024-05-03"), ("2024-05-01", "2024-05-03"), False),
        ((None, None), (None, None), True),
        ((None, None), ("2024-05-03", "2024-05-03"), False),
    ],
)
def test_dates_agree(gold, coded, agrees):
    assert agree.date_agrees(dated(*gold), dated(*coded)) is agrees


@pytest.mark.parametrize(
    ("gold", "coded", "agrees"),
    [
        (placed("A", "settlement", 15.0, 32.0), placed("B", "near", 15.2, 32.0), True),
        (placed("A", "settlement", 15.0, 32.0), placed("A", "settlement", 15.3, 32.0), False),
        (placed("A", "settlement", 15.0, 32.0), placed("A", "admin1", 15.0, 32.0), False),
        (placed("A", "settlement"), placed("The town of A", "exact"), True),
        (placed("Gezira State", "admin1", admin1="Gezira"), placed("Gezira", "admin1", admin1=""), True),
        (placed("Darfur", "region", 13.0, 24.0), placed("western Sudan", "region"), True),
        (placed("Sudan", "country"), placed("Chad", "country", country="TCD"), False),
        (placed("Kutum", "admin2", 14.2, 24.66), placed("locality", "admin2", 14.5, 24.66), True),
        (None, None, True),
        (None, placed("Sudan", "country"), False),
    ],
)
def test_places_agree(gold, coded, agrees):
    assert agree.place_agrees(gold, coded) is agrees


def test_names_meet_over_their_own_words():
    assert agree.names_meet("the Health Ministry", "Sudan's health officials")
    assert agree.names_meet(None, None)
    assert not agree.names_meet("the governor", None)
    assert not agree.names_meet("the Red Cross", "the governor")


def test_long_evidence_does_not_count():
    assert agree.evidence_overlaps(EVENT, replace(EVENT, spans=((0, 600),)))
    assert not agree.evidence_overlaps(EVENT, replace(EVENT, spans=((0, 601),)))
    assert not agree.evidence_overlaps(EVENT, replace(EVENT, spans=((51, 200),)))


def test_a_pair_needs_words_or_facts():
    far = replace(EVENT, spans=((500, 600),))
    assert similarity(EVENT, far) == 65  # type, place, date and actor agree
    assert similarity(EVENT, replace(far, start=None, end=None)) == 0
    assert similarity(replace(EVENT, place=None), replace(far, place=None)) == 0
    assert similarity(EVENT, replace(EVENT, event_type="unrest", sub_event_type="mob_violence", spans=((0, 90),))) == 0


def test_optional_gold_takes_one_event_and_counts_neither_way():
    found = match("p", [replace(EVENT, optional=True)], [EVENT, EVENT])
    assert (len(found.required), len(found.lost), len(found.extra)) == (0, 0, 1)
    assert len(match("p", [replace(EVENT, optional=True), EVENT], [EVENT]).required) == 1


def test_figures_are_counted_as_often_as_they_stand():
    three, four = ScoredFigure("killed", 3, 3, 3), ScoredFigure("killed", 4, 4, 4)
    gold, coded = replace(EVENT, figures=(three, three)), replace(EVENT, figures=(three, four))
    assert figure_counts(gold, coded) == Counts(tp=1, fp=1, fn=1)


def test_wrong_fields_are_named():
    other = replace(EVENT, actor1=None, attribution="a driver", status="alleged")
    assert wrong_fields(EVENT, EVENT) == []
    assert wrong_fields(EVENT, other) == ["actor1", "status", "attribution"]


def test_gold_scored_against_itself_is_perfect():
    pages = read_gold([OWN])
    found = score(pages, {page.page_id: page.events for page in pages})
    assert (found.detection.counts.f1, found.strict.counts.f1, found.figures.counts.f1) == (1.0, 1.0, 1.0)
    assert {name: share for name, (share, _) in found.fields.items()} == dict.fromkeys(FIELDS, 1.0)
    assert list(error_lines(found)) == []


def test_a_coder_that_finds_nothing_scores_nothing():
    pages = read_gold([OWN / "dates.jsonl"])
    found = score(pages, {})
    assert (found.detection.counts.tp, found.detection.counts.f1) == (0, 0.0)
    assert found.detection.counts.fn == found.gold_events > 0
    assert sum("MISS" in line for line in error_lines(found)) == found.gold_events


def test_by_type_counts_a_confusion_on_both_sides():
    gold, coded = read_gold([OWN / "dates.jsonl"])[:1], {}
    event = gold[0].events[0]
    other = "ground_offensive" if "ground_offensive" not in event.accepted_types else "armed_clash"
    coded = {gold[0].page_id: [replace(event, sub_event_type=other, alternatives=frozenset())]}
    found = score(gold, coded)
    assert found.by_type[other].fp == 1
    assert found.by_type[event.sub_event_type].fn >= 1
    assert any(line.startswith(other) and "0.00" in line for line in type_lines(found))


def test_gold_that_breaks_the_format_names_file_and_line(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a", "text": "x", "events": []}\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:2: no gold page"):
        read_gold([bad])
    bad.write_text('{"id": "a", "text": "x", "events": []}\n' * 2, encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:2: page 'a' stands twice"):
        read_gold([bad])
    with pytest.raises(UsageError, match="no such file"):
        gold_files([tmp_path / "none.jsonl"])


# ---- the reference scorer ---------------------------------------------------------------------------------------
def reference():
    if not SCORER.exists():
        pytest.skip("the reference scorer (../shared/eval/score_events.py) is not here")
    spec = importlib.util.spec_from_file_location("score_events", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoiled(row: dict, number: int) -> dict:
    """A gold page with some events lost, moved, retyped or renamed, as a faulty coder would give it."""
    changed = []
    for i, event in enumerate(row["events"]):
        event, turn = dict(event), (i + number) % 7
        if turn == 0:
            continue
        if turn == 1:
            event["date"], event["date_end"] = "2001-01-01", None
        if turn == 2 and event["location"]:
            event["location"] = event["location"] | {"lat": 0.5, "lon": 30.0, "geo_precision": "settlement"}
        if turn == 3:
            event["sub_event_type"], event["figures"] = "combined_strike", event["figures"][1:]
        if turn == 4:
            event["actor1"], event["attribution"], event["status"] = None, "a spokesman", "alleged"
        if turn == 5:
            event["location"] = None
        changed.append(event)
    return row | {"events": changed[::-1]}


@pytest.mark.parametrize("gold", ["dev", "own"])
def test_figures_equal_the_reference_scorer_s(gold, tmp_path, capsys):
    module = reference()
    if gold == "dev" and not DEV.exists():
        pytest.skip("the dev gold (../shared/gold/dev.jsonl) is not here")
    files = [DEV] if gold == "dev" else sorted(OWN.glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    first, second = tmp_path / "gold.jsonl", tmp_path / "coded.jsonl"
    first.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    second.write_text("\n".join(json.dumps(spoiled(row, n)) for n, row in enumerate(rows)), encoding="utf-8")
    wanted = module.score(module.from_gold(str(first)), module.from_gold(str(second)))
    found = score(read_gold([first]), {page.page_id: page.events for page in read_gold([second])})
    got = score_object(found)
    assert {key: got[key] for key in wanted} == wanted
    assert 0.3 < wanted["strict"]["f1"] < 0.9, "the spoiled copy must be neither perfect nor hopeless"
    lines = list(score_lines(found))
    assert lines[0] == f"{wanted['pages']} pages, {wanted['gold_events']} gold events"
    assert f"F1 {wanted['strict']['f1']:.3f}" in lines[2]


def test_a_database_is_scored_as_the_reference_scorer_does(tmp_path):
    module = reference()
    from eventbase.config import Settings
    from eventbase.ingest.read import InputDefaults
    from eventbase.pipeline import build

    db = tmp_path / "own.duckdb"
    build(Settings(db=db, quiet=True), [OWN / "merge.jsonl"], InputDefaults())
    wanted = module.score(module.from_gold(str(OWN / "merge.jsonl")), module.from_database(str(db)))
    got = score_object(score(read_gold([OWN / "merge.jsonl"]), from_database(db)))
    assert {key: got[key] for key in wanted} == wanted
