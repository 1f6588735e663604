"""Which figure belongs to which event of a sentence, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventbase.coding import grammar
from eventbase.coding.analysis import Actor, FigureMention
from eventbase.coding.drafts import Draft
from eventbase.coding.figures import find_figures
from eventbase.coding.groups import AID, ARMED
from eventbase.coding.scene import Candidate, Scene
from eventbase.ontology.rule_words import rule_words
from eventbase.records import Side

HARMED = frozenset({"killed", "wounded", "captured", "missing", "casualties", "displaced", "released", "detained"})
_WORDS = rule_words("assign_figures")
LOST = _WORDS["LOST"]
LAUNCHED = frozenset({"missiles_launched", "drones_launched", "munitions_launched", "attacks", "troops"})


def assign_figures(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Gives each figure of the sentence to the draft whose words govern it; figures without an event are left."""
    if not drafts:
        return
    for figure in find_figures(scene.sentence):
        draft = min(drafts, key=lambda d: _distance(scene, figure, d))
        draft.figures.append(replace(figure, side=_side(figure, draft)))


def told_on(scene: Scene, draft: Draft) -> None:
    """Figures of people in a sentence right behind an event, with none of its own: `hundreds of wounded were sent`."""
    if scene.sentence.no - draft.sentence.no > 1 or scene.sentence.story_no != draft.sentence.story_no:
        return
    known = {(f.measure, f.low, f.best, f.high) for f in draft.figures}
    for figure in find_figures(scene.sentence):
        if figure.measure in HARMED and (figure.measure, figure.low, figure.best, figure.high) not in known:
            draft.figures.append(replace(figure, side=_side(figure, draft)))


def _distance(scene: Scene, figure: FigureMention, draft: Draft) -> tuple[float, int]:
    head = scene.doc[figure.head] if figure.head is not None and figure.head < len(scene.doc) else None
    if head is None:
        at = figure.start - scene.sentence.start
        return min(abs(c.token.idx - at) / 100 + 5 for c in draft.candidates), draft.candidates[0].token.i
    steps = min(
        _steps(c, head.i) if head.i in {c.token.i, c.carrier.i} else grammar.tree_distance(head, c.token)
        for c in draft.candidates
    )
    return float(steps), abs(draft.candidates[0].token.i - head.i)


def _steps(candidate: Candidate, head: int) -> float:
    return 0 if head == candidate.token.i else 0.5


def _side(figure: FigureMention, draft: Draft) -> Side:
    """CODEBOOK: the side of its group; people not said to be military are civilian; what is given is the giver's."""
    if figure.side != "unknown":
        return figure.side
    if figure.measure in LAUNCHED or (draft.code in AID):
        return "actor1"
    if figure.measure.endswith("intercepted"):
        return "actor2"
    for side, actor in (("actor1", draft.actor1), ("actor2", draft.actor2)):
        if actor is not None and figure.group and _names(figure.group, actor):
            return "civilian" if actor.type == "civilian" else side  # type: ignore[return-value]
    if (
        figure.measure in HARMED | LOST
        and draft.actor2 is not None
        and draft.actor2.type in ARMED
        and figure.measure in LOST
    ):
        return "actor2"
    return "civilian" if figure.measure in HARMED else "unknown"


def _names(group: str, actor: Actor) -> bool:
    words = {w for w in group.lower().split() if len(w) > 3}
    return bool(words & set(actor.name.lower().split()))
