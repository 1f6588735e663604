"""The language of a text: what metadata say, else detection, and only where it is sure.

Short texts and machine-translated English are easily taken for another language; English stop words therefore settle
the matter first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

CODED = "en"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000
_MIN_WORDS = 20
_SURE = 0.97
_ENGLISH = frozenset(
    "the of and to in a is that for on was with as by at from said has had were been are he she they it his her their "
    "this have will not an who which after over would".split()
)
_NAMES = {
    "english": "en", "eng": "en", "ukrainian": "uk", "ukr": "uk", "russian": "ru", "rus": "ru", "arabic": "ar",
    "ara": "ar", "french": "fr", "fra": "fr", "fre": "fr", "german": "de", "deu": "de", "ger": "de", "polish": "pl",
    "pol": "pl", "spanish": "es", "spa": "es", "turkish": "tr", "tur": "tr", "hebrew": "he", "heb": "he",
    "burmese": "my", "mya": "my", "portuguese": "pt", "por": "pt", "italian": "it", "ita": "it", "chinese": "zh",
    "zho": "zh", "persian": "fa", "fas": "fa", "farsi": "fa", "swahili": "sw", "swa": "sw", "amharic": "am", "amh": "am",
}  # fmt: skip
_CODE = re.compile(r"^([a-z]{2,3})(?:[-_][A-Za-z0-9]+)*$")


def language_code(value: str) -> str | None:
    """ISO 639-1 code of "en-GB", "eng", "English"; None if it is none of these."""
    plain = value.strip().lower()
    if plain in _NAMES:
        return _NAMES[plain]
    found = _CODE.match(plain)
    if not found:
        return None
    return _NAMES.get(found.group(1), found.group(1))


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
    share = sum(word.lower() in _ENGLISH for word in words) / len(words)
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
