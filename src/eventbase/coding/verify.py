"""The gate behind every coder: drops, with an issue row, whatever does not quote the text or uses an unknown code."""

from __future__ import annotations

from collections.abc import Sequence

from eventbase.ontology.event_types import event_types
from eventbase.records import Article, Evidence, Figure, Issue, Mention

MAX_EVENT_QUOTE = 600
QUOTED_FIELDS = ("actor1_name", "actor2_name", "location_name", "attribution")


def verify(article: Article, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Issue]]:
    """The mentions that hold, stripped of figures and evidence that do not, and an issue for all that was dropped."""
    kept: list[Mention] = []
    issues: list[Issue] = []
    for mention in mentions:
        checked, faults = _check(article, mention)
        issues += [_issue(article, mention, code, detail) for code, detail in faults]
        if checked is not None:
            kept.append(checked)
    return kept, issues


def _issue(article: Article, mention: Mention, code: str, detail: str) -> Issue:
    return Issue(
        stage="code", article_id=article.article_id, mention_id=mention.mention_id or None, code=code, detail=detail
    )


def _check(article: Article, mention: Mention) -> tuple[Mention | None, list[tuple[str, str]]]:
    known = event_types().get(mention.sub_event_type)
    if known is None or known.event_type != mention.event_type:
        return None, [
            (
                "unknown_code",
                f"{mention.event_type}/{mention.sub_event_type} is not in event_types.csv; mention dropped",
            )
        ]
    faults: list[tuple[str, str]] = []
    evidence = _quoting(article, mention.evidence, faults)
    if not any(e.field == "event" for e in evidence):
        return None, [
            *faults,
            ("no_evidence", f"{mention.sub_event_type}: no quote of the text states the event; mention dropped"),
        ]
    figures = tuple(f for f in mention.figures if _figure_holds(article, f, faults))
    if fault := _dates(mention):
        return None, [*faults, fault]
    quoted = {e.field for e in evidence}
    cleared = {name: None for name in QUOTED_FIELDS if getattr(mention, name) is not None and name not in quoted}
    for name in cleared:
        faults.append(("no_quote", f"{name} {getattr(mention, name)!r} has no quote in the text; value dropped"))
    changes: dict[str, object] = {"evidence": evidence, "figures": figures, **_with_dependents(cleared)}
    if "location_name" in cleared:
        changes["locations"] = ()
    return mention.model_copy(update=changes), faults


def _with_dependents(cleared: dict[str, None]) -> dict[str, None]:
    """A dropped name takes its country, type or place along."""
    found = dict(cleared)
    for side in ("actor1", "actor2"):
        if f"{side}_name" in cleared:
            found |= {f"{side}_country": None, f"{side}_type": None}
    if "location_name" in cleared:
        found |= dict.fromkeys(("place_id", "admin1", "admin2", "country", "latitude", "longitude", "geo_precision"))
    return found


def _quoting(article: Article, evidence: Sequence[Evidence], faults: list[tuple[str, str]]) -> tuple[Evidence, ...]:
    kept = []
    for row in evidence:
        if article.text[row.start : row.end] != row.quote or row.start >= row.end:
            faults.append(
                ("quote_mismatch", f"{row.field}: characters {row.start}-{row.end} are not {row.quote[:60]!r}")
            )
        elif row.field == "event" and row.end - row.start > MAX_EVENT_QUOTE:
            faults.append(("quote_too_long", f"event: {row.end - row.start} characters; at most {MAX_EVENT_QUOTE}"))
        else:
            kept.append(row)
    return tuple(kept)


def _figure_holds(article: Article, figure: Figure, faults: list[tuple[str, str]]) -> bool:
    if article.text[figure.start : figure.end] != figure.quote or figure.start >= figure.end:
        faults.append(
            (
                "quote_mismatch",
                f"figure {figure.measure}: characters {figure.start}-{figure.end} are not {figure.quote[:60]!r}",
            )
        )
        return False
    bounds = [b for b in (figure.low, figure.best, figure.high) if b is not None]
    if not bounds or bounds != sorted(bounds):
        faults.append(
            ("bad_bounds", f"figure {figure.measure}: low {figure.low}, best {figure.best}, high {figure.high}")
        )
        return False
    return True


def _dates(mention: Mention) -> tuple[str, str] | None:
    start, end = mention.event_date, mention.event_date_end
    if start is not None and end is not None and start > end:
        return "bad_dates", f"event_date {start} is after event_date_end {end}; mention dropped"
    return None
