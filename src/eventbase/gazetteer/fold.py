"""Folds the spellings of a name into one key: case, accents, apostrophes, hyphens, "St", Slavic -skyi/-skiy/-ski.

`fold` is applied to gazetteer and query alike; `split_type` cuts a word such as "Oblast" off and says what it means.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

APOSTROPHES = "'`´‘’‚‛ʹʺʻʼʽʾʿˈ′‵＇ʿ׳"
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "þ": "th",
        "ə": "a", "ŋ": "n", "ſ": "s", "&": " and ", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ơ": "o", "ư": "u", "ƴ": "y",
    }
    | dict.fromkeys(APOSTROPHES, "")
)  # fmt: skip
_SPLIT = re.compile(r"[\W_]+")
_SKY = re.compile(r"(?<=[szc]k)(?:iy|yi|ii|yy|ij|yj|i)$")
_SOFT = re.compile(r"(?<=[^\W\d_aeiou])(?:iy|yi|yy)$")
_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(maxsize=131072)
def fold(name: str) -> str:
    """The key of a name, '' for one without letters. `fold("Kryvyi Rih") == fold("Kryvyy Rih")`."""
    if name.isascii():
        text = name.casefold().replace("'", "").replace("`", "").replace("&", " and ")
    else:
        text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(_fold_word(word) for word in _SPLIT.split(text) if word)


def _fold_word(word: str) -> str:
    if len(word) < 4:
        return _WORDS.get(word, word)
    if word[-1] in "iyj":
        word = _SOFT.sub("y", _SKY.sub("y", word))
    return word


@cache
def type_words() -> tuple[dict[str, str], dict[str, str]]:
    """Type words before and after a name, folded, each with the kind of place it means."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    with files("eventbase.gazetteer").joinpath("type_words.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for side, words in (("before", before), ("after", after)):
                if row["position"] in (side, "both"):
                    words[fold(row["word"])] = row["kind"]
    return before, after


@lru_cache(maxsize=16384)
def split_type(key: str) -> tuple[str, str | None]:
    """A folded name without its type word, and the kind that the word means: ("kursk", "admin1")."""
    before, after = type_words()
    words = key.split(" ")
    for n in (3, 2, 1):
        if len(words) > n:
            if kind := after.get(" ".join(words[-n:])):
                return " ".join(words[:-n]), kind
            if kind := before.get(" ".join(words[:n])):
                return " ".join(words[n:]), kind
    return key, None


ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "adh", "ath", "the"))


def looser(key: str) -> list[str]:
    """Keys to try when `key` is unknown: without article, with it, doubled letters single. Nearest first."""
    words = key.split(" ")
    found: list[str] = []
    if len(words) > 1 and words[0] in ARTICLES:
        found.append(" ".join(words[1:]))
    elif len(words) == 1 and len(key) > 3:
        found.append(f"al {key}")
    if len(words) > 2:
        inner = [word for n, word in enumerate(words) if not (n and word in ARTICLES)]
        if len(inner) < len(words):
            found.append(" ".join(inner))
    if len(words) == 2:
        found.append("".join(words))
    if "on" in words[1:-1]:
        found.append(" ".join("na" if word == "on" else word for word in words))
    return [other for other in dict.fromkeys(found) if other != key]
