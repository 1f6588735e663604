import itertools

from eventbase.gazetteer.builders import topology
from eventbase.gazetteer.polygons import admin1_at, admin1_features, country_features
from eventbase.gazetteer.store import Gazetteer


def signed_area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def shells(feature: dict) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [polygon[0] for polygon in polygons]


def test_areas_have_the_names_that_places_carry(gazetteer: Gazetteer) -> None:
    names = {f["properties"]["name"]: f["properties"] for f in admin1_features(["UKR"], gazetteer)}
    assert len(names) == 27
    assert names["Donetsk Oblast"]["iso_3166_2"] == "UA-14"
    assert {"Kyiv City", "Kyiv Oblast", "Sevastopol City", "Autonomous Republic of Crimea"} <= set(names)
    assert all(properties["country"] == "UKR" for properties in names.values())


def test_shells_are_closed_and_run_clockwise(gazetteer: Gazetteer) -> None:
    for feature in admin1_features(["UKR", "SDN", "MMR", "PSE"], gazetteer):
        for ring in shells(feature):
            assert ring[0] == ring[-1] and len(ring) >= 4
            assert signed_area(ring) < 0, feature["properties"]


def test_countries_of_the_world_are_drawn(gazetteer: Gazetteer) -> None:
    features = country_features(None, gazetteer)
    codes = [feature["properties"]["country"] for feature in features]
    assert len(codes) > 190 and codes == sorted(codes)
    assert {"UKR", "SDN", "MMR", "COD", "YEM", "PSE"} <= set(codes)


def test_crimea_is_drawn_with_ukraine(gazetteer: Gazetteer) -> None:
    (ukraine,) = country_features(["UKR"], gazetteer)
    assert min(y for ring in shells(ukraine) for _, y in ring) < 44.6


def test_points_are_found_in_their_areas(gazetteer: Gazetteer) -> None:
    for (lat, lon), name in {
        (48.29, 37.18): "Donetsk Oblast",
        (50.45, 30.52): "Kyiv City",
        (50.20, 30.30): "Kyiv Oblast",
        (44.95, 34.10): "Autonomous Republic of Crimea",
        (13.63, 25.35): "North Darfur State",
        (31.50, 34.46): "Gaza Strip",
    }.items():
        area = gazetteer.entry(admin1_at(gazetteer, lat, lon))
        assert area is not None and area.name == name
    assert admin1_at(gazetteer, 43.3, 34.0) is None


def test_most_towns_lie_in_the_polygon_of_their_area(gazetteer: Gazetteer) -> None:
    rows = gazetteer.query(
        "SELECT id FROM places WHERE country IN ('UA', 'SY', 'SD', 'YE') AND source = 0 AND population > 20000"
    )
    entries = [gazetteer.entry(row[0]) for row in rows][::5]
    right = sum(admin1_at(gazetteer, e.latitude, e.longitude) == e.admin1_id for e in entries if e)  # type: ignore[arg-type]
    assert len(entries) > 60 and right / len(entries) > 0.92


def square(x: float, y: float) -> list[tuple[float, float]]:
    return [(x, y), (x, y + 1), (x + 1, y + 1), (x + 1, y), (x, y)]


def test_neighbours_keep_one_border_when_simplified() -> None:
    wavy = [(1.0, y / 10 + 0.001 * (y % 2)) for y in range(1, 10)]
    left = topology.to_ring([(0, 0), (0, 1), (1, 1), *reversed(wavy), (1, 0), (0, 0)])
    right = topology.to_ring([(1, 0), *wavy, (1, 1), (2, 1), (2, 0), (1, 0)])
    simple = topology.simplify([left, right], 0.05)
    assert set(simple[0]) & set(simple[1]) == {topology.pack(1, 0), topology.pack(1, 1)}
    assert all(len(ring) == 4 for ring in simple)


def test_dissolving_two_squares_gives_their_outline() -> None:
    rings = [topology.clockwise(topology.to_ring(square(x, 0))) for x in (0, 1)]
    (outline,) = topology.dissolve(rings)
    assert abs(topology.area(outline)) == 2.0
    assert topology.area(topology.clockwise(outline)) < 0


def test_vertices_survive_packing() -> None:
    for lon, lat in ((-180.0, -90.0), (179.999, 89.5), (0.0, 0.0), (37.177, -48.28)):
        x, y = topology.unpack(topology.pack(lon, lat))
        assert (x / topology.SCALE, y / topology.SCALE) == (lon, lat)
