"""Numbers in text with their bounds: "up to 12,000", "two dozen", "between 10 and 20", "scores".

`find_numbers` gives those that can be figures (counts, money, areas, tonnes); `scan_numbers` also names what the others
are (ages, times, calibres, years, unit numbers). Bounds follow the codebook's table of figures.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from eventbase.coding.number_grammar import (
    CARDINAL,
    SCALE,
    SCALES,
    TEN_WORDS,
    UNIT_WORDS,
    Kind,
    Number,
    cardinal_value,
    hedged,
)
from eventbase.ontology.number_phrases import FIGURE_UNITS, NumberPhrases, number_phrases

__all__ = ["Number", "find_numbers", "lower", "scan_numbers"]

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
# Branches of literals only: the engine skips to their first letters.
_START = re.compile(
    rf"\d|(?:{UNIT_WORDS}|{TEN_WORDS}|several|few|handful|couple|dozens?|tens|scores|hundreds?|thousands?|millions?|billions?|"
    r"trillions?)\b"
)
_CARDINAL = re.compile(CARDINAL, re.IGNORECASE)
_RANGE = re.compile(r"\s?[–—-]\s?|\s(?:to|or)\s", re.IGNORECASE)
_AND = re.compile(r"\sand\s(?:about |around |some )?", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?:(?P<quarter>tens|dozens|scores|hundreds|thousands) of (?P<of>thousands|millions|billions|trillions)"
    r"|(?P<some>several|few|couple|handful)(?: of)?"
    r"(?: (?P<scale>tens|dozens?|scores?|hundreds?|thousands?|millions?|billions?))?"
    r"|(?P<plain>dozens|tens|scores|hundreds|thousands|millions|billions|trillions))\b",
    re.IGNORECASE,
)
_DOZEN = re.compile(r"[ -](?P<half>and a half )?dozen\b", re.IGNORECASE)
_BARE_SCALE = re.compile(r"(?:dozen|hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(us\$|usd|eur|c\$|a\$|ca\$|au\$|[$€£₴¥₽])\s?$", re.IGNORECASE)
_WORD_AFTER = re.compile(r"[\s-]{0,2}([A-Za-z%°²][\w.'°²/%]*)")
_DATE_BEFORE = re.compile(
    rf"\b(?:{MONTHS})\.?\s?(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s?(?:-|–|to|and)?\s?)?$", re.IGNORECASE
)
_DATE_AFTER = re.compile(
    rf"(?:(?:\s?(?:-|–|to|and)\s?\d{{1,2}})?(?:st|nd|rd|th)?(?: of)?[\s-](?:{MONTHS})\b(?!\s(?:not|be|have|also)\b))",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(in|since|until|till|during|by|year|early|mid|late|end of|fall of|autumn of|spring of|summer of|winter of|"
    r"before|after|from|of|to|for|and|the|that)[ -]$",
    re.IGNORECASE,
)
_NEXT_PLURAL = re.compile(
    r"\s(?:[a-z]+[\s-]){0,3}?(?:[a-z]+(?:s|men|people|women|children)|people|troops|personnel|police)\b"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|(?:\s?-\s?)?(?:year|yr)s?[- ]old\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s?(?:a\.?m\.?|p\.?m\.?|gmt|utc|local)|\b(?!\d|\s?(?:million|billion|%)))", re.IGNORECASE
)
_IN_AID = re.compile(
    r"\s(?:more\s)?in\s(?:\w+\s){0,2}(?:aid|assistance|funding|support|loans|damage|damages|weapons|arms|revenue)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\d{1,4}(?:[-\s]\(?\d{2,4}\)?){3,}")
_NUMERIC_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b")
_AGE_NAME = re.compile(r"([A-Za-z][\w'-]+),\s$")
_UNDER_AGE = re.compile(
    r"\b(?:children|people|those|girls|boys|kids|infants|minors|men|women)\s(?:aged\s)?(?:under|over|above|below)\s(?:the\sage\sof\s)?$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"[,.;](?:\s|$)|\)|$")


@cache
def _last_of_hedges() -> frozenset[str]:
    return frozenset(phrase.rsplit(" ", 1)[-1] for phrase in number_phrases().before) | {"of"}


_LAST_WORDS = re.compile(r"(?:[^\s\"']+[\s\"']+){1,5}$")


def _hedge_before(text: str, begin: int) -> tuple[int, str] | None:
    """The longest hedge that ends right before `begin`: where it starts, and its kind."""
    before = text[max(0, begin - 24) : begin].rstrip(" \n\"'").lower()
    if re.split(r"[\s(\"']", before)[-1] not in _last_of_hedges():
        return None
    match = _LAST_WORDS.search(text, max(0, begin - 40), begin)
    words = list(re.finditer(r"[^\s\"'(]+", match[0])) if match else []
    for index in range(len(words)):
        phrase = " ".join(w[0] for w in words[index:]).lower()
        hedge = number_phrases().before.get(phrase) or number_phrases().before.get(phrase.removesuffix(" of"))
        if match and hedge:
            return match.start() + words[index].start(), hedge
    return None


@cache
def _hedge_after() -> re.Pattern[str]:
    phrases = sorted(number_phrases().after, key=len, reverse=True)
    return re.compile(rf"[\s-]({'|'.join(re.escape(p) for p in phrases)})\b|(\+)(?!\d)", re.IGNORECASE)


@cache
def _unit_after() -> re.Pattern[str]:
    phrases = sorted(number_phrases().units, key=len, reverse=True)
    body = "|".join(re.escape(p) + (r"(?!\w)" if p[-1].isalnum() or p[-1] == "." else "") for p in phrases)
    return re.compile(rf"[\s-]{{0,2}}(?:of\s(?:u\.?s\.?\s)?)?({body})", re.IGNORECASE)


def lower(text: str) -> str:
    """Lower-cased text of the same length, so that offsets stay true."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def scan_numbers(text: str) -> list[Number]:
    """Every number of the text with its kind, in order, none overlapping."""
    found: list[Number] = []
    lowered, position = lower(text), 0
    while match := _START.search(lowered, position):
        number = _read(text, match.start()) if _begins(text, match.start()) else None
        if number is None:
            position = _skip(text, match.end())
            continue
        if found and number.start < found[-1].end:
            number = replace(number, start=max(found[-1].end, min(number.core_start, number.end)))
        found.append(number)
        position = max(number.end, match.end())
    return found


