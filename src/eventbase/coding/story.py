"""Reads one story: sentences in, joined drafts out. The order of the steps is the order of this module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.actors import ActorIndex
from eventbase.coding.analysis import Actor, DateMention, Sentence, Toponym
from eventbase.coding.assign_figures import assign_figures, told_on
from eventbase.coding.attribution import Floor, sentence_speaker, speaker_of
from eventbase.coding.candidates import accepted, find_candidates
from eventbase.coding.drafts import Draft
from eventbase.coding.groups import AID, BLOODSHED
from eventbase.coding.inherit import inherit_places
from eventbase.coding.merge import merge
from eventbase.coding.modality import modality
from eventbase.coding.roles import Cast, roles
from eventbase.coding.roles_inherit import inherit_actors
from eventbase.coding.scene import Candidate, Scene
from eventbase.coding.scope import absorb, is_cause, out_of_scope
from eventbase.coding.typing_rules import is_total, sub_event_type
from eventbase.coding.when import find_date, settle_dates, total_since
from eventbase.coding.where import locate
from eventbase.ontology.event_types import event_class
from eventbase.ontology.rule_words import rule_words
from eventbase.records import DateSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_EVIDENCE = 600
MEMORY = 4  # sentences for which giver and recipient are remembered
SHORT_STORY = 4  # sentences; a text so short need not say twice that there is a war
Explain = Callable[[str], None]


@dataclass(slots=True)
class Story:
    """What is known before its sentences are read."""

    sentences: Sequence[Sentence]
    toponyms: Sequence[Toponym]
    dates: Sequence[DateMention]
    anchor: date | None
    index: ActorIndex
    conflict: float  # share of the story's sentences with a word of war
    explain: Explain | None = None
    floor: Floor = field(default_factory=Floor)
    reference: DateSpan | None = None
    drafts: list[Draft] = field(default_factory=list)


def read_story(story: Story) -> list[Draft]:
    """The story's events, each with all its evidence, in text order."""
    cast = Cast(story.index, story.anchor, *_focus(story.toponyms))
    for sentence in story.sentences:
        if sentence.doc is not None:
            story.drafts += _read_sentence(sentence, story, cast)
    drafts = merge(story.drafts)
    inherit_places(drafts, story.toponyms, cast.country)
    if drafts:
        settle_dates(drafts, story.anchor, story.sentences[0].no)
        inherit_actors(drafts, story.toponyms, cast)
        settle_speakers(drafts, story.floor)
    return drafts


def settle_speakers(drafts: Sequence[Draft], floor: Floor) -> None:
    """A source that goes on speaking vouches for news without a speaker of its own; generic sources get their name."""
    for draft in drafts:
        if draft.speaker is None and draft.role == "new" and not draft.total and event_class(draft.code) in BLOODSHED:
            draft.speaker = draft.kept_speaker if draft.kept_speaker and not draft.kept_speaker.generic else None
        if draft.speaker is not None:
            draft.speaker = floor.settle(draft.speaker, draft.sentence.no)


def _focus(toponyms: Sequence[Toponym]) -> tuple[str | None, frozenset[str]]:
    """The country that most place names of the story lie in, and all of its countries."""
    counts = Counter(t.place.country for t in toponyms if t.place is not None and t.place.country and t.kind != "actor")
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return (ranked[0][0] if ranked else None), frozenset(counts)


def _read_sentence(sentence: Sentence, story: Story, cast: Cast) -> list[Draft]:
    toponyms = [t for t in story.toponyms if sentence.start <= t.start < sentence.end]
    actors = story.index.find_actors(
        sentence.text, base=sentence.start, when=story.anchor, country_hint=cast.country, countries=cast.countries
    )
    scene = Scene.of(sentence, toponyms, actors)
    candidates = find_candidates(scene)
    _tell(story, sentence, candidates)
    chosen = list(accepted(candidates))
    scene.n_causes = sum(is_cause(c) for c in chosen)
    found = absorb(chosen)
    drafts = []
    for candidate, parts in found:
        draft = _draft(candidate, parts, [c for c, _ in found if c is not candidate], story, cast)
        if draft is not None:
            drafts.append(draft)
        else:  # what was told of a plan or a wish may itself have happened
            alone = [_draft(part, [], [], story, cast) for part in parts]
            drafts += [d for d in alone if d is not None]
    assign_figures(scene, drafts)
    if not drafts and story.drafts:
        told_on(scene, story.drafts[-1])
    if (speaker := sentence_speaker(scene)) is not None:
        story.floor.give(speaker, sentence.no)
    cast.previous += [a for a in actors if a.type not in {"unknown", "media"}]
    return drafts


