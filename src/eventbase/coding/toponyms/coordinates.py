"""Coordinates written in the text: decimal degrees, degrees with minutes and seconds."""

from __future__ import annotations

import re

from eventbase.coding.analysis import Sentence, Toponym

_HINT = re.compile(r"\.\d{3}")
_DECIMAL = re.compile(
    r"(?<![\d.,])(?P<lat>[-+]?\d{1,2}\.\d{3,8})(?:\s?°)?(?:\s?(?P<ns>[NS]))?(?:\s?[,;/]\s?| )"
    r"(?P<lon>[-+]?\d{1,3}\.\d{3,8})(?:\s?°)?(?:\s?(?P<ew>[EW])\b)?(?![\d.])"
)
_DMS = re.compile(
    r"(?P<d1>\d{1,2})\s?°\s?(?P<m1>\d{1,2}(?:\.\d+)?)\s?['′]\s?(?:(?P<s1>\d{1,2}(?:\.\d+)?)\s?[\"″]|'')?\s?(?P<ns>[NS])"
    r"[,;/ ]{0,3}(?P<d2>\d{1,3})\s?°\s?(?P<m2>\d{1,2}(?:\.\d+)?)\s?['′]\s?"
    r"(?:(?P<s2>\d{1,2}(?:\.\d+)?)\s?[\"″]|'')?\s?(?P<ew>[EW])"
)


def find_coordinates(sentence: Sentence) -> list[Toponym]:
    """Toponyms with feature `coordinates`, whose name `parse_coordinates` reads."""
    text = sentence.text
    if "°" not in text and not _HINT.search(text):
        return []
    found = [m for pattern in (_DECIMAL, _DMS) for m in pattern.finditer(text) if parse_coordinates(m.group())]
    return [
        Toponym(m.group(), sentence.start + m.start(), sentence.start + m.end(), sentence.no, sentence.paragraph_no,
                feature="coordinates")
        for m in found
    ]  # fmt: skip


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees of "48.0159, 37.8028" or 48°00'57"N 37°48'10"E; None if it is neither."""
    if match := _DMS.fullmatch(text):
        latitude = _degrees(match, "1") * (-1 if match["ns"] == "S" else 1)
        longitude = _degrees(match, "2") * (-1 if match["ew"] == "W" else 1)
    elif match := _DECIMAL.fullmatch(text):
        latitude = float(match["lat"]) * (-1 if match["ns"] == "S" else 1)
        longitude = float(match["lon"]) * (-1 if match["ew"] == "W" else 1)
    else:
        return None
    return (latitude, longitude) if -90 <= latitude <= 90 and -180 <= longitude <= 180 else None


def _degrees(match: re.Match[str], number: str) -> float:
    return float(match[f"d{number}"]) + float(match[f"m{number}"]) / 60 + float(match[f"s{number}"] or 0) / 3600
