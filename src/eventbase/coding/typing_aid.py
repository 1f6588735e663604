"""What is given: arms, military, humanitarian or economic help (event_types.csv)."""

from __future__ import annotations

from eventbase.coding import grammar
from eventbase.coding.analysis import Actor
from eventbase.coding.scene import Candidate


def give(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    """The sub-type of a gift, sale or pledge by what is given, None where it is none of ours."""
    words = [candidate.patient] if candidate.patient is not None else []
    words += list(grammar.prep_objects(candidate.token, frozenset({"with"})))
    classes = {c for word in words for w in grammar.conjuncts(word) for c in candidate.scene.classes(grammar.kernel(w))}
    phrase = candidate.text.lower() + " " + " ".join(t.lower_ for word in words for t in word.subtree)
    if candidate.pos == "noun":
        classes |= candidate.scene.classes(candidate.token)
    for name, code in (
        ("military_aid", "military_aid"), ("humanitarian_aid", "humanitarian_aid"), ("arms", "arms_transfer"),
        ("economic_aid", "economic_aid"),
    ):  # fmt: skip
        if name in classes or (
            name == "arms" and any(w in phrase for w in ("weapon", "arms ", "ammunition", "missile"))
        ):
            return code
    if classes & {"aid_generic", "money"}:
        for words_in, code in (
            (("military", "security", "defense", "defence", "lethal"), "military_aid"),
            (("humanitarian", "food", "medical", "relief"), "humanitarian_aid"),
            (("economic", "financial", "budget"), "economic_aid"),
        ):
            if any(w in phrase for w in words_in):
                return code
        return (
            "economic_aid"
            if "money" in classes and not candidate.trigger.weak
            else _by_recipient(_phrase_of(candidate))
            if "money" in classes
            else None
        )
    return None


def _phrase_of(candidate: Candidate) -> str:
    return " ".join(t.lower_ for t in candidate.token.subtree)


def _by_recipient(phrase: str) -> str:
    """What money is for: the army, the hungry, or the budget."""
    if any(
        w in phrase
        for w in ("army", "military", "defence", "defense", "troops", "weapons", "soldiers", "armed forces", "arms")
    ):
        return "military_aid"
    if any(
        w in phrase for w in ("refugee", "food", "relief", "humanitarian", "displaced", "medical", "shelter", "aid")
    ):
        return "humanitarian_aid"
    return "economic_aid"
