"""The stage as a whole, on a work file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from linking_samples import mention, store_mentions

from eventbase.config import LinkSettings, Settings
from eventbase.linking.explain import explain_pair
from eventbase.linking.stage import link
from eventbase.store.work import WorkStore

SETTINGS = Settings()


def linked(work: WorkStore) -> dict[str, str]:
    return dict(work.mentions().select("mention_id", "event_id").iter_rows())


def changes(work: WorkStore) -> set[tuple[Any, ...]]:
    return set(work.event_history().select("event_id", "change", "other_event_id").iter_rows())


def judged(folder: Path, text: str) -> Settings:
    path = folder / "judged.csv"
    path.write_text(f"mention_id_a,mention_id_b,judgement\n{text}\n", encoding="utf-8")
    return Settings(link=LinkSettings(judgements=path))


def test_mentions_of_one_happening_become_one_event(work: WorkStore) -> None:
    store_mentions(work, [mention("m-1"), mention("m-2"), mention("m-3", sub_event_type="arrest")])
    assert link(work, SETTINGS)["events"] == 2
    assert linked(work) == {"m-1": "e-1", "m-2": "e-1", "m-3": "e-3"}
    assert work.table("event_sources")["independent"].to_list() == [True, True, True]


def test_a_second_run_does_nothing(work: WorkStore) -> None:
    store_mentions(work, [mention("m-1"), mention("m-2")])
    assert link(work, SETTINGS)["changed"] == 1
    assert link(work, SETTINGS) == {"mentions": 2, "events": 1, "changed": 0}


def test_another_rule_or_a_further_mention_links_anew(work: WorkStore) -> None:
    store_mentions(work, [mention("m-1")])
    link(work, SETTINGS)
    assert link(work, Settings(link=LinkSettings(figures="widest")))["changed"] == 1
    store_mentions(work, [mention("m-2")])
    assert link(work, Settings(link=LinkSettings(figures="widest")))["changed"] == 1


def test_the_id_stays_when_an_earlier_article_is_added(work: WorkStore) -> None:
    store_mentions(work, [mention("m-2"), mention("m-3")])
    link(work, SETTINGS)
    store_mentions(work, [mention("m-1", published_at=datetime(2025, 5, 6, 20))])
    link(work, SETTINGS)
    assert set(linked(work).values()) == {"e-2"}
    assert changes(work) == {("e-2", "created", None)}


def test_a_judgement_splits_and_its_withdrawal_merges(work: WorkStore, tmp_path: Path) -> None:
    store_mentions(work, [mention("m-1"), mention("m-2")])
    link(work, SETTINGS)
    link(work, judged(tmp_path, "m-1,m-2,different"))
    assert linked(work) == {"m-1": "e-1", "m-2": "e-2"}
    assert ("e-2", "split_from", "e-1") in changes(work)
    link(work, SETTINGS)
    assert linked(work) == {"m-1": "e-1", "m-2": "e-1"}
    assert ("e-2", "merged_into", "e-1") in changes(work)


def test_a_bad_judgement_is_an_issue(work: WorkStore, tmp_path: Path) -> None:
    store_mentions(work, [mention("m-1")])
    link(work, judged(tmp_path, "m-1,m-9,same"))
    issue = work.issues().filter(pl.col("stage") == "link").row(0, named=True)
    assert (issue["code"], issue["detail"].split(":")[:2]) == ("bad_judgement", ["judged.csv", "2"])


def test_no_mentions_make_no_events(work: WorkStore) -> None:
    assert link(work, SETTINGS)["events"] == 0
    assert work.events().is_empty()


def test_a_pair_of_the_work_file_is_explained(work: WorkStore) -> None:
    store_mentions(work, [mention("m-1"), mention("m-2")])
    found = explain_pair(work, "m-1", "m-2")
    assert found.links and {reason.group for reason in found.reasons} >= {"date", "place", "type"}
