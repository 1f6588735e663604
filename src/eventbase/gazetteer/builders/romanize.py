"""Ukrainian by the official rules of 2010, Russian as news agencies write it.

Source: Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010; BGN/PCGN 1947 without its apostrophes.
"""

from __future__ import annotations

import re

_UK = dict(zip("абвгґдезиіклмнопрстуфхцчшщь'’ʼ", (
    "a", "b", "v", "h", "g", "d", "e", "z", "y", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
    "ts", "ch", "sh", "shch", "", "", "", ""), strict=True))  # fmt: skip
_UK |= {"ж": "zh", "є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}
_UK_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RU = dict(zip("абвгдезиклмнопрстуфхцчшщъыьэюя", (
    "a", "b", "v", "g", "d", "e", "z", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch",
    "sh", "shch", "", "y", "", "e", "yu", "ya"), strict=True))  # fmt: skip
_RU |= {"ж": "zh", "й": "y", "ё": "yo"}
_WORD = re.compile(r"[а-яёіїєґА-ЯЁІЇЄҐ'’ʼ]+")


def ukrainian(name: str) -> str:
    """`Зимна Вода` -> `Zymna Voda`, `Згурівка` -> `Zghurivka`."""
    return _WORD.sub(lambda word: _cased(word[0], _uk_word(word[0].lower())), name)


def russian(name: str) -> str:
    """`Рыльск` -> `Rylsk`, `Подъямное` -> `Podyamnoye`."""
    return _WORD.sub(lambda word: _cased(word[0], _ru_word(word[0].lower())), name)


def _cased(original: str, roman: str) -> str:
    return roman[:1].upper() + roman[1:] if original[:1].isupper() else roman


def _uk_word(word: str) -> str:
    text = word.replace("зг", "zgh")
    return "".join(_UK_FIRST.get(c, _UK.get(c, c)) if n == 0 else _UK.get(c, c) for n, c in enumerate(text))


def _ru_word(word: str) -> str:
    out = []
    for n, c in enumerate(word):
        if c == "е" and (n == 0 or word[n - 1] in "аеёиоуыэюяъь"):
            out.append("ye")
        else:
            out.append(_RU.get(c, c))
    text = "".join(out)
    return re.sub(r"(?:iy|yy)$", "y", text)
