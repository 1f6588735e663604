"""When an article was published: field, page, address."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbase.ingest import dates
from eventbase.ingest.parts import cut

STORY = (
    "Troops entered the village of Karo on Monday after two days of shelling, a district official said.\n\n"
    "Residents said that most of the houses along the river had been burned down by the evening.\n"
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-02-09", datetime(2025, 2, 9)),
        ("2025-02-09T16:30:00+02:00", datetime(2025, 2, 9, 14, 30)),
        ("2025-02-09T16:30:00Z", datetime(2025, 2, 9, 16, 30)),
        ("Feb. 9, 2025 4:30 PM", datetime(2025, 2, 9, 16, 30)),
        ("Sun, 09 Feb 2025 10:00:00 GMT", datetime(2025, 2, 9, 10)),
        ("Sun, 09 Feb 2025 10:00:00 +0300", datetime(2025, 2, 9, 7)),
        ("27.02.2026. 06:20h", datetime(2026, 2, 27, 6, 20)),
        ("9 February 2025, 23:50 EST", datetime(2025, 2, 10, 4, 50)),
        (1739059200, datetime(2025, 2, 9)),
        ("1739059200", datetime(2025, 2, 9)),
        (1739059200000, datetime(2025, 2, 9)),
        ("20250209120000", datetime(2025, 2, 9, 12)),
        (date(2025, 2, 9), datetime(2025, 2, 9)),
        ("25/12/2024", datetime(2024, 12, 25)),
        ("12/25/2024", datetime(2024, 12, 25)),
        ("05.04.2024", datetime(2024, 4, 5)),
        ("04/05/2024", None),
        ("April 2024", None),
        ("2025-02-30", None),
        ("soon", None),
        ("", None),
        (True, None),
        ([2025], None),
        (float("nan"), None),
        (1e300, None),
    ],
)
def test_fields(value, expected):
    assert dates.parse_field(value) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/world/2025/02/09/army-enters-town", datetime(2025, 2, 9)),
        ("https://example.org/2025-02-09-army", datetime(2025, 2, 9)),
        ("https://example.org/news-20250209/", datetime(2025, 2, 9)),
        ("https://example.org/2025/feb/09/army", datetime(2025, 2, 9)),
        ("https://example.org/post/70862", None),
        ("https://example.org/2025/13/40/x", None),
        (None, None),
    ],
)
def test_addresses(url, expected):
    assert dates.from_url(url) == expected


def page_date(text):
    return dates.from_page(text, cut(text))


@pytest.mark.parametrize(
    "stamp",
    [
        "Published: 4 May 2024, 10:20",
        "May 4, 2024 10:20 AM",
        "Updated 4 May 2024, 10:20",
        "By A. Idris\n04.05.2024 10:20",
    ],
)
def test_stamp_above_the_story(stamp):
    assert page_date(f"Army enters Karo after shelling\n\n{stamp}\n\n{STORY}") == datetime(2024, 5, 4, 10, 20)


def test_publication_goes_before_update():
    stamp = "Updated 6 May 2024\nPublished 4 May 2024"
    assert page_date(f"Army enters Karo after shelling\n\n{stamp}\n\n{STORY}") == datetime(2024, 5, 4)


def test_dateline_with_a_year():
    assert page_date("KARO, March 5, 2024 (Sahel Wire) - " + STORY) == datetime(2024, 3, 5)
    assert page_date("KARO, March 5 (Sahel Wire) - " + STORY) is None


def test_stamp_at_the_start_of_a_one_line_text():
    text = "Wednesday 07 December 2016 Army enters Karo. " + STORY.replace("\n", " ")
    assert page_date(text) == datetime(2016, 12, 7)


def test_captions_and_teasers_never_date_a_page():
    caption = "Soldiers near Karo on July 12, 2022. (Getty Images)"
    teaser = "Most read\nStorm hits the coast\nFeb. 23, 2026\nCup final moved\nFeb. 25, 2026\n"
    assert page_date(f"Army enters Karo after shelling\n\n{caption}\n\n{STORY}\n{teaser}") is None


def test_a_story_s_own_dates_do_not_date_it():
    assert page_date("The treaty was signed on 4 May 2020 in the capital, both sides said.\n\n" + STORY) is None


@given(st.text(max_size=80))
def test_never_raises(value):
    dates.parse_field(value)
    dates.from_url("https://example.org/" + value)
    dates.from_page(value, cut(value))