def _tell(story: Story, sentence: Sentence, candidates: Sequence[Candidate]) -> None:
    if story.explain is None:
        return
    story.explain(f"[{sentence.no}] {sentence.part} {sentence.start}-{sentence.end}: {sentence.text}")
    for candidate in candidates:
        story.explain(f"    {candidate.text!r} rule {candidate.trigger.id}: {candidate.rejected or 'accepted'}")


def _draft(
    candidate: Candidate, parts: list[Candidate], rivals: list[Candidate], story: Story, cast: Cast
) -> Draft | None:
    code = sub_event_type(candidate, *_first_look(candidate, parts, cast))
    if code is None:
        _reject(story, candidate, "no sub-type fits")
        return None
    mood = modality(candidate, code)
    if mood.status is None:
        _reject(story, candidate, mood.why)
        return None
    actor1, actor2 = roles(candidate, code, cast)
    if actor2 is None or actor2.type == "unknown":
        actor2 = next((a for part in parts if (a := roles(part, code, cast)[1]) is not None), actor2)
    if actor1 is None:
        actor1 = next((a for part in parts if (a := roles(part, code, cast)[0]) is not None), None)
    if actor1 is not None and actor2 is not None and actor1.start == actor2.start:
        actor2 = None
    draft = Draft(
        code, candidate.scene.sentence, [candidate, *parts], mood, [_evidence(candidate, rivals)], actor1, actor2
    )
    draft.rule = candidate.trigger.id
    draft.bare = candidate.bare and not any(p.pos == "verb" for p in parts)
    delivered = (
        candidate.trigger.family == "give" and candidate.carrier.dep_ == "acl"
    )  # "weapons delivered by the West"
    draft.label = (draft.bare and _is_label(candidate)) or _since_clause(candidate) or delivered
    draft.total = code == "casualty_report" and (is_total(candidate) or any(is_total(p) for p in parts))
    draft.definite = _is_definite(candidate)
    draft.speaker = speaker_of(candidate, story.floor)
    if draft.speaker is None:
        draft.kept_speaker = story.floor.kept(candidate.scene.sentence.no)
    draft.places = locate(candidate, code, rivals)
    draft.own_place = bool(draft.places)
    if code == "casualty_report" and draft.own_place and draft.places[0].place is not None:
        draft.total = draft.total or draft.places[0].place.geo_precision == "country"
    if code in AID and actor1 is None and actor2 is None:
        _as_before(draft, story)
    _set_date(draft, candidate, rivals, story)
    why = out_of_scope(draft, 1.0 if len(story.sentences) <= SHORT_STORY else story.conflict)
    if why is not None:
        _reject(story, candidate, why)
        return None
    if story.explain is not None:
        story.explain(f"      -> {code}, {draft.status} ({mood.why})")
    return draft


def _as_before(draft: Draft, story: Story) -> None:
    """`The latest package included …`: giver and recipient are those of the aid just told of."""
    for earlier in reversed(story.drafts):
        if earlier.code in AID and draft.sentence.no - earlier.sentence.no <= MEMORY:
            draft.actor1, draft.actor2 = earlier.actor1, earlier.actor2
            return


def _first_look(candidate: Candidate, parts: list[Candidate], cast: Cast) -> tuple[Actor | None, Actor | None]:
    """Who is in it, before the sub-type is known; those hurt stand in for a target that is not named."""
    actor1, actor2 = roles(candidate, None, cast)
    for part in parts:
        doer, hurt = roles(part, None, cast)
        actor1, actor2 = actor1 or doer, actor2 or hurt
    return actor1, actor2


