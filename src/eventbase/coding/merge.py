"""Joins sentences about one happening into one draft and keeps different ones apart (CODEBOOK section 2)."""

from __future__ import annotations

from collections.abc import Sequence

from eventbase.coding.analysis import Actor, FigureMention, Toponym
from eventbase.coding.attribution import better_speaker
from eventbase.coding.drafts import Draft
from eventbase.coding.groups import AID
from eventbase.ontology.rule_words import rule_words

_WORDS = rule_words("merge")
STRIKES = _WORDS["STRIKES"]
BLASTS = frozenset({"mine_ied", "suicide_bombing", "grenade"})
GROUND = frozenset({"armed_clash", "ground_offensive", "territory_captured", "territory_regained"})
PERSONS = frozenset({"attack_on_civilians", "execution", "assassination"})
PROTEST = frozenset(
    {
        "peaceful_protest",
        "protest_with_intervention",
        "violent_demonstration",
        "excessive_force_against_protesters",
        "mob_violence",
    }
)
MUTUAL = frozenset({"agreement", "talks", "prisoner_exchange", "sanction"})
FAMILIES = (STRIKES, BLASTS, GROUND, PERSONS, PROTEST, AID)
HARM = STRIKES | BLASTS | GROUND | PERSONS | frozenset({"casualty_report", "other"})
VAGUE = frozenset({"combined_strike", "armed_clash", "casualty_report", "attack_on_civilians"})
REALIS = frozenset({"occurred", "ongoing", "alleged"})
NEAR_SENTENCES = 3


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of one story in text order, joined."""
    kept: list[Draft] = []
    for draft in drafts:
        target = next((earlier for earlier in reversed(kept) if same_event(earlier, draft)), None)
        if target is None:
            kept.append(draft)
        else:
            _join(target, draft)
    return [d for d in kept if not _names_only(d)]


def _names_only(draft: Draft) -> bool:
    """A noun alone with nothing of its own is no event (CODEBOOK)."""
    if draft.code == "casualty_report" and not draft.figures:
        return True
    if draft.label:
        return not (draft.own_date and draft.date is not None and draft.date.precision == "day")
    if draft.status == "alleged" and not (draft.own_place or draft.own_date or draft.figures):
        return True
    return draft.bare and not (draft.own_date or draft.own_place or draft.figures or (draft.actor1 and draft.actor2))


def compatible(a: str, b: str) -> bool:
    """Whether two sub-types may be told of one happening."""
    if a == b:
        return True
    if "casualty_report" in (a, b):
        return a in HARM and b in HARM
    return any(a in family and b in family for family in FAMILIES)


def same_event(a: Draft, b: Draft) -> bool:
    """Whether two drafts of a story report one happening."""
    if a.total or b.total:
        return a.total and b.total and bool(a.killed() & b.killed())
    if not _status_fits(a, b) or a.sentence.story_no != b.sentence.story_no:
        return False
    if b.definite and not _places_clash(a, b, strict=True) and not _dates_clash(a, b):
        return (
            compatible(a.code, b.code) or (a.code in HARM and b.code in HARM)
        ) and b.sentence.no - a.sentence.no <= 6
    if _aftermath(a, b):
        return True
    if (
        a.code == b.code
        and a.sentence.no == b.sentence.no
        and a.code in MUTUAL
        and not _places_clash(a, b, strict=False)
    ):
        return True
    if not compatible(a.code, b.code) or _dates_clash(a, b) or _actors_clash(a, b):
        return False
    if a.code != b.code and not {a.code, b.code} & VAGUE:
        return False
    if _places_clash(a, b, strict=False):
        return False
    if a.sentence.no == b.sentence.no:
        return a.primary is None or b.primary is None or _same_place(a.primary, b.primary)
    if _figures_clash(a, b):
        return False
    return _shares(a, b)


def _aftermath(a: Draft, b: Draft) -> bool:
    """`Seven others were wounded`: casualties right behind an attack, with no place, day or doer of their own."""
    if (
        b.candidates[0].trigger.family not in {"kill", "losses"}
        or a.code not in HARM
        or b.sentence.no - a.sentence.no > 1
    ):
        return False
    if "among" in b.candidates[0].scene.lowers and not b.own_place:
        return True  # "three children were among the dead"
    return not (b.own_place or b.own_date or b.actor1) and not (
        a.killed() and b.killed() and not a.killed() & b.killed()
    )


def _status_fits(a: Draft, b: Draft) -> bool:
    if a.status == b.status:
        return True
    if "ongoing" in (a.status, b.status) and not (b.definite or a.bare or b.bare):
        return False
    return a.status in REALIS and b.status in REALIS


def _shares(a: Draft, b: Draft) -> bool:
    """Something must tie two sentences together: the same place, or the same actors close by, or the same figures."""
    if (
        a.primary is not None
        and b.primary is not None
        and (_same_place(a.primary, b.primary) or _contains(a.primary, b.primary) or _contains(b.primary, a.primary))
    ):
        return True
    if a.killed() & b.killed():
        return True
    close = b.sentence.no - a.sentence.no <= NEAR_SENTENCES
    if (
        a.code == b.code
        and _same_actor(a.actor1, b.actor1)
        and (_same_actor(a.actor2, b.actor2) or None in (a.actor2, b.actor2))
    ):
        return close and (a.primary is None or b.primary is None)
    return close and b.primary is None and not b.own_date and b.actor1 is None


def _dates_clash(a: Draft, b: Draft) -> bool:
    if a.own_date != b.own_date and not b.definite:
        dated = a if a.own_date else b
        return dated.date is not None and dated.date.precision not in {"day", "unknown"}
    if a.date is None or b.date is None or not (a.own_date and b.own_date):
        return False
    if None in (a.date.start, a.date.end, b.date.start, b.date.end):
        return (a.date.precision == "open") != (b.date.precision == "open")
    assert a.date.start and a.date.end and b.date.start and b.date.end
    return a.date.end < b.date.start or b.date.end < a.date.start


def _actors_clash(a: Draft, b: Draft) -> bool:
    return _differ(a.actor1, b.actor1) and not (_same_actor(a.actor1, b.actor2) and a.code in GROUND)


def _differ(a: Actor | None, b: Actor | None) -> bool:
    if a is None or b is None or "unknown" in (a.type, b.type):
        return False
    return (a.country is not None and b.country is not None and a.country != b.country) or (
        a.country == b.country and a.type != b.type
    )


def _same_actor(a: Actor | None, b: Actor | None) -> bool:
    return a is not None and b is not None and a.country == b.country and a.type == b.type


def _places_clash(a: Draft, b: Draft, *, strict: bool) -> bool:
    """Two places of which neither holds the other. `strict`: also where one is an area around the other's rival."""
    if a.primary is None or b.primary is None:
        return False
    if _same_place(a.primary, b.primary) or _contains(a.primary, b.primary) or _contains(b.primary, a.primary):
        return False
    if _told_on(a, b):
        return False
    return not any(_same_place(x, b.primary) for x in a.places)


