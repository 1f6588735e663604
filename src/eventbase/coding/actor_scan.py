"""Where actors stand in a sentence: names and the noun phrases around them, without a parse."""

from __future__ import annotations

from eventbase.coding.actor_index import Entry, Lexicon, View
from eventbase.coding.actor_units import is_capitals
from eventbase.coding.actor_words import Word, split_words

_NOUNS = frozenset(
    {
        *("force", "rank", "generic_force", "security_force", "fighter", "rebel", "gunman", "lone_attacker", "militia"),
        *("herder", "paramilitary", "gang", "police", "intelligence", "state_body", "government", "office", "civilian"),
        *("company", "igo", "ngo", "media", "coalition"),
    }
)
_IF_NAMED = frozenset({"group", "materiel", "weapon", "states", "leaders"})  # actors only with a side before them


def spans(lex: Lexicon, text: str, countries: frozenset[str]) -> list[tuple[int, int]]:
    """Offsets of phrases that may name an actor, in order and not overlapping."""
    words = split_words(text)
    view = View(is_capitals(text), countries)
    found: list[tuple[int, int]] = []
    at, floor = 0, 0
    while at < len(words):
        hit = lex.match(words, at, view)
        if hit is None:
            at += 1
            continue
        at, span = _phrase(lex, words, at, hit, floor, view)
        if span:
            found.append((words[span[0]].start, words[span[1] - 1].end))
            floor = span[1]
    return found


def _phrase(
    lex: Lexicon, words: list[Word], at: int, hit: tuple[Entry, int], floor: int, view: View
) -> tuple[int, tuple[int, int] | None]:
    """The run of known words that starts here, with what precedes it; where to go on, and the span if it is one."""
    parts = [(at, *hit)]
    end = hit[1]
    while end < len(words) and words[end].joint in (" ", "-"):
        following = lex.match(words, end, view)
        if following:
            parts.append((end, *following))
            end = following[1]
        elif _is_filler(lex, words, end):
            end += 1
        else:
            break
    kept = _last_actor(lex, words, parts)
    if kept is None:
        return end, None
    stop = _with_name(words, parts[kept][1], parts[kept][2], view.capitals)
    start = _with_modifiers(lex, words, at, floor)
    return max(end, stop), (start, stop)


def _is_filler(lex: Lexicon, words: list[Word], at: int) -> bool:
    """An adjective or a hyphened relation inside a phrase: "Turkish-backed rebels", "Syrian opposition fighters"."""
    word = words[at]
    following = words[at + 1].fold if at + 1 < len(words) else ""
    if word.joint == "-" and word.fold in lex.nouns.lists["relations"]:
        return True
    if _is_model(words, at):
        return True
    modifiers = any(word.fold in known for known in lex.nouns.modifiers.values())
    return modifiers and word.fold != following


def _is_model(words: list[Word], at: int) -> bool:
    """A type of aircraft or vehicle: "Thai F-16 jets"."""
    parts = [w for w in words[at : at + 2] if w.number and w.joint == "-"]
    return (words[at].number and words[at].joint == "-") or (
        bool(parts) and words[at].capital and len(words[at].text) < 4
    )


def _last_actor(lex: Lexicon, words: list[Word], parts: list[tuple[int, Entry, int]]) -> int | None:
    """Index of the last part that makes the run an actor; a lone common noun does not."""
    for number in range(len(parts) - 1, -1, -1):
        entry = parts[number][1]
        if entry.kind != "noun":
            neutral = number + 1 == len(parts) and _is_relation_left(lex, words, parts[number][2])
            locates = entry.kind == "demonym" and not _stands_alone(words, parts[number][2])
            if not neutral and not locates:
                return number
            continue
        named = number > 0
        if entry.value in _NOUNS and (
            named or entry.folds[0] not in lex.nouns.lists["common_words"] or len(entry.folds) > 1
        ):
            return number
        if entry.value in _IF_NAMED and named:
            return number
    return None


def _is_relation_left(lex: Lexicon, words: list[Word], at: int) -> bool:
    return at < len(words) and words[at].joint == "-" and words[at].fold in lex.nouns.lists["relations"]


def _stands_alone(words: list[Word], end: int) -> bool:
    """Whether a demonym is a noun: "Syrians", "the French"; "the Syrian capital" locates only."""
    fold = words[end - 1].fold
    return fold.endswith("s") and not fold.endswith("ss")


def _with_name(words: list[Word], entry: Entry, end: int, capitals: bool) -> int:
    """Takes in the name after a title or a kind of body: "Governor Oleh Syniehubov", "outlet RIA"."""
    if (
        capitals
        or entry.kind != "noun"
        or entry.value not in ("office", "rank", "group", "media", "company", "militia")
    ):
        return end
    while end < len(words) and words[end].joint in (" ", "-") and (words[end].capital or words[end].joint == "-"):
        end += 1
    return end


def _with_modifiers(lex: Lexicon, words: list[Word], at: int, floor: int) -> int:
    """Takes in modifiers and stances before a run: "pro-", "unidentified", "rebel"."""
    modifiers = lex.nouns.modifiers.values()
    while at > floor and words[at].joint in (" ", "-"):
        before = words[at - 1].fold
        if before in lex.nouns.lists["stances"] or any(before in known for known in modifiers):
            at -= 1
        else:
            break
    return at
