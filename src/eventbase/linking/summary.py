"""One sentence on an event, generated from its fields: no sharper than they are, and hedged as the sources are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventbase.linking.names import actor, place
from eventbase.linking.phrases import Phrase, phrases
from eventbase.linking.spans import when

Row = Mapping[str, Any]

_VERBS = {
    "occurred": "{be} {verb}",
    "ongoing": "{is} said to go on",
    "planned": "{is} planned",
    "hypothetical": "{is} said to be possible",
    "denied": "{be} claimed and {is} denied",
    "alleged": "{be} allegedly {verb}",
}
_COUNTED = (("killed", "killed"), ("wounded", "wounded"), ("captured", "captured"), ("casualties", "killed or wounded"))
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def summarise(event: Row, place_name: str | None = None) -> str:
    """A sentence for a row of `events`; `place_name` is the gazetteer's name of its place."""
    phrase = phrases()[event["sub_event_type"]]
    verb = _VERBS[event["status"]].format(
        be="were" if phrase.plural else "was", **{"is": "are" if phrase.plural else "is"}, verb=phrase.verb
    )
    date = when(event["event_date"], event["event_date_end"], event["time_precision"], event["date_basis"])
    setting = [place(event, place_name), _date(event["status"], date)]
    order = [*setting, verb] if event["status"] == "denied" else [verb, *setting]
    sentence = " ".join(part for part in (phrase.noun, _actors(event, phrase), *order) if part)
    tail = _figures(event)
    sentence = f"{sentence[0].upper()}{sentence[1:]}{f'; {tail}' if tail else ''}"
    return sentence.rstrip(".") + "."


def _date(status: str, date: str) -> str:
    return f"(as announced, {date})" if status in ("planned", "hypothetical") and date.startswith("from ") else date


def _actors(event: Row, phrase: Phrase) -> str:
    first = actor(event["actor1_name"], event["actor1_type"])
    aimed = event["actor2_name"] if event["actor2_name"] != event["location_name"] else None
    second = actor(aimed, event["actor2_type"]) if phrase.to else None
    if phrase.by == "between":
        if first and second:
            return f"between {first} and {second}"
        return f"involving {first or second}" if first or second else ""
    parts = [f"{phrase.by} {first}" if first else "", f"{phrase.to} {second}" if second else ""]
    return " ".join(part for part in parts if part)


def _figures(event: Row) -> str:
    """`at least 16 people were killed and 64 wounded`."""
    clauses: list[tuple[str, str, bool]] = []
    for measure, word in _COUNTED:
        low, best, high = (event.get(f"{measure}_{bound}") for bound in ("low", "best", "high"))
        number = count(low, best, high)
        if number:
            clauses.append((number, word, number.split()[-1] == "one"))
    if not clauses:
        return ""
    number, word, single = clauses[0]
    hedge = {"alleged": "allegedly ", "denied": "allegedly "}.get(event["status"], "")
    text = f"{number} {'person was' if single else 'people were'} {hedge}{word}"
    rest = [f"{number} {word}" for number, word, _ in clauses[1:]]
    return text if not rest else f"{', '.join([text, *rest[:-1]])} and {rest[-1]}"


def count(low: int | None, best: int | None, high: int | None) -> str | None:
    """`16`, `at least 16`, `up to 300`, `about 300`, `between 200 and 999`; None without any bound."""
    if best is not None:
        return _number(best) if low is not None or high is not None else f"about {_number(best)}"
    if low is not None and high is not None:
        return f"between {_number(low)} and {_number(high)}"
    if low is not None:
        return f"at least {_number(low)}"
    return f"up to {_number(high)}" if high is not None else None


def _number(value: int) -> str:
    return _WORDS[value] if 0 <= value < len(_WORDS) else f"{value:,}"