def _begins(text: str, start: int) -> bool:
    """Whether a number can begin here: not inside a word, a designation or a decimal; "media.One" is glued text."""
    before = text[start - 1 : start]
    if not before or not (before.isalnum() or before in "_.,/'-"):
        return True
    return before in ".," and text[start].isupper() and text[max(0, start - 4) : start - 1].isalpha()


def _skip(text: str, end: int) -> int:
    """Past the rest of a run of digits that is no number."""
    while end < len(text) and text[end].isdigit():
        end += 1
    return end


def find_numbers(text: str) -> list[Number]:
    """The numbers that can be figures: counts, money, areas, tonnes. Spans include hedges ("at least 34")."""
    return [n for n in scan_numbers(text) if n.kind == "count" or n.kind in FIGURE_UNITS]


def _read(text: str, start: int) -> Number | None:
    skipped = _other_use(text, start)
    if skipped is not None:
        return skipped
    number = _vague(text, start) or _dozen(text, start) or _plain(text, start)
    return None if number is None else _classify(text, _halved(text, number))


def _halved(text: str, number: Number) -> Number:
    """ "half a million": half of what "a million" reads as."""
    core = text[number.core_start : number.end].lower()
    if not re.match(r"a (?:million|billion|thousand|hundred)\b", core) or not re.search(
        r"\bhalf $", text[max(0, number.core_start - 6) : number.core_start], re.IGNORECASE
    ):
        return number
    low, best, high = (None if n is None else n / 2 for n in (number.low, number.best, number.high))
    start = number.core_start - len("half ")
    return replace(number, start=min(start, number.start), core_start=start, low=low, best=best, high=high)


def _blank(start: int, end: int, kind: Kind) -> Number:
    return Number(start, end, start, end, None, None, None, "exact", kind)


def _other_use(text: str, start: int) -> Number | None:
    """Clock times, numeric dates and phone numbers, which are no numbers to count with."""
    for pattern, kind in ((_NUMERIC_DATE, "date"), (_PHONE, "name"), (_CLOCK, "time")):
        if match := pattern.match(text, start):
            return _blank(start, match.end(), kind)  # type: ignore[arg-type]
    return None


def _vague(text: str, start: int) -> Number | None:
    match = _VAGUE.match(text, start)
    if match is None:
        return None
    table = number_phrases().vague
    if match["quarter"]:
        tens, scale = table[match["quarter"].lower()], SCALES[match["of"].lower()[:-1]]
        low, high = tens[0] * scale, (tens[1] + 1) * scale - 1
    elif match["plain"]:
        low, high = table[match["plain"].lower()]
    else:
        return _some(text, match)
    begin, hedge = _before(text, start)
    return _vague_number(begin, start, match.end(), low=low, high=high, hedge=hedge)


