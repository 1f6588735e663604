from __future__ import annotations

import pytest

from eventbase.ingest.language import detect, is_coded, language_code

GERMAN = (
    "Bei einem Angriff auf die Stadt wurden am Dienstag zwei Menschen getötet, teilte die Verwaltung mit. "
    "Die Lage in der Region bleibt angespannt, hieß es weiter, und viele Bewohner haben ihre Häuser verlassen."
)
TRANSLATED = (
    "He stated that war lasts much longer than expected president.The cities are bombed and peoples flee to the "
    "neighbour, as was informed by service of press of the ministry in the morning."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Двоє людей загинули внаслідок обстрілу громади, повідомила обласна адміністрація у вівторок.", "uk"),
        ("قتل شخصان في قصف على المدينة صباح الثلاثاء، بحسب ما أعلنت السلطات المحلية", "ar"),
        (TRANSLATED, "en"),
    ],
)
def test_sure_cases(text, language):
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "12:30", "Ten killed in Goma", "Kyiv Kharkiv Odesa Dnipro Lviv"])
def test_short_texts_are_unknown_and_thus_coded(text):
    assert detect(text) is None
    assert is_coded(detect(text))


@pytest.mark.parametrize(
    ("given", "code"),
    [("en-GB", "en"), ("English", "en"), ("ukr", "uk"), ("PL", "pl"), ("12", None), ("no idea", None)],
)
def test_codes_of_metadata(given, code):
    assert language_code(given) == code
