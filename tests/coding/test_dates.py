"""Dates in text: spans, precision, basis and use, by the codebook."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbase.coding.dates import find_dates, precision_of, resolve_date, resolve_relative
from eventbase.records import DateSpan

ANCHOR = date(2025, 2, 9)  # a Sunday
THURSDAY = date(2024, 5, 16)


def d(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def found(text: str, anchor: date | None = ANCHOR) -> list[tuple[str, str | None, str | None, str, str]]:
    """(quote, start, end, precision, use) of all dates in the text."""
    return [
        (m.quote, m.span.start and str(m.span.start), m.span.end and str(m.span.end), m.span.precision, m.use)
        for m in find_dates(text, anchor=anchor)
    ]


ABSOLUTE = [
    ("Feb. 9, 2025", "2025-02-09", "2025-02-09", "day", "stated"),
    ("9 February 2025", "2025-02-09", "2025-02-09", "day", "stated"),
    ("2025-02-09", "2025-02-09", "2025-02-09", "day", "stated"),
    ("27.02.2026", "2026-02-27", "2026-02-27", "day", "stated"),
    ("the 25th of January 2017", "2017-01-25", "2017-01-25", "day", "stated"),
    ("on April 4 2017", "2017-04-04", "2017-04-04", "day", "stated"),
    ("on Oct. 14", "2024-10-14", "2024-10-14", "day", "resolved"),
    ("on 3 May", "2024-05-03", "2024-05-03", "day", "resolved"),
    ("Oct. 26-27", "2024-10-26", "2024-10-27", "week", "resolved"),
    ("between 3 and 5 May", "2024-05-03", "2024-05-05", "week", "resolved"),
    ("from June 12 to 15", "2024-06-12", "2024-06-15", "week", "resolved"),
    ("Dec. 28, 2023", "2023-12-28", "2023-12-28", "day", "stated"),
    ("from 28 December to 4 January 2024", "2023-12-28", "2024-01-04", "week", "stated"),
    ("on Aug. 1 and 2", "2024-08-01", "2024-08-02", "week", "resolved"),
    ("in March", "2024-03-01", "2024-03-31", "month", "resolved"),
    ("in March 2022", "2022-03-01", "2022-03-31", "month", "stated"),
    ("from March to May 2022", "2022-03-01", "2022-05-31", "season", "stated"),
    ("early May", "2024-05-01", "2024-05-10", "month", "resolved"),
    ("mid-May", "2024-05-11", "2024-05-20", "month", "resolved"),
    ("late May 2024", "2024-05-21", "2024-05-31", "month", "stated"),
    ("in the fall of 2024", "2024-09-01", "2024-11-30", "season", "stated"),
    ("winter of 2022-23", "2022-12-01", "2023-02-28", "season", "stated"),
    ("in 2014", "2014-01-01", "2014-12-31", "year", "stated"),
    ("the first half of 2022", "2022-01-01", "2022-06-30", "season", "stated"),
    ("the second half of May", "2024-05-16", "2024-05-31", "month", "resolved"),
    ("Q3 2024", "2024-07-01", "2024-09-30", "season", "stated"),
    ("from 7 October 2023 to 19 January 2025", "2023-10-07", "2025-01-19", "open", "stated"),
    ("from mid-April to early May 2023", "2023-04-11", "2023-05-10", "month", "stated"),
    ("in the last week of March", "2024-03-25", "2024-03-31", "week", "resolved"),
    ("the first three months of 2024", "2024-01-01", "2024-03-31", "season", "stated"),
    ("from 2014 to 2016", "2014-01-01", "2016-12-31", "open", "stated"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision", "basis"), ABSOLUTE)
def test_absolute(text: str, start: str, end: str, precision: str, basis: str):
    span = resolve_date(text, anchor=ANCHOR)
    assert span == DateSpan(start=d(start), end=d(end), precision=precision, basis=basis)


RELATIVE = [
    ("last fall", "2024-09-01", "2024-11-30", "season"),
    ("last winter", "2023-12-01", "2024-02-29", "season"),
    ("yesterday", "2025-02-08", "2025-02-08", "day"),
    ("today", "2025-02-09", "2025-02-09", "day"),
    ("this morning", "2025-02-09", "2025-02-09", "day"),
    ("overnight", "2025-02-08", "2025-02-09", "day"),
    ("last night", "2025-02-08", "2025-02-09", "day"),
    ("over the past day", "2025-02-08", "2025-02-09", "day"),
    ("in the past 24 hours", "2025-02-08", "2025-02-09", "day"),
    ("over the past week", "2025-02-02", "2025-02-09", "week"),
    ("in recent weeks", "2025-01-09", "2025-02-09", "month"),
    ("over the past four months", "2024-10-09", "2025-02-09", "season"),
    ("three days ago", "2025-02-06", "2025-02-06", "day"),
    ("two months ago", "2024-12-01", "2024-12-31", "month"),
    ("three years ago", "2022-01-01", "2022-12-31", "year"),
    ("earlier this month", "2025-02-01", "2025-02-09", "week"),
    ("last month", "2025-01-01", "2025-01-31", "month"),
    ("last year", "2024-01-01", "2024-12-31", "year"),
    ("on Tuesday", "2025-02-04", "2025-02-04", "day"),
    ("next Monday", "2025-02-10", "2025-02-10", "day"),
    ("from Monday to Tuesday", "2025-02-03", "2025-02-04", "week"),
    ("between Monday night and Tuesday morning", "2025-02-03", "2025-02-04", "day"),
    ("on Friday last week", "2025-01-31", "2025-01-31", "day"),
    ("at the start of the year", "2025-01-01", "2025-02-09", "month"),
    ("early hours of Thursday", "2025-02-06", "2025-02-06", "day"),
    ("in the coming days", "2025-02-10", "2025-02-16", "week"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), RELATIVE)
def test_relative_to_the_story(text: str, start: str, end: str, precision: str):
    span = resolve_date(text, anchor=ANCHOR)
    assert span == DateSpan(start=d(start), end=d(end), precision=precision, basis="resolved")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Shelling hit the port last week.", "2024-05-06", "2024-05-12"),
        ("Talks are due later this week.", "2024-05-17", "2024-05-19"),
        ("They fought over the weekend.", "2024-05-11", "2024-05-12"),
        ("Rockets fell on Thursday.", "2024-05-16", "2024-05-16"),
        ("Rockets fell last Thursday.", "2024-05-09", "2024-05-09"),
        ("The envoy will land on Friday.", "2024-05-17", "2024-05-17"),
        ("The truce expires on June 3.", "2024-06-03", "2024-06-03"),
        ("The vote is scheduled for March.", "2025-03-01", "2025-03-31"),
        ("Rebels entered the town in May.", "2024-05-01", "2024-05-31"),
        ("The bridge fell in July.", "2023-07-01", "2023-07-31"),
        ("In Sudan the army struck Omdurman in March Residents fled.", "2024-03-01", "2024-03-31"),
    ],
)
def test_weeks_and_words_of_the_future(text: str, start: str, end: str):
    span = find_dates(text, anchor=THURSDAY)[0].span
    assert (span.start, span.end) == (d(start), d(end))


@pytest.mark.parametrize(
    ("text", "use", "start", "end"),
    [
        ("It has held the hill since March.", "since", "2024-03-01", "2025-02-09"),
        ("Since protests erupted in March 2011 many fled.", "since", "2011-03-01", "2025-02-09"),
        ("It lasted until April 3.", "until", "2025-04-03", "2025-04-03"),
        ("Updated: Feb. 9, 2025", "published", "2025-02-09", "2025-02-09"),
        ("The ministry said on Tuesday that a shell hit.", "published", "2025-02-04", "2025-02-04"),
        ("Monitor AFP Sunday 2 Feb 2025 Shelling killed two.", "published", "2025-02-02", "2025-02-02"),
        ("On 2 February 2025 Rebels struck.", "when", "2025-02-02", "2025-02-02"),
        ("They fought in Goma on Monday, 3 Feb. 2025 Residents fled.", "when", "2025-02-03", "2025-02-03"),
        ("It has been shelled since the Oct. 7 attack.", "since", "2023-10-07", "2025-02-09"),
        ("He told reporters in Geneva on Friday that talks failed.", "published", "2025-02-07", "2025-02-07"),
        ("The spokesman said troops attacked on Friday.", "when", "2025-02-07", "2025-02-07"),
        ("It broke the June 12 ceasefire.", "label", "2024-06-12", "2024-06-12"),
        ("He was born in 1970 in Kassala.", "label", "1970-01-01", "1970-12-31"),
        ("Tuesday's strike killed two.", "when", "2025-02-04", "2025-02-04"),
        ("Since the start of the full-scale invasion, it was hit twice.", "since", "2022-02-24", "2025-02-09"),
    ],
)
def test_use(text: str, use: str, start: str, end: str):
    mention = find_dates(text, anchor=ANCHOR)[0]
    assert (mention.use, mention.span.start, mention.span.end) == (use, d(start), d(end))


def test_since_is_open_and_nights_of_two_dates_are_a_day():
    assert found("It burned since Jan. 3.")[0][3] == "open"
    assert found("Drones came on the night of Oct. 7-8.") == [("Oct. 7-8", "2024-10-07", "2024-10-08", "day", "when")]


@pytest.mark.parametrize(
    "text",
    [
        "The talks may resume.",
        "Troops march on the capital.",
        "The fall of Aleppo came fast.",
        "It fired 2,000 shells and 122-mm rockets.",
        "A force of 2000 soldiers stood ready.",
        "Theresa May said no.",
        "Resolution 2254 of the council",
        "Half of the men and a second front",
    ],
)
def test_no_dates(text: str):
    assert find_dates(text, anchor=ANCHOR) == []


def test_without_anchor_nothing_is_guessed():
    assert found("A mine blew up on Oct. 14.", None) == [("Oct. 14", None, None, "unknown", "when")]
    assert found("Two died yesterday.", None)[0][1:4] == (None, None, "unknown")
    assert find_dates("Two died yesterday.", anchor=None)[0].span.basis == "none"


def test_a_year_in_the_sentence_dates_its_months():
    spans = [m.span for m in find_dates("In 2014, the army left the valley in March.", anchor=None)]
    assert (spans[1].start, spans[1].basis) == (date(2014, 3, 1), "stated")


def test_a_year_does_not_reach_across_sentences():
    mentions = find_dates("It began in 2014. The army left in March.", anchor=ANCHOR)
    assert mentions[1].span.start == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("three days earlier", "2024-05-13", "2024-05-13", "day"),
        ("the next day", "2024-05-17", "2024-05-17", "day"),
        ("the previous day", "2024-05-15", "2024-05-15", "day"),
        ("the same day", "2024-05-16", "2024-05-16", "day"),
        ("the day before", "2024-05-15", "2024-05-15", "day"),
        ("a week later", "2024-05-20", "2024-05-26", "week"),
        ("the following week", "2024-05-20", "2024-05-26", "week"),
        ("two months later", "2024-07-01", "2024-07-31", "month"),
        ("one year after", "2025-01-01", "2025-12-31", "year"),
        ("that night", "2024-05-16", "2024-05-16", "day"),
    ],
)
def test_relative_to_another_event(text: str, start: str, end: str, precision: str):
    mention = find_dates(f"It was hit {text} the talks.", anchor=ANCHOR)[0]
    assert mention.relative_to_event
    assert mention.span.precision == "unknown"
    day = DateSpan(start=THURSDAY, end=THURSDAY, precision="day", basis="resolved")
    span = resolve_relative(mention, day)
    assert (span.start, span.end, span.precision) == (d(start), d(end), precision)


def test_relative_to_an_open_event_is_unknown():
    mention = find_dates("It fell three days earlier.", anchor=ANCHOR)[0]
    open_span = DateSpan(start=None, end=THURSDAY, precision="open", basis="reported")
    assert resolve_relative(mention, open_span).start is None


@pytest.mark.parametrize(
    ("days", "precision"),
    [(1, "day"), (2, "week"), (9, "week"), (10, "month"), (45, "month"), (46, "season"), (200, "season"), (201, "year"),
     (400, "year"), (401, "open")],
)  # fmt: skip
def test_precision_of(days: int, precision: str):
    assert precision_of(THURSDAY, THURSDAY + timedelta(days=days - 1)) == precision


def test_precision_of_half_and_empty_spans():
    assert precision_of(THURSDAY, None) == precision_of(None, THURSDAY) == "open"
    assert precision_of(None, None) == "unknown"


PIECES = [
    "on Oct. 14",
    "last fall",
    "Tuesday",
    "killed 12",
    "since March",
    "İstanbul",
    "\n",
    ". ",
    "in 2014",
    "’s",
    "the next day",
    "May 5-6",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.integers(0, 50))
def test_quotes_are_cut_from_the_text(pieces: list[str], base: int):
    text = " ".join(pieces)
    last = base
    for mention in find_dates(text, anchor=ANCHOR, base=base):
        assert text[mention.start - base : mention.end - base] == mention.quote
        assert mention.start >= last
        last = mention.end


@given(
    st.dates(date(2001, 1, 1), date(2030, 12, 31)),
    st.sampled_from(["on Tuesday", "on Oct. 14", "in March", "last week", "overnight"]),
)
def test_reports_look_back(anchor: date, text: str):
    span = resolve_date(text, anchor=anchor)
    assert span is not None and span.start is not None and span.end is not None
    assert span.start <= anchor + timedelta(days=45)
    assert span.start <= span.end
