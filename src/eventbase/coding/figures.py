"""Figures of a sentence: what a number counts, what happened to it, and its bounds by the codebook's table.

`find_figures` reads a parsed sentence (or, without a parse, its text); `parse_figures` any text. Offsets count into the
stored text. A figure's measure follows from the noun counted and from its governor, see measures.yaml.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from eventbase.coding.analysis import FigureMention, Sentence
from eventbase.coding.figure_candidates import Candidate, candidates, end_of
from eventbase.coding.figure_governors import verb_above
from eventbase.coding.figure_groups import Group
from eventbase.coding.figure_words import Words, words_of
from eventbase.ontology.function_words import function_words
from eventbase.ontology.measures import measures
from eventbase.records import Figure, Measure, Side

PEOPLE: dict[str, Measure] = {
    "kill": "killed",
    "wound": "wounded",
    "capture": "captured",
    "detain": "detained",
    "release": "released",
    "missing": "missing",
    "displace": "displaced",
    "casualties": "casualties",
}
_NONE_OF = re.compile(
    r"\b(?:no|without(?: any)?|zero|any)\s(?:(?:human|civilian|immediate|reports? of|further|military|loss of)\s)*"
    r"(?P<noun>casualties|injuries|deaths|fatalities|victims|dead or injured|losses of life|loss of life|casualty)\b"
    r"|\b(?:no one|nobody|none)\s(?:was|were|had been|has been)\s(?P<state>killed|injured|hurt|wounded|harmed)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?<=[a-z\d][.!?])\s+(?=[A-Z])|\n+")
_NEGATED = re.compile(r"\bnot\b|n't\b|\bnor\b|\bnever\b", re.IGNORECASE)


def find_figures(sentence: Sentence) -> list[FigureMention]:
    """The figures of a sentence, in order; parts point to their totals by `subset_of`."""
    words = words_of(sentence)
    found: list[tuple[int | None, FigureMention]] = []
    position: dict[int, int] = {}
    people: FigureMention | None = None
    for index, candidate in enumerate(candidates(words)):
        figure = _figure(words, candidate, sentence.start)
        if figure is not None:
            figure = _like_before(figure, candidate, people)
            people = figure if figure.measure in PEOPLE.values() else people
            position[index] = len(found)
            found.append((candidate.part_of, figure))
    linked = [replace(f, subset_of=position.get(part)) if part is not None else f for part, f in found]
    return linked + _none_found(sentence)


def parse_figures(text: str) -> list[Figure]:
    """The figures of any text, read without a parse. Example: parse_figures("up to 12,000 troops")."""
    found = [f for no, (start, end) in enumerate(_sentences(text)) for f in find_figures(_bare(text, no, start, end))]
    return [
        Figure(
            measure=f.measure,
            low=f.low,
            best=f.best,
            high=f.high,
            qualifier=f.qualifier,
            side=f.side,
            start=f.start,
            end=f.end,
            quote=f.quote,
        )
        for f in found
    ]


def _sentences(text: str) -> list[tuple[int, int]]:
    breaks = [m.end() for m in _BREAK.finditer(text)]
    return list(zip([0, *breaks], [*breaks, len(text)], strict=True))


def _bare(text: str, no: int, start: int, end: int) -> Sentence:
    return Sentence(no=no, start=start, end=end, text=text[start:end], story_no=0, part="body", paragraph_no=0)


def _token(words: Words, candidate: Candidate) -> int:
    """The word that stands for the figure in the parse: what is counted, else the number's last word."""
    if candidate.group.head is not None:
        return candidate.group.head
    return max(0, words.at(candidate.number.core_end) - 1)


def _like_before(figure: FigureMention, candidate: Candidate, before: FigureMention | None) -> FigureMention:
    """ "Three soldiers were killed and two others wounded": bare numbers and "others" are of the side named before."""
    bare = candidate.group.kind == "none" or candidate.group.noun in ("other", "others")
    if before is None or not bare or figure.measure not in PEOPLE.values() or before.side == figure.side:
        return figure
    return replace(figure, side=before.side, group=before.group)


def _figure(words: Words, candidate: Candidate, base: int) -> FigureMention | None:
    number, over = candidate.number, candidate.governor
    measure = _measure(candidate)
    if measure is None or (candidate.single and not _single_counts(candidate, measure)):
        return None
    end = _quote_end(words, candidate)
    return FigureMention(
        measure=measure,
        low=number.low,
        best=number.best,
        high=number.high,
        qualifier=number.qualifier,
        side=_side(words, candidate, measure),
        start=base + number.start,
        end=base + end,
        quote=words.text[number.start : end],
        head=over.index if over else verb_above(words, _token(words, candidate)),
        group=_group_words(words, candidate),
    )


def _single_counts(candidate: Candidate, measure: Measure) -> bool:
    """ "a man" is a figure only where something happens to him, "a drone" where it flies or falls."""
    classes = candidate.classes()
    if candidate.group.kind == "people":
        return measure in PEOPLE.values()
    if candidate.group.kind == "weapon":
        return measure != "other" and bool(classes & {"launch", "intercept", "hit"})
    undergoes = candidate.governor is not None and candidate.governor.relation != "subject"
    return undergoes and bool(classes & {"destroy", "intercept", "hit", "lose"})


