"""Views: columns of other data sets in name and order, counting rules, value rules, macros."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from eventbase.store.frames import fetch
from eventbase.store.read import connect

ACLED = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp
"""
GED = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start
date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
COLUMNS_NOTE = Path(__file__).parents[3] / "shared" / "notes" / "columns.md"


def rows(path: Path, sql: str) -> list[dict]:
    with connect(path) as connection:
        return fetch(connection, sql).to_dicts()


def columns(path: Path, view: str) -> list[str]:
    with connect(path) as connection:
        return fetch(connection, f"SELECT * FROM {view} LIMIT 0").columns


def test_acled_and_ged_columns_in_name_and_order(synthetic_db):
    assert columns(synthetic_db, "v_acled") == ACLED.split()
    assert columns(synthetic_db, "v_ged") == GED.split()


def test_columns_equal_the_note_where_it_is(synthetic_db):
    if not COLUMNS_NOTE.exists():
        pytest.skip("../shared/notes/columns.md is not there")
    note = COLUMNS_NOTE.read_text(encoding="utf-8")
    for name, view in (("ACLED", "v_acled"), ("UCDP GED", "v_ged")):
        line = re.search(rf"\*\*{name}\*\*: ([^.]+)\.", note)[1]
        assert columns(synthetic_db, view) == [word.strip() for word in line.split(",")], view
    line = re.search(r"\*\*POLECAT\*\*: ([^.]+)\.", note)[1]
    listed = [word.strip() for word in line.split(",")]
    before, after = listed[: listed.index("Actor Name")], listed[listed.index("Placename") :]
    actor = listed[listed.index("Actor Name") : listed.index("Wikipedia Actor ID") + 1]
    expected = before + actor + [word.replace("Actor", "Recipient") for word in actor] + after
    assert columns(synthetic_db, "v_polecat") == expected


STATUSES = ("occurred", "ongoing", "planned", "hypothetical", "denied", "alleged")


@pytest.fixture
def each_status(publish_events) -> Path:
    """One event of each status, one disputed, one total of losses, one without a date; 10 killed in each."""
    killed = {"killed_low": 10, "killed_best": 10, "killed_high": 10}
    events = [killed | {"status": status} for status in STATUSES]
    events += [killed | {"disputed": True}]
    events += [killed | {"event_type": "losses", "sub_event_type": "casualty_report"}]
    undated = {"event_date": None, "event_date_end": None, "time_precision": "unknown", "date_basis": "none"}
    return publish_events([*events, killed | undated])


@pytest.mark.parametrize("view", ["v_timeline", "v_actor_dyads", "v_place_totals"])
def test_only_what_occurred_or_goes_on_counts(each_status, view):
    total = rows(each_status, f"SELECT sum(events) AS n, sum(killed_best) AS killed, sum(events_alleged) AS alleged, "
                              f"sum(events_disputed) AS disputed FROM {view}")[0]  # fmt: skip
    assert total == {"n": 3, "killed": 30, "alleged": 1, "disputed": 1}


def test_undated_events_and_totals_of_losses_stand_apart(each_status):
    total = rows(each_status, "SELECT sum(events) AS n FROM v_timeline WHERE day IS NULL")[0]
    losses = rows(each_status, "SELECT sum(loss_reports) AS n, sum(events) AS counted FROM v_timeline "
                               "WHERE event_type = 'losses'")[0]  # fmt: skip
    assert (total["n"], losses) == (1, {"n": 1, "counted": 0})


@pytest.mark.parametrize(("view", "key"), [("v_acled", "right(event_id_cnty, 2)"), ("v_ged", "relid"),
                                           ("v_polecat", '"Event ID"')])  # fmt: skip
def test_crosswalks_hold_what_occurred_or_goes_on(each_status, view, key):
    found = {row["id"] for row in rows(each_status, f"SELECT {key} AS id FROM {view}")}
    assert found == {"e0", "e1", "e6"}


def test_claims_hold_every_status(publish_events):
    path = publish_events(
        [{"status": "denied"}], [{"event_id": "e0", "best": 5.0, "low": 5.0, "high": 5.0, "attribution": "the mayor"}]
    )
    claim = rows(path, "SELECT * FROM v_claims")[0]
    assert (claim["status"], claim["attribution"], claim["best"], claim["title"]) == ("denied", "the mayor", 5.0, "T")


