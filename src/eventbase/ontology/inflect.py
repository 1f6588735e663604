"""English inflections of single words, by rule with a table of exceptions (`irregular_forms.csv`)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

VOWELS = frozenset("aeiou")


@cache
def _irregular() -> dict[str, dict[str, list[str]]]:
    text = (files("eventbase.ontology") / "irregular_forms.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["lemma"]: {k: v.split("|") for k, v in row.items() if k != "lemma"} for row in rows}


def _doubles(lemma: str) -> bool:
    """Whether the last consonant doubles: short one-syllable words such as `stop`."""
    if len(lemma) < 3 or lemma[-1] in VOWELS | set("wxy") or lemma[-2] not in VOWELS or lemma[-3] in VOWELS:
        return False
    return sum(c in VOWELS for c in lemma) == 1


def plural(noun: str) -> str:
    """`army` → `armies`, `clash` → `clashes`, `serviceman` → `servicemen`."""
    if noun.endswith("man") and len(noun) > 3:
        return noun[:-3] + "men"
    if noun == "life":
        return "lives"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def noun_forms(noun: str) -> set[str]:
    """Singular and plural; of several words only the last changes."""
    *front, head = noun.split()
    return {noun, " ".join([*front, plural(head)])}


def verb_forms(lemma: str) -> set[str]:
    """All forms of a single-word verb."""
    known = _irregular().get(lemma)
    if known:
        return {lemma, *(form for forms in known.values() for form in forms)}
    third = plural(lemma)
    if lemma.endswith("ee"):
        return {lemma, third, lemma + "d", lemma + "ing"}
    if lemma.endswith("e"):
        return {lemma, third, lemma + "d", lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return {lemma, third, lemma[:-1] + "ied", lemma + "ing"}
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    return {lemma, third, stem + "ed", stem + "ing"}
