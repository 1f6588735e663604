"""Groups: those of a brute-force reading of the same scores; no chains; order and judgements."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
import pytest
from linking_samples import Tables, facts_of, mention

from eventbase.linking.candidates import candidates
from eventbase.linking.cluster import clusters
from eventbase.linking.facts import facts
from eventbase.linking.judgements import Judgements
from eventbase.linking.rules import weights
from eventbase.linking.score import score_pairs
from eventbase.linking.stage import link_facts
from eventbase.store.synthetic import synthetic_tables

FIRST = date(2025, 3, 1)


def all_pairs(frame: pl.DataFrame) -> pl.DataFrame:
    rows = frame.select("row")
    pairs = rows.rename({"row": "row_a"}).join(rows.rename({"row": "row_b"}), how="cross")
    return pairs.filter(pl.col("row_a") < pl.col("row_b"))


def brute_force(frame: pl.DataFrame) -> list[frozenset[int]]:
    """Every round joins the two groups with the best-scoring pair that may be joined; all pairs are scored."""
    table = weights()
    score = {(a, b): points for a, b, points in score_pairs(frame, all_pairs(frame)).iter_rows()}
    groups = [{row} for row in range(frame.height)]
    while True:
        best: tuple[float, int, int] | None = None
        for (a, b), points in score.items():
            if points < table.link_at or (best and (-points, a, b) >= best):
                continue
            left, right = (next(group for group in groups if row in group) for row in (a, b))
            if left is not right and all(score[min(x, y), max(x, y)] >= table.keep_at for x in left for y in right):
                best = (-points, a, b)
        if best is None:
            return sorted((frozenset(group) for group in groups), key=min)
        left, right = (next(group for group in groups if row in group) for row in best[1:])
        left |= right
        groups.remove(right)


def grouped(groups: Sequence[int]) -> list[frozenset[int]]:
    found: dict[int, set[int]] = {}
    for row, group in enumerate(groups):
        found.setdefault(group, set()).add(row)
    return sorted((frozenset(members) for members in found.values()), key=min)


def crowded(seed: int, n_events: int) -> pl.DataFrame:
    """Made-up mentions squeezed into ten days, so that many compete."""
    tables = synthetic_tables(n_events, seed)
    days = pl.col("event_date").rank("ordinal").cast(pl.Int64) % 10
    moved = pl.lit(FIRST) + pl.duration(days=days)
    length = pl.col("event_date_end") - pl.col("event_date")
    mentions = tables["mentions"].with_columns(
        event_date=pl.when(pl.col("event_date").is_not_null()).then(moved),
        event_date_end=pl.when(pl.col("event_date_end").is_not_null()).then(moved + length),
    )
    articles = tables["articles"].with_columns(published_at=pl.lit(FIRST).cast(pl.Datetime("us")) + timedelta(days=5))
    return facts(mentions.head(200), articles, tables["figures"], tables["evidence"])


@pytest.mark.parametrize(("seed", "n_events"), [(1, 40), (2, 80), (3, 125)])
def test_groups_equal_those_of_brute_force(seed: int, n_events: int) -> None:
    frame = crowded(seed, n_events)
    found = grouped(link_facts(frame)[0])
    assert found == brute_force(frame)
    assert len(found) < frame.height


def test_groups_of_the_sample_equal_those_of_brute_force(coded_raw: Tables) -> None:
    part = coded_raw["mentions"].sort("event_date", "mention_id").tail(200)
    frame = facts(part, coded_raw["articles"], coded_raw["figures"], coded_raw["evidence"])
    assert grouped(link_facts(frame)[0]) == brute_force(frame)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_candidates_hold_every_pair_that_links(seed: int) -> None:
    frame = crowded(seed, 125)
    linking = score_pairs(frame, all_pairs(frame)).filter(pl.col("score") >= weights().link_at)
    assert linking.height > 20
    assert linking.join(candidates(frame), on=["row_a", "row_b"], how="anti").is_empty()


def test_no_group_holds_two_that_exclude_each_other(coded_raw: Tables) -> None:
    for frame in (crowded(4, 125), facts(*(coded_raw[n] for n in ("mentions", "articles", "figures", "evidence")))):
        inside = {(a, b) for group in grouped(link_facts(frame)[0]) for a in group for b in group if a < b}
        pairs = pl.DataFrame(sorted(inside), schema={"row_a": pl.Int32, "row_b": pl.Int32}, orient="row")
        assert score_pairs(frame, pairs)["score"].min() >= weights().keep_at


def test_a_vague_mention_does_not_chain_two_attacks() -> None:
    clinic = mention("m1", actor2_name="a clinic", text="A drone hit a clinic in the town, killing 14.",
                     figures=[("killed", 14, 14, 14, "14")])  # fmt: skip
    market = mention("m2", actor2_name="the market", text="A drone hit the market in the town, killing 31.",
                     figures=[("killed", 31, 31, 31, "31")])  # fmt: skip
    vague = mention("m3", text="Drones hit the town.")
    groups = link_facts(facts_of([clinic, market, vague]))[0]
    assert groups[0] != groups[1]
    assert groups[2] in (groups[0], groups[1])


def test_order_of_the_input_does_not_matter(coded_raw: Tables) -> None:
    shuffled = list(range(coded_raw["mentions"].height))
    random.Random(7).shuffle(shuffled)
    other = [coded_raw[name].reverse() for name in ("articles", "figures", "evidence")]
    first = facts(*(coded_raw[name] for name in ("mentions", "articles", "figures", "evidence")))
    second = facts(coded_raw["mentions"][shuffled], *other)
    assert first["mention_id"].to_list() == second["mention_id"].to_list()
    assert link_facts(first)[0] == link_facts(second)[0]


def test_a_further_article_changes_no_unrelated_group(coded_raw: Tables) -> None:
    names = ("articles", "figures", "evidence")
    whole = facts(coded_raw["mentions"], *(coded_raw[name] for name in names))
    article = whole.group_by("article_id").len().sort("len", "article_id")["article_id"][-1]
    part = facts(coded_raw["mentions"].filter(pl.col("article_id") != article), *(coded_raw[name] for name in names))
    ids = [frame["mention_id"].to_list() for frame in (part, whole)]
    without, with_it = (
        {frozenset(names[row] for row in group) for group in grouped(link_facts(frame)[0])}
        for names, frame in zip(ids, (part, whole), strict=True)
    )
    added = set(whole.filter(pl.col("article_id") == article)["mention_id"])
    assert {group for group in with_it if not group & added} <= without


def test_judgements_win_over_scores() -> None:
    rows = [mention("m1"), mention("m2"), mention("m3", sub_event_type="talks", country="CHE")]
    frame = facts_of(rows)
    assert link_facts(frame)[0] == [0, 0, 2]
    assert link_facts(frame, Judgements(different=[(0, 1)]))[0] == [0, 1, 2]
    assert link_facts(frame, Judgements(same=[(0, 2)]))[0] == [0, 1, 0]


def test_different_holds_through_a_third_mention() -> None:
    frame = facts_of([mention("m1"), mention("m2"), mention("m3")])
    groups = link_facts(frame, Judgements(different=[(0, 2)]))[0]
    assert groups[0] != groups[2]


def test_an_empty_frame_has_no_groups() -> None:
    frame = facts_of([mention("m1")])
    empty = pl.DataFrame(schema={"row_a": pl.Int32, "row_b": pl.Int32, "score": pl.Float64})
    assert clusters(0, empty, lambda pairs: score_pairs(frame, pairs), link_at=5, keep_at=1) == []
    assert link_facts(frame)[0] == [0]
