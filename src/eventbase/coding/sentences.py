"""Sentences of an article, with offsets into the stored text.

`normalise` maps character for character, `split` cuts headline, body and teasers into sentences. Rules, no model:
full stops after abbreviations, initials and numbers do not end a sentence; quotes and brackets belong to the sentence
that they close; sentences glued together by machine translation ("peace.The leader") are parted; nothing is longer
than `MAX_LENGTH`, since parse time grows with length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eventbase.coding.analysis import Sentence
from eventbase.ingest.lines import paragraphs, trim
from eventbase.ingest.words import word_list, word_values
from eventbase.records import Part, PartKind

CODED_PARTS: frozenset[PartKind] = frozenset({"headline", "body", "teaser"})
MAX_LENGTH = 600
_SAFE_MIN = 200  # a cut of an overlong sentence leaves at least so many characters before it

_BLANKS = "\n\r\t\x0b\x0c\x85\u2028\u2029\u00a0\u1680\u202f\u205f\u3000\u200b\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_MAP = (
    {ord(c): " " for c in _BLANKS}
    | dict.fromkeys(range(32), " ")
    | dict.fromkeys(range(0x7F, 0xA0), " ")
    | {ord(c): "'" for c in "‘’‚‛′`´ʼ＇"}
    | {ord(c): '"' for c in "“”„‟″«»＂"}
    | {ord(c): "-" for c in "\u2010\u2011\u2212\u2043"}
)

_CANDIDATE = re.compile(r"""(?:[.!?…]+|(?<=\s)[•·▪●◦](?=\s)|;,|,[, ]*,)["')\]]*[,;]*(?=(\s*))""")
_BULLETS = "•·▪●◦"
_WORD_BEFORE = re.compile(r"[^\s(\[\"'/–—-]+$")
_OPENERS = "\"'([-–—•*·▪●◦ "
_ACRONYM = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]$")
_WHOLE_WORD = re.compile(r"[^.@/]+[a-zà-ÿ0-9%)\"']")  # no address, no acronym
_NEXT_WORD = re.compile(r"[\w'’.-]+")
_SPEAKER = re.compile(
    r"(?:(?:[A-Z][\w'-]+|the|a|an|his|her|their|one|[a-z]+) ){1,4}?"
    r"(?:said|says|asked|asks|told|wrote|writes|added|adds|shouted|replied|exclaimed|tweeted)\b"
)

_CLOCK = frozenset({"a.m", "p.m", "am", "pm"})
_CUTS = (
    re.compile(r";\s"),
    re.compile(r"\s[–—]\s|\s-\s"),
    re.compile(r",\s(?=(?:and|but|while|which|who|where|whereas|so|or|after|before|as|when)\b)"),
    re.compile(r",\s"),
    re.compile(r"\s"),
)


def normalise(text: str) -> str:
    """The same length, character for character: curly quotes straight, white space and control characters blank."""
    return text.translate(_MAP)


def split(text: str, parts: Sequence[Part]) -> list[Sentence]:
    """Sentences of the coded parts in the order of the text; each lies in one part and one paragraph."""
    plain = normalise(text)
    found: list[Sentence] = []
    paragraph_no = -1
    for part in parts:
        if part.part not in CODED_PARTS:
            continue
        for paragraph in paragraphs(text, part.start, part.end):
            paragraph_no += 1
            for start, end in spans(plain, paragraph.start, paragraph.end):
                found.append(Sentence(len(found), start, end, plain[start:end], part.story_no, part.part, paragraph_no))
    return found


def spans(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence spans of one paragraph of normalised text, trimmed, none longer than `MAX_LENGTH`."""
    at = start
    for match in _CANDIDATE.finditer(plain, start, end):
        if match.end() < end and _ends(plain, at, match, end):
            cut = match.start() if match.group() in _BULLETS else match.end()
            yield from _pieces(plain, at, cut)
            at = cut
    yield from _pieces(plain, at, end)


def _ends(plain: str, start: int, match: re.Match[str], end: int) -> bool:
    """True if the punctuation at `match` ends the sentence that began at `start`."""
    following = match.end() + len(match.group(1))
    if following >= end:
        return False
    if match.group()[0] in ",;":
        return plain[following].isupper()  # items of a list that lost its line breaks
    token = match.group().rstrip(",;")
    if not match.group(1):
        return _is_glued(plain, start, match, end)
    if token[0] in _BULLETS:
        return match.start() > start
    if match.group()[-1] in ",;":
        return False
    head = _head(plain, following, end)
    if head >= end or plain[head].islower():
        return False
    if token[0] in "!?":
        return token[-1] not in "\"'" or not _SPEAKER.match(plain, following, end)
    if len(token) > 1 and token[1] in ".…":
        return True
    return _full_stop_ends(plain, start, match.start(), head)


def _head(plain: str, at: int, end: int) -> int:
    """First character of the next sentence's first word: opening quotes, brackets and dashes are passed over."""
    while at < end and plain[at] in _OPENERS:
        at += 1
    return at


def _is_glued(plain: str, start: int, match: re.Match[str], end: int) -> bool:
    """True for sentences run together without a blank: a full word, a stop, a capitalised word."""
    head = _head(plain, match.end(), end)
    if head >= end or not plain[head].isupper() or head - match.end() > 2:
        return False
    before = _word_before(plain, start, match.start())
    if not _WHOLE_WORD.fullmatch(before) or before.lower() in word_list("never_end") | word_list("short_months"):
        return False
    word = _NEXT_WORD.match(plain, head, end)
    token = word.group() if word else ""
    return len(token) == 1 or token[1:2].islower() or (len(token) > 1 and token.isalpha() and token.isupper())


def _word_before(plain: str, start: int, at: int) -> str:
    found = _WORD_BEFORE.search(plain, max(start, at - 24), at)
    return found.group() if found else ""


def _full_stop_ends(plain: str, start: int, stop: int, head: int) -> bool:
    """True unless the word before the full stop is an abbreviation, an initial or a list number."""
    before = _word_before(plain, start, stop)
    word = before.lower()
    if not before:
        return True
    found = _NEXT_WORD.match(plain, head)
    following = found.group().rstrip(".").lower() if found else ""
    if before.isdigit():
        return stop - start > len(before) and not (len(before) <= 2 and following in word_values("months"))
    if word in word_list("never_end"):
        return False
    if word in word_list("short_months"):
        return not plain[head].isdigit()
    if word in _CLOCK:
        return following not in word_list("after_clock")
    if word == "no" and plain[head].isdigit():
        return False
    if word in word_list("sometimes_end") and word != "no":
        return following in word_list("starters")
    if _ACRONYM.match(before):
        return following in word_list("starters")
    if len(before) == 1 and before.isalpha() and before.isupper():
        return following in word_list("starters") and plain[stop - 3 : stop - 2].islower()
    return True


def _pieces(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span trimmed, and cut at safe points while it is longer than `MAX_LENGTH`; nothing if blank."""
    start, end = trim(plain, start, end)
    while end - start > MAX_LENGTH:
        cut = _safe_cut(plain, start)
        yield trim(plain, start, cut)
        start, end = trim(plain, cut, end)
    if end > start:
        yield start, end


def _safe_cut(plain: str, start: int) -> int:
    """Where an overlong sentence is cut: the last semicolon, dash, clause, comma or blank within reach."""
    for pattern in _CUTS:
        places = [found.end() for found in pattern.finditer(plain, start + _SAFE_MIN, start + MAX_LENGTH)]
        if places:
            return places[-1]
    return start + MAX_LENGTH