CONSERVATIVE = [
    ({"killed_low": 57, "killed_best": 57, "killed_high": 57}, "57 people", "exact", 57),
    ({"killed_low": 24, "killed_high": 99}, "dozens", "vague", 12),
    ({"killed_low": 200, "killed_high": 999}, "hundreds of people", "vague", 100),
    ({"killed_low": 3, "killed_high": 9}, "several", "vague", 3),
    ({"killed_low": 51}, "more than 50", "at_least", 51),
    ({"killed_low": 1500, "killed_high": 2000}, "1,500-2,000", "range", 1500),
    ({"killed_best": 200}, "around 200", "about", 200),
    ({"killed_high": 12}, "up to 12", "at_most", 0),
    ({"wounded_best": 40}, "40 wounded", "exact", 0),
]


@pytest.mark.parametrize(("ranges", "quote", "qualifier", "expected"), CONSERVATIVE)
def test_fatalities_are_conservative(publish_events, ranges, quote, qualifier, expected):
    claim = {bound: ranges.get(f"killed_{bound}") for bound in ("low", "best", "high")}
    figures = [{"event_id": "e0", "quote": quote, "qualifier": qualifier, **claim}] if any(claim.values()) else []
    path = publish_events([ranges], figures)
    assert rows(path, "SELECT fatalities FROM v_acled")[0]["fatalities"] == expected


def test_acled_precision_sides_and_interaction(publish_events):
    path = publish_events([
        {"geo_precision": "admin1", "time_precision": "week"},
        {"actor1_country": "UKR", "actor2_type": "rebel", "geo_precision": "near", "time_precision": "month"},
        {"actor1_name": None, "actor1_type": None, "actor1_country": None},
    ])  # fmt: skip
    found = rows(path, "SELECT * FROM v_acled ORDER BY event_id_cnty")
    assert [(row["geo_precision"], row["time_precision"]) for row in found] == [(3, 2), (2, 3), (1, 1)]
    assert [(row["inter1"], row["inter2"], row["interaction"]) for row in found] == [(8, 7, 78), (1, 2, 12), (3, 7, 37)]
    assert found[2]["actor1"] == "Unidentified Armed Group (Ukraine)"
    assert (found[0]["iso"], found[0]["region"], found[0]["country"]) == (804, "Europe", "Ukraine")


