"""What the finders hand each other: sentences, and the spans found in them.

All offsets count characters into the stored text. `Sentence.text` is normalised character for character (curly quotes
become straight, line breaks blanks), so that offsets stay true; a record's quote is always cut from the stored text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eventbase.records import ActorType, DateSpan, Measure, PartKind, Place, Qualifier, Side

if TYPE_CHECKING:
    from spacy.tokens import Doc

Relation = Literal["in", "near", "direction", "between", "beside", "area"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a coded part; `doc` is its parse, None where the gate let it pass by."""

    no: int
    start: int
    end: int
    text: str
    story_no: int
    part: PartKind
    paragraph_no: int
    doc: Doc | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text.

    `kind`: `place`; `demonym` where it locates ("the Syrian capital"); `actor` where the name stands for a government
    or a force ("Kyiv said") and locates nothing. `feature`: what the text calls it (`city`, `village`, `admin1`,
    `admin2`, `country`, `river`, `airport` …). `within`: areas that the text states around it, nearest first.
    `list_no`: names listed under one head share it. `place` is set by resolving.
    """

    name: str
    start: int
    end: int
    sentence_no: int
    paragraph_no: int
    kind: Literal["place", "demonym", "actor"] = "place"
    feature: str | None = None
    within: tuple[str, ...] = ()
    relation: Relation = "in"
    list_no: int | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as coded: name as in the text, country (alpha-3) and type; `actor_id` is the dictionary's, if known."""

    name: str
    country: str | None
    type: ActorType
    start: int
    end: int
    actor_id: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression. `relative_to_event` is set for "three days earlier", "the next day": days from the last date.

    `use`: `when` (an event's time), `since`, `until`, `published` (a stamp: "published on Feb. 9"), `label` (names
    something else: "the 2015 Minsk agreement", "the June 12 ceasefire").
    """

    start: int
    end: int
    quote: str
    span: DateSpan
    use: Literal["when", "since", "until", "published", "label"] = "when"
    relative_to_event: bool = False


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A number with what it counts. `head` is the index, in the sentence's doc, of the verb or noun that governs it.

    `subset_of` is the index (in the list returned) of the total of which this is a stated part.
    """

    measure: Measure
    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier
    side: Side
    start: int
    end: int
    quote: str
    head: int | None = None
    subset_of: int | None = None
    group: str | None = None  # words for who or what is counted ("Russian soldiers"), for the roles module
