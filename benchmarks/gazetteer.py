"""Measures the gazetteer: opening, look-ups, full resolutions, and how a dump's places resolve to themselves.

    python benchmarks/gazetteer.py                                # speed and memory
    python benchmarks/gazetteer.py --articles lgl.jsonl           # the same, with the article names of a file
    python benchmarks/gazetteer.py --dump UA.zip                  # builds a larger gazetteer and checks it

Articles: JSON Lines with `toponyms: [{phrase}]`. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from eventbase.gazetteer.builders.dumps import DumpPlace, lines_of, place_row
from eventbase.gazetteer.builders.larger import build_larger
from eventbase.gazetteer.resolve import OfflineGeocoder
from eventbase.gazetteer.store import Gazetteer, open_gazetteer

CONTEXT = ("Kramatorsk", "Ukraine", "Donetsk Oblast", "Sloviansk", "Russian", "Bakhmut")
OPENING = """
import resource, time
import eventbase.gazetteer.store as store
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
gazetteer = store.open_gazetteer()
gazetteer.lookup("Sudzha")
taken = time.process_time() - start
print(taken, before / 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def opening() -> dict[str, float]:
    """Seconds and megabytes of a fresh process; the file is unpacked already. All seconds are those of one core."""
    open_gazetteer().close()
    out = subprocess.run([sys.executable, "-c", OPENING], check=True, capture_output=True, text=True).stdout.split()
    return {
        "open_s": round(float(out[0]), 3),
        "open_mb": round(float(out[2]) - float(out[1]), 1),
        "process_mb": round(float(out[2]), 1),
    }


def names(gazetteer: Gazetteer, n: int = 20_000) -> list[str]:
    """Every so-manieth main name of the gazetteer, so that caches do not help."""
    rows = gazetteer.query("SELECT name FROM places ORDER BY id")
    step = max(1, len(rows) // n)
    return [row[0] for row in rows[::step]][:n]


def rate(work: Callable[[str], object], given: Sequence[str]) -> int:
    start = time.process_time()
    for name in given:
        work(name)
    return round(len(given) / (time.process_time() - start))


def article_rate(geocoder: OfflineGeocoder, path: Path) -> int:
    """Resolutions a second of the names of articles, each with the others of its article as context."""
    with path.open(encoding="utf-8") as lines:
        articles = [json.loads(line)["toponyms"] for line in lines]
    start, n = time.process_time(), 0
    for toponyms in articles:
        phrases = [toponym["phrase"] for toponym in toponyms]
        for phrase in phrases:
            geocoder.geocode(phrase, context=[other for other in phrases if other != phrase])
            n += 1
    return round(n / (time.process_time() - start))


def self_resolution(gazetteer_file: Path, dump: Path) -> dict[str, float]:
    """Share of a dump's populated places that resolve to themselves by name and area, where that pair is unique."""
    with lines_of(dump) as lines:
        rows = [place_row(dump, number, line) for number, line in lines]
    settlements = [place for place in rows if place.feature.startswith("P")]
    pairs = Counter((place.admin1, place.name) for place in settlements)
    with Gazetteer(gazetteer_file) as gazetteer:
        areas = dict(gazetteer.query("SELECT a.code, p.name FROM areas a JOIN places p ON p.id = a.id"))
        unique = [p for p in settlements if pairs[p.admin1, p.name] == 1 and f"{p.country}.{p.admin1}" in areas]
        geocoder = OfflineGeocoder(gazetteer=gazetteer)
        right = sum(_is_itself(geocoder, place, areas[f"{place.country}.{place.admin1}"]) for place in unique)
    return {"settlements": len(settlements), "unique": len(unique), "share": round(right / len(unique), 4)}


def _is_itself(geocoder: OfflineGeocoder, place: DumpPlace, admin1: str) -> bool:
    found = geocoder.geocode(place.name, admin1=admin1, country=place.country)
    return found is not None and found.place_id == f"geonames:{place.id}"


def with_dump(dump: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "larger.sqlite"
        start = time.process_time()
        build_larger([dump], out, name="larger", quiet=True)
        taken = round(time.process_time() - start, 1)
        return {"build_s": taken, **self_resolution(out, dump)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--dump", type=Path)
    options = parser.parse_args()
    facts: dict[str, float] = dict(opening())
    with open_gazetteer() as gazetteer:
        given = names(gazetteer)
        geocoder = OfflineGeocoder(gazetteer=gazetteer)
        facts["lookups_per_s"] = rate(gazetteer.lookup, given)
        facts["cached_lookups_per_s"] = rate(gazetteer.lookup, given)
        facts["resolutions_per_s"] = rate(lambda name: geocoder.geocode(name, context=CONTEXT), given[::10])
        if options.articles:
            facts["article_resolutions_per_s"] = article_rate(geocoder, options.articles)
    if options.dump:
        facts |= with_dump(options.dump)
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