def test_ged_sides_types_and_codes(publish_events):
    soldiers = {"actor2_type": "military", "actor2_name": "Gamma troops", "killed_low": 9, "killed_best": 9}
    path = publish_events(
        [soldiers, {"killed_low": 4, "killed_best": 4},
         {"actor1_type": "rebel", "actor2_type": "militia", "killed_low": 2, "country": "SDN", "event_date_end": None},
         {"killed_best": 3, "country": "PSE", "geo_precision": "admin1"}],
        [{"event_id": "e0", "figure_id": "x", "side": "actor2", "low": 5.0, "best": 5.0, "high": 5.0},
         {"event_id": "e0", "figure_id": "y", "side": "civilian", "low": 4.0, "best": 4.0, "high": 4.0},
         {"event_id": "e1", "figure_id": "z", "side": "civilian", "low": 40.0, "best": 40.0, "high": 40.0}],
    )  # fmt: skip
    found = rows(path, "SELECT * FROM v_ged ORDER BY relid")
    assert [row["type_of_violence"] for row in found] == [1, 3, 2, 3]
    deaths = [tuple(row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")) for row in found]
    assert deaths == [(0, 5, 4, 0), (0, 0, 0, 4), (0, 0, 0, 2), (0, 0, 0, 3)]
    assert [row["country_id"] for row in found] == [369, 369, 625, 666]
    assert [row["date_prec"] for row in found] == [1, 1, 5, 1]
    assert (found[0]["gwnoa"], found[0]["gwnob"], found[0]["side_a"]) == (365, 369, "Government of Russia")
    assert found[1]["side_b"] == "Civilians"


def test_every_ged_row_passes_its_value_rules(synthetic_db):
    assert rows(synthetic_db, """
        SELECT * FROM v_ged WHERE NOT (best >= 1 AND low <= best AND best <= high
          AND deaths_a + deaths_b + deaths_civilians + deaths_unknown = best
          AND least(deaths_a, deaths_b, deaths_civilians, deaths_unknown) >= 0
          AND type_of_violence IN (1, 2, 3) AND where_prec BETWEEN 1 AND 7 AND date_prec BETWEEN 1 AND 5
          AND event_clarity IN (1, 2) AND date_start <= date_end AND "year" = year(date_start)
          AND side_a IS NOT NULL AND side_b IS NOT NULL AND code_status IS NOT NULL AND active_year IS NOT NULL
          AND (where_prec = 7 OR (latitude IS NOT NULL AND country_id IS NOT NULL AND region IS NOT NULL
            AND priogrid_gid BETWEEN 1 AND 259200)))
        """) == []  # fmt: skip
    assert rows(synthetic_db, "SELECT count(DISTINCT id) = count(*) AS ok, count(*) > 100 AS some FROM v_ged") == [
        {"ok": True, "some": True}
    ]


def test_every_acled_row_passes_its_value_rules(synthetic_db):
    assert rows(synthetic_db, """
        SELECT * FROM v_acled WHERE NOT coalesce(event_date IS NOT NULL AND "year" = year(event_date)
          AND time_precision IN (1, 2, 3) AND geo_precision IN (1, 2, 3) AND inter1 BETWEEN 1 AND 8
          AND (inter2 IS NULL OR inter2 BETWEEN 1 AND 8) AND interaction BETWEEN 10 AND 88 AND fatalities >= 0
          AND iso BETWEEN 1 AND 999 AND region IS NOT NULL AND country IS NOT NULL AND actor1 IS NOT NULL
          AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND "location" IS NOT NULL
          AND source IS NOT NULL AND "timestamp" > 0
          AND regexp_matches(event_id_cnty, '^[A-Z]{3}')
          AND disorder_type IN ('Political violence', 'Demonstrations', 'Political violence; Demonstrations',
            'Strategic developments'), false)
        """) == []  # fmt: skip


def test_every_country_has_codes_and_regions(synthetic_db):
    found = rows(synthetic_db, "SELECT * FROM codes.countries")
    assert len(found) > 240
    assert all(row["acled_region"] for row in found)
    known = {row["alpha3"]: row for row in found}
    assert known["DEU"]["gwno"] == 260 and known["DEU"]["cow_code"] == 255
    assert known["YEM"]["gwno"] == 678 and known["YEM"]["cow_code"] == 679
    states = [row for row in found if row["gwno"]]
    assert len(states) > 190
    assert all(row["ucdp_region"] and row["ged_country_id"] == row["gwno"] for row in states)


def test_near_leaves_areas_out_and_measures_kilometres(publish_events):
    path = publish_events([{"latitude": 48.5}, {"latitude": 48.6}, {"latitude": 49.5}, {"geo_precision": "admin1"}])
    found = rows(path, "SELECT event_id, round(distance_km, 1) AS km FROM events_near(48.5, 37.5, 25)")
    assert found == [{"event_id": "e0", "km": 0.0}, {"event_id": "e1", "km": 11.1}]


def test_between_takes_spans_that_touch_and_open_ends(publish_events):
    path = publish_events([
        {"event_date": date(2025, 4, 1), "event_date_end": date(2025, 5, 1)},
        {"event_date": date(2025, 4, 1), "event_date_end": None, "time_precision": "open"},
        {"event_date": None, "event_date_end": None, "time_precision": "unknown"},
        {"event_date": date(2025, 5, 9), "event_date_end": date(2025, 5, 9)},
        {"event_date": None, "event_date_end": date(2025, 4, 30), "time_precision": "open"},
    ])  # fmt: skip
    found = [row["event_id"] for row in rows(path, "SELECT event_id FROM events_between('2025-05-01', '2025-05-08')")]
    assert sorted(found) == ["e0", "e1"]


def test_search_wants_all_words_in_any_case(publish_events):
    path = publish_events([{"summary": "Drones hit Beta at night."}, {"summary": "Shells hit Beta."}])
    assert [row["event_id"] for row in rows(path, "SELECT event_id FROM search('DRONES beta')")] == ["e0"]
    assert len(rows(path, "SELECT event_id FROM search('hit')")) == 2
    assert rows(path, "SELECT event_id FROM search('tank beta')") == []
