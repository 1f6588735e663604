"""Areas that share borders are joined into one outline."""

from __future__ import annotations

import polars as pl

from eventbase.report.shapes import join, shapes_for


def square(west: float, south: float, country: str = "AAA") -> dict[str, object]:
    """A clockwise unit square."""
    ring = [[west, south], [west, south + 1], [west + 1, south + 1], [west + 1, south], [west, south]]
    return {"properties": {"country": country}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_neighbours_become_one_ring_without_the_border_between():
    joined = join([square(0, 0), square(1, 0)])
    [[ring]] = joined["coordinates"]
    assert len(ring) == 7
    assert [1, 0] in ring and [0, 0] in ring and [2, 1] in ring
    assert ring[0] == ring[-1]


def test_separate_areas_stay_apart_and_nothing_is_none():
    assert len(join([square(0, 0), square(5, 5)])["coordinates"]) == 2
    assert join([]) is None


def test_an_enclosed_area_closes_the_hole_around_it():
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    outer = [[0, 0], [0, 3], [3, 3], [3, 0], [0, 0]]
    around = {"properties": {}, "geometry": {"type": "Polygon", "coordinates": [outer, hole]}}
    assert join([around, square(1, 1)])["coordinates"] == [[[[0, 0], [0, 3], [3, 3], [3, 0], [0, 0]]]]


def test_shapes_hold_the_provinces_of_the_data_and_all_countries():
    events = pl.DataFrame({"country": ["SDN", None], "longitude": [32.5, None], "latitude": [15.5, None]})
    shapes = shapes_for(events)
    assert {feature["properties"]["country"] for feature in shapes["admin1"]["features"]} == {"SDN"}
    countries = {feature["properties"]["country"] for feature in shapes["countries"]["features"]}
    assert {"SDN", "UKR", "BRA"} <= countries
    ours = [f["properties"]["country"] for f in shapes["countries"]["features"] if "ours" in f["properties"]]
    assert ours == ["SDN"]


def test_no_event_with_a_country_still_gives_a_world():
    events = pl.DataFrame(schema={"country": pl.String, "longitude": pl.Float64, "latitude": pl.Float64})
    shapes = shapes_for(events)
    assert shapes["admin1"]["features"] == []
    assert len(shapes["countries"]["features"]) > 150
