"""The language of a text: what metadata say, else detection, and only where it is sure.

Short texts and machine-translated English are easily taken for another language; English stop words therefore settle
the matter first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from eventbase.ingest.words import word_list, word_values

CODED = "en"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000
_MIN_WORDS = 20
_SURE = 0.97
_CODE = re.compile(r"^([a-z]{2,3})(?:[-_][A-Za-z0-9]+)*$")


def language_code(value: str) -> str | None:
    """ISO 639-1 code of "en-GB", "eng", "English"; None if it is none of these."""
    plain = value.strip().lower()
    names = word_values("languages")
    if plain in names:
        return str(names[plain])
    found = _CODE.match(plain)
    return str(names.get(found.group(1), found.group(1))) if found else None


def detect(text: str) -> str | None:
    """The language if it is sure, else None; English needs a fair share of its small words."""
    words = _WORD.findall(text[:_SAMPLE])
    letters = sum(map(len, words))
    if not letters:
        return None
    foreign = sum(len(word) for word in words if not word.isascii() and _not_latin(word))
    if foreign > 0.5 * letters:
        return _classify(text[:_SAMPLE])[0] if letters >= 20 else None
    if len(words) < _MIN_WORDS:
        return None
    english = word_list("english_words")
    share = sum(word.lower() in english for word in words) / len(words)
    if share >= 0.15:
        return CODED
    found, sureness = _classify(text[:_SAMPLE])
    if found == CODED:
        return CODED
    return found if sureness >= _SURE and share < 0.08 else None


def is_coded(language: str | None) -> bool:
    """True if the coder reads it: English, or unknown."""
    return language is None or language == CODED


def _not_latin(word: str) -> bool:
    return sum(ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF for c in word) > 0.5 * len(word)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _classify(text: str) -> tuple[str, float]:
    found, sureness = _identifier().classify(text)
    return str(found), float(sureness)