def _measure(candidate: Candidate) -> Measure | None:
    number, group, classes = candidate.number, candidate.group, candidate.classes()
    if number.kind != "count":
        return "amount_usd" if number.kind == "money_usd" else "area_km2" if number.kind == "area" else "other"
    if group.noun in measures().no_figures:
        return None
    if group.kind in ("weapon", "count") and group.partitive and number.best == 1:
        return None
    if group.kind in ("people", "other") and candidate.population:
        return None
    if group.kind == "count":
        return _count_measure(group.noun, classes)
    if group.kind == "weapon":
        return _weapon_measure(group.noun, classes)
    if group.kind == "thing":
        return cast(Measure, measures().things[group.noun])
    return _people_measure(candidate)


def _count_measure(noun: str, classes: frozenset[str]) -> Measure:
    measure = cast(Measure, measures().counts[noun])
    return "wounded" if measure == "killed" and "wound" in classes else measure


def _weapon_measure(noun: str, classes: frozenset[str]) -> Measure:
    """Air defence "destroys" what it shoots down; what is supplied or lost is counted as arms."""
    weapon = measures().weapons[noun]
    if classes & {"intercept", "destroy"}:
        return cast(Measure, weapon.intercept)
    return cast(Measure, weapon.otherwise if classes & {"supply", "lose", "capture", "release"} else weapon.launch)


def _people_measure(candidate: Candidate) -> Measure | None:
    """People, nouns that no list knows, and numbers alone."""
    group, classes = candidate.group, candidate.classes()
    for name, measure in PEOPLE.items():
        if name in classes:
            return measure
    if group.kind == "none":
        return "other" if "gather" in classes else None
    fighters = "fight" in classes and candidate.governor is not None and candidate.governor.relation == "subject"
    if group.kind == "people":
        kinds = measures().people[group.noun]
        if "claim" in classes and candidate.governor and candidate.governor.relation == "object":
            return "killed"
        if "lose" in classes and "military" in kinds:
            return "casualties" if group.noun in ("troops", "personnel") else "killed"
        sent = "deploy" in classes and group.noun in ("man", "men")
        return "troops" if fighters or sent or "troops" in kinds else "other"
    if fighters:
        return "troops"
    lone = candidate.number.best == 1 and not classes
    return "other" if _plural(candidate) and not candidate.definite and not lone else None


def _plural(candidate: Candidate) -> bool:
    """Nouns that no list knows count only where their number fits: "55 Related" is none."""
    noun = candidate.group.noun
    return (
        candidate.number.best == 1
        or (noun.endswith("s") and not noun.endswith("ss"))
        or noun.endswith(("men", "people"))
    )


def _side(words: Words, candidate: Candidate, measure: Measure) -> Side:
    group, over = candidate.group, candidate.governor
    if measure.endswith("_launched"):
        return "actor1"
    if group.kind == "thing":
        return "civilian" if group.noun in measures().civilian_property else "unknown"
    if measure in PEOPLE.values():
        kinds = measures().people.get(group.noun, frozenset({"civilian"}))
        return "civilian" if "civilian" in kinds and not _military_words(words, group) else "unknown"
    if measure == "troops" and over and over.relation == "subject":
        return "actor1"
    return "unknown"


def _military_words(words: Words, group: Group) -> bool:
    table = measures().people
    return any("military" in table.get(words.lower(i), ()) for i in range(group.first, group.last))


def _group_words(words: Words, candidate: Candidate) -> str | None:
    first, last = candidate.group.first, candidate.group.last
    while first < last and (words.lower(first) in function_words().closed or not words[first].text[0].isalnum()):
        first += 1
    if first >= last:
        return candidate.group.noun or None
    return words.text[words[first].start : words[last - 1].end]


def _quote_end(words: Words, candidate: Candidate) -> int:
    """The number with what it counts; a number alone takes the state right after it ("30 wounded")."""
    end = end_of(words, candidate)
    over, last = candidate.governor, candidate.group.last
    if candidate.group.head is None and over and over.relation == "state" and last <= over.index <= last + 3:
        return max(end, words[over.index].end)
    return end


def _none_found(sentence: Sentence) -> list[FigureMention]:
    """ "no casualties", "no one was killed": zero."""
    found = []
    for match in _NONE_OF.finditer(sentence.text):
        word = (match["noun"] or match["state"]).lower()
        before = sentence.text[max(0, match.start() - 40) : match.start()]
        if match[0].lower().startswith("any") and not _NEGATED.search(before):
            continue
        found.append(
            FigureMention(
                measure=_none_measure(word),
                low=0,
                best=0,
                high=0,
                qualifier="exact",
                side="civilian",
                start=sentence.start + match.start(),
                end=sentence.start + match.end(),
                quote=match[0],
            )
        )
    return found


def _none_measure(word: str) -> Measure:
    if re.match(r"injur|hurt|wound|harm", word):
        return "wounded"
    return "killed" if re.match(r"death|fatal|kill|loss", word) else "casualties"
