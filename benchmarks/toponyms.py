"""Precision, recall and speed of finding place names in text, on articles whose place names are marked.

    python benchmarks/toponyms.py ../shared/corpus/geo/geovirus.jsonl ../shared/corpus/geo/lgl.jsonl [--errors N]

Input: one article a line with `text` and `toponyms` (`phrase`, `start`, `end`). A found name matches a marked one if
their spans overlap (overlap) or are equal (exact); each counts once. Demonyms are not marked there and do not count.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from eventbase.coding.analysis import Sentence, Toponym
from eventbase.coding.sentences import normalise, spans
from eventbase.coding.toponyms import find_toponyms
from eventbase.gazetteer.store import Gazetteer, open_gazetteer

Spans = list[tuple[int, int]]
Same = Callable[[tuple[int, int], tuple[int, int]], bool]


def main() -> None:
    """Prints a row a file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print the N most frequent misses and false names")
    arguments = parser.parse_args()
    gazetteer = open_gazetteer()
    for path in arguments.paths:
        with path.open(encoding="utf-8") as file:
            articles = [json.loads(line) for line in file]
        report(path.name, articles, gazetteer, arguments.errors)


def report(name: str, articles: Sequence[dict[str, object]], gazetteer: Gazetteer, errors: int) -> None:
    texts = [str(article["text"]) for article in articles]
    prepared = [(plain := normalise(text), sentences(plain)) for text in texts]
    find_all(prepared, gazetteer)  # fills the look-up cache
    began = time.process_time()
    found = find_all(prepared, gazetteer)
    seconds = time.process_time() - began
    marked = [marked_spans(article) for article in articles]
    predicted = [names_of(row) for row in found]
    size = sum(len(text.encode()) for text in texts)
    print(f"{name}: {len(texts)} articles, {sum(map(len, marked))} marked names, {sum(map(len, predicted))} found")
    for how, same in (("overlap", overlap), ("exact", _equal)):
        precision, recall, f1 = rates(marked, predicted, same)
        print(f"  {how:8} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    print(f"  speed    {size / seconds / 1e6:.2f} MB/s, {seconds / len(texts) * 1000:.2f} ms an article (CPU time)")
    if errors:
        show_errors(texts, marked, predicted, errors)


def names_of(toponyms: Sequence[Toponym]) -> Spans:
    return [(t.start, t.end) for t in toponyms if t.kind != "demonym" and t.feature != "coordinates"]


def marked_spans(article: dict[str, object]) -> Spans:
    """The marked spans; GeoVirus counts from one, LGL from zero, so the phrase decides."""
    text, found = str(article["text"]), []
    for t in article["toponyms"]:  # type: ignore[attr-defined]
        shift = next((d for d in (0, -1, 1, -2, 2) if text[t["start"] + d : t["end"] + d] == t["phrase"]), 0)
        found.append((t["start"] + shift, t["end"] + shift))
    return sorted(found)


def rates(marked: Sequence[Spans], predicted: Sequence[Spans], same: Same) -> tuple[float, float, float]:
    """Precision, recall and F1 of spans over all articles."""
    hits = sum(matches(a, b, same) for a, b in zip(marked, predicted, strict=True))
    precision, recall = hits / max(1, sum(map(len, predicted))), hits / max(1, sum(map(len, marked)))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def sentences(plain: str) -> list[Sentence]:
    return [
        Sentence(number, start, end, plain[start:end], 0, "body", 0)
        for number, (start, end) in enumerate(spans(plain, 0, len(plain)))
    ]


def find_all(prepared: Sequence[tuple[str, list[Sentence]]], gazetteer: Gazetteer) -> list[list[Toponym]]:
    return [find_toponyms(plain, lines, gazetteer=gazetteer) for plain, lines in prepared]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _equal(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a == b


def matches(marked: Spans, predicted: Spans, same: Same) -> int:
    """Marked names that have a found one of their own."""
    free = list(predicted)
    hits = 0
    for span in marked:
        partner = next((other for other in free if same(span, other)), None)
        if partner is not None:
            free.remove(partner)
            hits += 1
    return hits


def show_errors(texts: Sequence[str], marked: Sequence[Spans], predicted: Sequence[Spans], number: int) -> None:
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for text, right, found in zip(texts, marked, predicted, strict=True):
        for spans_a, spans_b, counter in ((right, found, missed), (found, right, false)):
            for a in spans_a:
                if not any(overlap(a, b) for b in spans_b):
                    counter[
                        text[max(0, a[0] - 25) : a[0]] + "[" + text[a[0] : a[1]] + "]" + text[a[1] : a[1] + 20]
                    ] += 1
    for title, counter in (("missed", missed), ("false", false)):
        print(f"  {title}: {sum(counter.values())}")
        for phrase, count in counter.most_common(number):
            print(f"    {count} {phrase!r}")


if __name__ == "__main__":
    main()