def _vague_number(begin: int, start: int, end: int, *, low: float, high: float, hedge: str | None) -> Number:
    if hedge in ("at_least", "above"):
        return Number(begin, end, start, end, low, None, None, "at_least")
    if hedge in ("at_most", "below"):
        return Number(begin, end, start, end, None, None, high, "at_most")
    return Number(begin, end, start, end, low, None, high, "vague")


def _some(text: str, match: re.Match[str]) -> Number | None:
    """ "several", "a few hundred", "a couple of dozen"."""
    word, start = match["some"].lower(), match.start()
    table = number_phrases().vague
    if word != "several":
        article = re.search(
            r"\b(?:a|the(?: last| past| first)?|(?P<bare>))\s?$", text[max(0, start - 12) : start], re.IGNORECASE
        )
        if article is None or not article[0].lower().startswith("a"):
            return None
        start -= len(article[0])
    begin, hedge = _before(text, start)
    end = match.end()
    if text[:end].lower().endswith(" of") and not match["scale"]:
        end -= 3
    low, high = table[word if word == "several" else f"a {word}"]
    if match["scale"]:
        low, high = table[
            {"score": "scores"}.get(match["scale"].lower().rstrip("s"), match["scale"].lower().rstrip("s") + "s")
        ]
    return _vague_number(begin, start, end, low=low, high=high, hedge=hedge)


def _dozen(text: str, start: int) -> Number | None:
    """ "a dozen", "half a dozen", "two dozen": about that many, all three bounds set."""
    if bare := _BARE_SCALE.match(text, start):
        if text[start : bare.end()].lower() != "dozen":
            return None
        before = re.search(r"\b(half[ -](?:a[ -])?|a half[ -]|a )$", text[max(0, start - 8) : start], re.IGNORECASE)
        if before is None:
            return None
        return _rough(text, start - len(before[0]), bare.end(), 6.0 if "half" in before[0].lower() else 12.0)
    card = _CARDINAL.match(text, start)
    if card and (dozen := _DOZEN.match(text, card.end())):
        value = cardinal_value(card[0])
        return None if value is None else _rough(text, start, dozen.end(), value * 12)
    return None


def _rough(text: str, start: int, end: int, value: float) -> Number:
    begin, hedge = _before(text, start)
    low, best, high, qualifier = hedged(value, hedge)
    return Number(begin, end, start, end, low, best, high, "about" if qualifier == "exact" else qualifier)


def _before(text: str, start: int) -> tuple[int, str | None]:
    """Where the hedges before a number begin, and the one that decides."""
    begin, decided = start, None
    while found := _hedge_before(text, begin):
        begin = found[0]
        decided = decided or (None if found[1] == "plain" else found[1])
    return begin, decided


def _plain(text: str, start: int) -> Number | None:
    first = _CARDINAL.match(text, start)
    if first is None:
        article = re.search(r"\ba(?:n)?\s$", text[max(0, start - 3) : start], re.IGNORECASE)
        first = _CARDINAL.match(text, start - len(article[0])) if article else None
        if first is None:
            return None
        start = first.start()
    value = cardinal_value(first[0])
    if value is None or _ORDINAL.match(text, first.end()):
        kind: Kind = "age" if "old" in text[first.end() : first.end() + 10] else "name"
        return _blank(start, first.end(), kind)
    money = _MONEY_BEFORE.search(text[max(0, start - 4) : start])
    outer = start - len(money[0]) if money else start
    begin, hedge = _before(text, outer)
    ranged = _range(text, start, first, value)
    if ranged:
        return replace(ranged, start=_between(text, outer, begin))
    end, hedge = _after(text, first.end(), hedge)
    low, best, high, qualifier = hedged(value, hedge)
    if re.fullmatch(r"an? .*", first[0], re.IGNORECASE) and qualifier == "exact":
        qualifier = "about"
    return Number(begin, end, start, first.end(), low, best, high, qualifier)


def _between(text: str, start: int, begin: int) -> int:
    match = re.search(r"\b(?:anywhere )?(?:between|from)\s$", text[max(0, start - 18) : start], re.IGNORECASE)
    return start - len(match[0]) if match else begin