def _told_on(a: Draft, b: Draft) -> bool:
    """The same toll a sentence or two later: the second place only says it more closely."""
    return a.code == b.code and b.sentence.no - a.sentence.no <= 2 and bool(a.killed()) and a.killed() == b.killed()


def _same_place(a: Toponym, b: Toponym) -> bool:
    if (
        a.place is not None
        and b.place is not None
        and a.place.place_id
        and b.place.place_id
        and _bare_name(a) != _bare_name(b)
    ):
        return a.place.place_id == b.place.place_id
    return _bare_name(a) == _bare_name(b)


GENERIC = _WORDS["GENERIC"]


def _bare_name(toponym: Toponym) -> str:
    words = [w for w in toponym.name.casefold().split() if w not in GENERIC]
    return " ".join(words) or toponym.name.casefold()


def _contains(outer: Toponym, inner: Toponym) -> bool:
    if outer.place is None or inner.place is None:
        return outer.name in inner.within
    if outer.place.geo_precision in {"country", "region"}:
        return outer.place.country == inner.place.country
    if (
        outer.place.geo_precision == "admin2"
        and outer.place.admin1 is not None
        and inner.place.geo_precision in {"settlement", "near", "exact"}
    ):
        return outer.place.country == inner.place.country and outer.place.admin1 == inner.place.admin1
    if outer.place.geo_precision == "admin1":
        return (
            outer.place.country == inner.place.country
            and outer.place.admin1 == inner.place.admin1
            and inner.place.geo_precision != "country"
        )
    return outer.name in inner.within


def _figures_clash(a: Draft, b: Draft) -> bool:
    """Two tolls with a place each: two happenings, unless a place is the same."""
    if not a.killed() or not b.killed() or a.killed() & b.killed():
        return False
    return not (a.primary is not None and b.primary is not None and _same_place(a.primary, b.primary))


def _join(target: Draft, draft: Draft) -> None:
    target.candidates += draft.candidates
    target.spans += [s for s in draft.spans if s not in target.spans]
    if (target.code in VAGUE and draft.code not in VAGUE) or (target.code == "casualty_report" and draft.code in HARM):
        target.code = draft.code
    if target.bare and not draft.bare:
        target.bare, target.modality, target.cue_sentence = False, draft.modality, draft.cue_sentence
    if draft.own_date and not target.own_date:
        target.date, target.date_span, target.own_date = draft.date, draft.date_span, True
    _join_places(target, draft)
    _join_actors(target, draft)
    target.speaker = better_speaker(target.speaker, draft.speaker)
    target.kept_speaker = target.kept_speaker or draft.kept_speaker
    _join_figures(target.figures, draft.figures)
    target.notes.append(f"joined with sentence {draft.sentence.no}")


def _join_places(target: Draft, draft: Draft) -> None:
    if draft.primary is None:
        return
    if target.primary is None:
        target.places, target.own_place = list(draft.places), draft.own_place
    elif _contains(target.primary, draft.primary) and not _same_place(target.primary, draft.primary):
        target.places = list(draft.places)


def _join_actors(target: Draft, draft: Draft) -> None:
    """The first named stay; a pair of foes replaces half a pair, or one that names a side twice."""
    if draft.code in GROUND and _foes(draft) and target.code in GROUND and not _foes(target):
        target.actor1, target.actor2 = draft.actor1, draft.actor2
        return
    target.actor1 = _better(target.actor1, draft.actor1)
    target.actor2 = _better(target.actor2, draft.actor2)


def _foes(draft: Draft) -> bool:
    pair = (draft.actor1, draft.actor2)
    armed = all(a is not None and a.type not in {"civilian", "unknown", "media", "ngo"} for a in pair)
    return armed and not _same_actor(*pair)


def _better(a: Actor | None, b: Actor | None) -> Actor | None:
    if a is None or (a.type == "unknown" and b is not None):
        return b
    return a


def _join_figures(figures: list[FigureMention], new: Sequence[FigureMention]) -> None:
    known = {(f.measure, f.low, f.best, f.high) for f in figures}
    for figure in new:
        key = (figure.measure, figure.low, figure.best, figure.high)
        if key not in known:
            known.add(key)
            figures.append(figure)
