"""An event in the making: what one sentence says, before sentences about one happening are joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventbase.coding.analysis import Actor, FigureMention, Sentence, Toponym
from eventbase.coding.attribution import Speaker
from eventbase.coding.modality import Modality
from eventbase.coding.scene import Candidate
from eventbase.records import DateSpan, TemporalRole


@dataclass(slots=True)
class Draft:
    """Mutable while a story is read; `coding.mentions` turns it into a Mention.

    `definite`: "the attack", which points back; `bare`: a noun that only names an event; `label`: one that only
    dates or explains something else ("since the invasion"); `spans`: evidence, offsets into
    the stored text; `date_span` offsets of the words that date it.
    """

    code: str
    sentence: Sentence
    candidates: list[Candidate]
    modality: Modality
    spans: list[tuple[int, int]]
    actor1: Actor | None = None
    actor2: Actor | None = None
    places: list[Toponym] = field(default_factory=list)
    date: DateSpan | None = None
    date_span: tuple[int, int] | None = None
    figures: list[FigureMention] = field(default_factory=list)
    speaker: Speaker | None = None
    kept_speaker: Speaker | None = None
    role: TemporalRole = "new"
    definite: bool = False
    bare: bool = False
    label: bool = False
    total: bool = False
    own_date: bool = False
    own_place: bool = False
    cue_sentence: Sentence = None  # type: ignore[assignment]
    rule: str = ""
    confidence: float = 0.5
    notes: list[str] = field(default_factory=list)

    @property
    def cue_base(self) -> int:
        """Offset of the sentence that the modality's cue stands in."""
        return self.cue_sentence.start

    @property
    def primary(self) -> Toponym | None:
        return self.places[0] if self.places else None

    @property
    def status(self) -> str:
        return self.modality.status or "occurred"

    def __post_init__(self) -> None:
        self.cue_sentence = self.sentence

    def killed(self) -> set[float]:
        """The numbers of killed, without bounds: a toll said again may be hedged otherwise."""
        tolls = [f for f in self.figures if f.measure == "killed" and f.subset_of is None and f.qualifier != "vague"]
        return {next(n for n in (f.best, f.low, f.high) if n is not None) for f in tolls}
