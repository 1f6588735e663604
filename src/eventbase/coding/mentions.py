"""Drafts become mentions: records with countries, places, evidence and a confidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from eventbase.coding.analysis import Actor, FigureMention, Toponym
from eventbase.coding.confidence import confidence
from eventbase.coding.drafts import Draft
from eventbase.ontology.event_types import event_class
from eventbase.records import Article, DateSpan, Evidence, Figure, Mention, MentionLocation


def to_mention(draft: Draft, article: Article, coder: str, version: str) -> Mention:
    """One mention; `mention_id` is derived from article, coder, type and first evidence: it stays from run to run."""
    span = draft.date or DateSpan()
    first = min(draft.spans)
    locations = tuple(_location(article, number, place) for number, place in enumerate(draft.places))
    fields: dict[str, object] = {
        "mention_id": _identity(article.article_id, coder, draft.code, first),
        "article_id": article.article_id,
        "story_no": draft.sentence.story_no,
        "part": "teaser" if draft.sentence.part == "teaser" else "body",
        "event_type": event_class(draft.code),
        "sub_event_type": draft.code,
        "event_date": span.start,
        "event_date_end": span.end,
        "time_precision": span.precision,
        "date_basis": span.basis,
        **_actor("actor1", draft.actor1, draft),
        **_actor("actor2", draft.actor2, draft),
        **_primary(locations),
        "status": draft.status,
        "temporal_role": draft.role,
        "attribution": article.text[draft.speaker.start : draft.speaker.end] if draft.speaker else None,
        "confidence": confidence(draft),
        "coder": coder,
        "coder_version": version,
        "figures": tuple(_figure(article, f) for f in sorted(draft.figures, key=lambda f: f.start)),
        "evidence": tuple(_evidence(draft, article)),
        "locations": locations,
    }
    return Mention.model_validate(fields)


def _identity(article_id: str, coder: str, code: str, first: tuple[int, int]) -> str:
    key = f"{article_id}\x1f{coder}\x1f{code}\x1f{first[0]}-{first[1]}"
    return "m-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _actor(side: str, actor: Actor | None, draft: Draft) -> dict[str, str | None]:
    if actor is None:
        return {}
    country = actor.country
    if country is None and actor.type == "civilian" and draft.primary is not None and draft.primary.place is not None:
        country = draft.primary.place.country
    return {f"{side}_name": actor.name, f"{side}_country": country, f"{side}_type": actor.type}


def _location(article: Article, number: int, toponym: Toponym) -> MentionLocation:
    place = toponym.place
    known = {} if place is None else {
        "place_id": place.place_id or None, "admin1": place.admin1, "admin2": place.admin2, "country": place.country,
        "latitude": place.latitude, "longitude": place.longitude, "geo_precision": place.geo_precision,
    }  # fmt: skip
    known.setdefault("geo_precision", "unknown")
    name = article.text[toponym.start : toponym.end]
    return MentionLocation(location_no=number, location_name=name, start=toponym.start, end=toponym.end, **known)  # type: ignore[arg-type]


def _primary(locations: tuple[MentionLocation, ...]) -> dict[str, object]:
    if not locations:
        return {}
    return locations[0].model_dump(exclude={"location_no", "start", "end"})


def _figure(article: Article, figure: FigureMention) -> Figure:
    return Figure(
        measure=figure.measure, low=figure.low, best=figure.best, high=figure.high, qualifier=figure.qualifier,
        side=figure.side, start=figure.start, end=figure.end, quote=article.text[figure.start : figure.end],
    )  # fmt: skip


def _evidence(draft: Draft, article: Article) -> Iterator[Evidence]:
    text = article.text
    for start, end in sorted(draft.spans):
        yield Evidence(field="event", start=start, end=end, quote=text[start:end])
    pointers: list[tuple[str, tuple[int, int] | None]] = [("event_date", draft.date_span)]
    pointers += [
        (f"{side}_name", (a.start, a.end) if a else None)
        for side, a in (("actor1", draft.actor1), ("actor2", draft.actor2))
    ]
    pointers.append(("location_name", (draft.places[0].start, draft.places[0].end) if draft.places else None))
    pointers.append(("attribution", (draft.speaker.start, draft.speaker.end) if draft.speaker else None))
    if draft.status != "occurred" and draft.modality.cue is not None:
        cue = draft.modality.cue
        start = draft.cue_base + cue.idx
        pointers.append(("status", (start, start + len(cue))))
    for name, span in pointers:
        if span is not None and span[0] < span[1]:
            yield Evidence(field=name, start=span[0], end=span[1], quote=text[span[0] : span[1]])
