"""What the words around a date say about its use: an event's time, since, until, a stamp, a label; past or future."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

from eventbase.coding.date_landmarks import Hit
from eventbase.ontology.date_phrases import date_phrases

Use = Literal["when", "since", "until", "published", "label"]

# Chronologies date their entries like stamps, but years back.
STAMP_DAYS = 45
_CLAUSE_END = re.compile(r"[.;!?](?=\s)|\n|\b(?:which|who|that|but|while|after|although)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since|starting|beginning|dating back to|going back to)\s(?:(?:from|on|in|the|at|late|early|as early as|"
    r"(?:start|beginning|end) of|its|a)\s){0,3}$|\bfrom\s(?:the\s(?:start|beginning)\sof\s)?$",
    re.IGNORECASE,
)
_SINCE_EVENT = re.compile(
    r"\bsince\b(?:\s(?!when\b|that\b|which\b|who\b|but\b)[\w'’-]+){1,10}\s(?:(?:in|on|of|early|late|last|back)\s)*(?:the\s)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|up to|through|by)\s(?:the\s(?:end|start|beginning|close)\sof\s|at least\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_LED_IN = re.compile(
    r"(?:\b(?:on|of|from|since|until|till|between|to|by|for|after|before|and|in|the|dated|around|through|late|early)|"
    r"[(,–—-])\s?(?:[A-Z][a-z]+day,?\s)?$",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"\s(?:onwards?|on(?=\s*[,.]))")
_DETERMINED = re.compile(
    r"(?:\b(?:the|its|their|his|her|a|an|this|that|infamous|deadly|so-called|our|under|of\sthe)|\w's|s')\s$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"['s]{0,2}[\s,]+(?!(?:and|or|in|on|at|to|from|as|when|after|before|by|with|for|of|that|the|a|an|was|were|is|are|has|"
    r"had|have|killed|said|but|while|during|near|against|between|following|amid|which|who|it|he|they|she|until|there|"
    r"according|where|because|since|also|will|would|could|did|left|saw|claimed|wounded|injured|over|into)\b)([a-z][\w-]+|[A-Z][\w-]+\s(?:[A-Za-z][\w-]+\s)?[a-z]+)",
)


def _alternatives(name: str) -> str:
    words = sorted(date_phrases().words[name], key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words)


@cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives('future')})\b", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    name = r"[A-Z][\w.'’-]*"
    people = rf"(?:\s(?:reporters|journalists|lawmakers|parliament|the\s[\w-]+|state\s\w+|{name}(?:\s{name}){{0,4}}))?"
    where = rf"(?:\s(?:{_alternatives('saying_in')})(?:\s(?:to|with|in)(?:\s{name}){{1,4}})?)?(?:\sin\s{name})?"
    return re.compile(
        rf"(?<!\w )?\b(?:{_alternatives('saying')}){people}{where}(?:,)?\s(?:(?:early|late|earlier|later)\s)?(?:on\s)?$"
    )


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_alternatives('stamps')})(?:\s(?:by|in)(?:\s[A-Z“\"][\w.'’”\"]*){{1,5}})?\s?:?\s?(?:(?:on|at)\s)?"
        r"(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4})?,?\s)?$",
        re.IGNORECASE,
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives('label_before')})\s(?:(?:on|in)\s)?$", re.IGNORECASE)


def future_near(text: str, start: int, end: int) -> bool:
    """Whether the clause around [start, end) speaks of what is to come."""
    before = _CLAUSE_END.split(text[max(0, start - 70) : start])[-1]
    if _said().search(before):
        return False
    after = _CLAUSE_END.split(text[end : end + 40])[0]
    return (
        _future().search(before) is not None or re.search(r"\b(?:will|is set to|is due|are due)\b", after) is not None
    )


def use_of(text: str, hit: Hit, anchor: date | None) -> Use:
    """What the date is used for, from the words before and after it."""
    before, after = text[max(0, hit.start - 130) : hit.start], text[hit.end : hit.end + 50]
    before = re.split(r"\n|(?<=[a-z]{3})[.!?]\s", before)[-1]
    if _stamp().search(before) or _is_stamp(before, after, hit, anchor):
        return "published"
    if (_SINCE.search(before) and not _from_range(before, after)) or _since_event(before, hit) or _ONWARD.match(after):
        return "since"
    if _UNTIL.search(before):
        return "until"
    if _label().search(before) or _is_label(before, after, hit):
        return "label"
    possessive = hit.kind == "weekday" and text[hit.end - 1] == "s"
    if hit.kind in ("weekday", "day", "deictic") and not possessive and _said().search(before):
        return "published"
    return "when"


def _is_stamp(before: str, after: str, hit: Hit, anchor: date | None) -> bool:
    """A full date that no preposition leads in and a new sentence follows: "AFP Sunday 15 Oct 2017 Shelling killed"."""
    if hit.kind != "day" or not hit.stated or hit.days is None or _LED_IN.search(before):
        return False
    if anchor is not None and abs((hit.days[0] - anchor).days) > STAMP_DAYS:
        return False
    return re.match(r"\s*(?:$|\||(?:at\s)?\d{1,2}:\d\d|[A-Z][\w-]+\s)", after) is not None


def _since_event(before: str, hit: Hit) -> bool:
    """ "since protests erupted in March 2011", "since rebels seized it two years ago"."""
    return hit.kind in ("day", "month", "year", "season", "deictic") and _SINCE_EVENT.search(before) is not None


def _from_range(before: str, after: str) -> bool:
    """ "from March 3" without "on" is a start only where nothing else ends it."""
    return re.search(r"\bfrom\s(?:the\s\w+\sof\s)?$", before, re.IGNORECASE) is not None


def _is_label(before: str, after: str, hit: Hit) -> bool:
    """ "the 2015 Minsk agreement", "the June 12 ceasefire", not "Tuesday's attack" nor "this week"."""
    if hit.kind not in ("day", "month", "year", "season"):
        return False
    if hit.kind == "season" and re.search(r"\b(?:in|during|over|throughout|by)\sthe\s$", before, re.IGNORECASE):
        return False  # "in the fall of 2024, the two states signed"
    return _DETERMINED.search(before) is not None and _NOUN_AFTER.match(after) is not None