def _reject(story: Story, candidate: Candidate, why: str) -> None:
    if story.explain is not None:
        story.explain(f"      {candidate.text!r} rejected: {why}")


def _set_date(draft: Draft, candidate: Candidate, rivals: list[Candidate], story: Story) -> None:
    sentence = candidate.scene.sentence
    dates = [d for d in story.dates if sentence.start <= d.start < sentence.end]
    if draft.total and (since := total_since(draft, dates, story.anchor)):
        draft.date, draft.date_span, draft.own_date = since[0], since[1], True
        return
    found = find_date(candidate, dates, rivals, story.reference)
    if found is None:
        return
    mention, span = found
    if span.start is None and span.end is None:
        return
    draft.date, draft.date_span, draft.own_date = span, (mention.start, mention.end), True
    story.reference = span


CHARGES = frozenset(
    {"accusations", "accusation", "allegations", "allegation", "suspicions", "suspicion", "claims", "possibility"}
)


def _since_clause(candidate: Candidate) -> bool:
    """`since the army launched its offensive`."""
    verb = candidate.carrier
    return verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "since" for c in verb.children)


_WORDS = rule_words("story")
LABEL_PREPOSITIONS = _WORDS["LABEL_PREPOSITIONS"]


def _is_label(candidate: Candidate) -> bool:
    """`since the invasion`, `sanctions over the attack`: names an event to date or explain another."""
    token = candidate.token
    if candidate.trigger.id in {"offensive", "sanction"}:
        return True
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ == "pobj" and token.head.head.lower_ in CHARGES:
        return True
    return token.dep_ == "pobj" and token.head.lower_ in LABEL_PREPOSITIONS


def _known_weapon(scene: Scene, weapon: Token) -> bool:
    """`the shells`, `one of the missiles`: those of an attack already told."""
    pointed = any(c.lower_ in {"the", "those", "these"} for c in weapon.children if c.dep_ == "det")
    return pointed and any(name.startswith("weapon") for name in scene.classes(weapon))


def _is_definite(candidate: Candidate) -> bool:
    """`the attack`, `the strikes`: points back to an event already told; so do passives without an event noun."""
    if candidate.pos != "noun":
        weapon = candidate.agent
        if weapon is not None and _known_weapon(candidate.scene, grammar.kernel(weapon)):
            return True
        return any(
            t.lower_
            in {
                "attack",
                "attacks",
                "strike",
                "strikes",
                "blast",
                "explosion",
                "raid",
                "raids",
                "shelling",
                "bombing",
                "incident",
                "assault",
                "clashes",
                "fighting",
            }
            and any(c.lower_ in {"the", "this", "that", "these", "those"} and c.dep_ == "det" for c in t.children)
            for t in (candidate.agent, *grammar.prep_objects(candidate.token, frozenset({"in", "by", "from", "after"})))
            if t is not None
        )
    return any(
        c.lower_ in {"the", "this", "that", "these", "those"} and c.dep_ == "det" for c in candidate.token.children
    )


def _evidence(candidate: Candidate, rivals: list[Candidate]) -> tuple[int, int]:
    """The clause that states it where the sentence holds other events, else the sentence; at most 600 characters."""
    sentence = candidate.scene.sentence
    if sentence.end - sentence.start <= MAX_EVIDENCE and not rivals:
        return sentence.start, sentence.end
    tokens = sorted({t.i for t in candidate.carrier.subtree} | {t.i for t in candidate.token.subtree})
    first, last = candidate.scene.doc[tokens[0]], candidate.scene.doc[tokens[-1]]
    start, end = candidate.scene.offset(first), candidate.scene.offset(last) + len(last)
    if end - start > MAX_EVIDENCE:
        at = candidate.scene.offset(candidate.token)
        start = max(start, at - MAX_EVIDENCE // 2)
        end = min(end, start + MAX_EVIDENCE)
    return start, end