def _range(text: str, start: int, first: re.Match[str], low: float) -> Number | None:
    """ "10-15", "10 to 15", "between 10 and 20", "1.5-2 million"; None if there is no second, larger number."""
    joint = _RANGE.match(text, first.end())
    if joint is None and re.search(
        r"\bbetween\s(?:about |around |some )?[$€£]?$", text[max(0, start - 18) : start], re.IGNORECASE
    ):
        joint = _AND.match(text, first.end())
    if joint is None:
        return None
    if re.search(r"\bfrom\s$", text[max(0, start - 6) : start]) and "to" in joint[0]:
        return None
    after = joint.end() + (1 if text[joint.end() : joint.end() + 1] in "$€£" else 0)
    second = _CARDINAL.match(text, after)
    high = cardinal_value(second[0]) if second else None
    if second is None or high is None or _ORDINAL.match(text, second.end()):
        return None
    scale = re.search(rf"{SCALE}$", second[0], re.IGNORECASE)
    if scale and not re.search(SCALE, first[0], re.IGNORECASE) and low * SCALES[scale[0].lower()] < high:
        low *= SCALES[scale[0].lower()]
    if not low < high or (low >= 1900 and high < 100):
        return None
    return Number(start, second.end(), start, second.end(), low, None, high, "range")


def _after(text: str, end: int, hedge: str | None) -> tuple[int, str | None]:
    match = _hedge_after().match(text, end)
    if match is None or hedge is not None:
        return end, hedge
    return match.end(), "at_least" if match[2] else number_phrases().after[match[1].lower()]


def _classify(text: str, number: Number) -> Number:
    """Gives the number its kind; areas are turned into square kilometres."""
    phrases = number_phrases()
    if number.kind != "count":
        return number
    before = text[max(0, number.core_start - 24) : number.core_start]
    if money := _MONEY_BEFORE.search(before):
        kind: Kind = "money_usd" if money[1].lower() in ("$", "us$", "usd") else "money_other"
        return replace(number, kind=kind)
    if kind_named := _named(text, number, before):
        return replace(number, kind=kind_named)
    if unit := _unit_after().match(text, number.end):
        of_count = " of " in unit[0] and phrases.units[unit[1].lower()] not in FIGURE_UNITS
        return number if of_count else _with_unit(text, number, unit, phrases)
    if number.qualifier == "vague" and _IN_AID.match(text, number.end):
        return replace(number, kind="money_usd")
    return number


def _with_unit(text: str, number: Number, unit: re.Match[str], phrases: NumberPhrases) -> Number:
    word = unit[1].lower()
    kind: Kind = phrases.units[word]  # type: ignore[assignment]
    if unit[0].startswith("-") and kind in ("mass", "area"):
        kind = "weight"
    if kind == "area":
        factor = phrases.area_km2.get(word, 1.0)
        low, best, high = (None if v is None else round(v * factor, 4) for v in (number.low, number.best, number.high))
        return replace(number, kind=kind, end=unit.end(), low=low, best=best, high=high)
    if (
        kind == "money_other"
        and word == "pounds"
        and re.match(r"\s+of\s+(?:explosive|tnt|bomb)", text[unit.end() :], re.IGNORECASE)
    ):
        kind = "weight"
    return replace(number, kind=kind, end=unit.end())


def _named(text: str, number: Number, before: str) -> Kind | None:
    """Whether the number is a name, date, year or age: "Resolution 2254", "May 5", "2014", "Anna Bo, 34,"."""
    core = text[number.core_start : number.core_end]
    if _UNDER_AGE.search(text[max(0, number.core_start - 40) : number.core_start]):
        return "age"
    after = text[number.core_end : number.core_end + 40]
    if not core[:1].isdigit():
        return None
    small = number.best is not None and number.best <= 31
    if _DATE_BEFORE.search(before) or (small and _DATE_AFTER.match(after)):
        return "date"
    word = re.search(r"([\w.#№]+)[\s-]$", before)
    if word and word[1].lower() in number_phrases().age_before:
        return "age"
    if word and word[1].lower() in number_phrases().names_before and number.start == number.core_start:
        return "name"
    if re.fullmatch(r"(?:19|20)\d\d", core) and _is_year(number, before, after):
        return "year"
    if re.fullmatch(r"\d{1,2}", core) and _AGE_AFTER.match(after) and _ages_someone(before):
        return "age"
    if re.match(r"[A-Za-z]", after) and not re.match(r"(?:k|m|b|bn|km|mm)\b", after, re.IGNORECASE):
        return "name"
    if "." in core and not re.search(r"[a-z]", core, re.IGNORECASE) and not _unit_after().match(after):
        return "name"
    return None


def _ages_someone(before: str) -> bool:
    """ "Hawa Ali, 34", "a boy, 12"."""
    name = _AGE_NAME.search(before)
    return name is not None and (name[1][0].isupper() or name[1].lower() in number_phrases().age_persons)


def _is_year(number: Number, before: str, after: str) -> bool:
    hedge = number.qualifier in ("at_least", "at_most")
    if hedge:
        return False
    if match := _YEAR_BEFORE.search(before):
        return not (match[1].lower() in ("of", "for", "to", "and", "that") and _NEXT_PLURAL.match(after))
    return not _NEXT_PLURAL.match(after)
