"""When it happened, and whether it is the news: the rules of dates, plans, stamps and background, on short texts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from eventbase.coding.date_stamps import feed_stamp, is_dateline
from eventbase.coding.dates import resolve_date
from eventbase.coding.rules import RulesCoder
from eventbase.ingest.parts import cut
from eventbase.records import Article, Mention

WEDNESDAY = "2024-05-08"


@pytest.fixture(scope="module")
def coder() -> RulesCoder:
    return RulesCoder()


def code(coder: RulesCoder, text: str, published: str | None = WEDNESDAY) -> dict[str, Mention]:
    day = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    article = Article(article_id="x", text=text, published_at=day, language="en")
    return {mention.sub_event_type: mention for mention in coder.code(article, cut(text))}


def span(mention: Mention) -> tuple[str | None, str | None, str, str]:
    start, end = (str(d) if d else None for d in (mention.event_date, mention.event_date_end))
    return start, end, mention.time_precision, mention.date_basis


DATED = [
    ("Rebels shelled El Fasher on Tuesday, killing nine people.", "shelling", ("2024-05-07", "2024-05-07", "day")),
    (
        "The army will withdraw from Goma next week, a spokesman said.",
        "withdrawal",
        ("2024-05-13", "2024-05-19", "week"),
    ),
    ("Soldiers are to leave the base in Gao on Saturday.", "withdrawal", ("2024-05-11", "2024-05-11", "day")),
    ("Israel's army on Monday ordered residents of Rafah to leave.", "evacuation", ("2024-05-06", None, "open")),
    ("The army will withdraw from Goma, a minister said on Monday.", "withdrawal", ("2024-05-06", None, "open")),
    ("Troops have massed near Jenin, witnesses said.", "troop_buildup", (None, "2024-05-08", "open")),
    ("Rebels are besieging Goma, the governor said.", "siege", (None, "2024-05-08", "open")),
    ("In April, 310 civilians were killed in Ituri.", "casualty_report", ("2024-04-01", "2024-04-30", "month")),
    (
        "Some 900 people have been killed in Sudan since March 3.",
        "casualty_report",
        ("2024-03-03", "2024-05-08", "open"),
    ),
    (
        "ADEN, Yemen, May 7 - A car bomb killed three policemen on Sunday.",
        "mine_ied",
        ("2024-05-05", "2024-05-05", "day"),
    ),
]


@pytest.mark.parametrize(("text", "kind", "expected"), DATED, ids=[row[0][:40] for row in DATED])
def test_an_event_takes_the_date_that_belongs_to_it(coder, text, kind, expected):
    assert span(code(coder, text)[kind])[:3] == expected


def test_days_earlier_count_from_the_event_before_and_are_background(coder):
    text = "Rebels shelled El Fasher on Tuesday. Three days earlier, the army had bombed a market in Kabkabiya."
    found = code(coder, text)
    assert found["air_strike"].event_date == date(2024, 5, 4)
    assert (found["shelling"].temporal_role, found["air_strike"].temporal_role) == ("new", "background")


def test_what_a_since_leads_to_is_dated_by_the_day_itself(coder):
    text = (
        "Rebels shelled Taiz on Monday, killing two. Nothing has been rebuilt there. Aid is scarce. "
        "The region has been restless since early 2021, when soldiers shot dead 14 protesters in Loikaw."
    )
    killing = code(coder, text)["excessive_force_against_protesters"]
    assert span(killing)[:2] == ("2021-01-01", "2021-04-30")
    assert killing.temporal_role == "background"


def test_a_dateline_is_the_storys_day_where_metadata_give_none(coder):
    text = "MISRATA, Libya, May 7, 2024 (Harbour News) - Gunmen killed three policemen on Sunday, officials said."
    (found,) = code(coder, text, published=None).values()
    assert span(found) == ("2024-05-05", "2024-05-05", "day", "resolved")


def test_no_day_is_known_without_a_story_date(coder):
    (found,) = code(coder, "Gunmen killed three policemen in Misrata.", published=None).values()
    assert span(found) == (None, None, "unknown", "none")


def test_years_old_acts_stay_background_even_alone(coder):
    found = code(coder, "Ten years ago today, rebels captured Timbuktu from the army.")
    assert found["territory_captured"].temporal_role == "background"
    assert found["territory_captured"].event_date == date(2014, 5, 8)


def test_the_latest_act_is_the_news_of_a_story_without_any(coder):
    found = code(coder, "On 28 March, soldiers executed seven prisoners in Kananga, investigators found.")
    assert [m.temporal_role for m in found.values()] == ["new"]


def test_earlier_without_a_date_is_background(coder):
    text = (
        "Rebels shelled Taiz on Tuesday, killing two people. Shops stayed shut. The road was closed. "
        "Earlier, gunmen kidnapped four nurses in Marib."
    )
    found = code(coder, text)
    assert (found["shelling"].temporal_role, found["abduction"].temporal_role) == ("new", "background")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("ADEN, Yemen, Aug 5 - A car bomb", "Aug 5", True),
        ("GOMA (Lake Press) March 3, 2024 - Rebels", "March 3, 2024", True),
        ("Rebels took Goma on March 3 - a Sunday", "March 3", False),
        ("TROOPS fired on March 3 at a crowd", "March 3", False),
    ],
)
def test_datelines(text, words, expected):
    start = text.index(words)
    assert is_dateline(text, start, start + len(words)) is expected


def test_a_byline_dates_the_item_above_it_and_a_bare_stamp_the_item_below():
    assert feed_stamp("", "By\n  Ann Reed\nMarch 2, 2024\n") == date(2024, 3, 2)
    assert feed_stamp("March 2, 2024 4:10 PM\n", "") == date(2024, 3, 2)
    assert feed_stamp("By\n  Ann Reed\nMarch 2, 2024\n", "") is None
    assert feed_stamp("March 2\n", "2h ago") is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("ten years ago today", date(2014, 5, 8), date(2014, 5, 8)),
        ("ten years ago", date(2014, 1, 1), date(2014, 12, 31)),
        ("a year ago this week", date(2023, 5, 8), date(2023, 5, 14)),
    ],
)
def test_anniversaries_are_sharp(words, first, last):
    found = resolve_date(words, date(2024, 5, 8))
    assert found is not None
    assert (found.start, found.end) == (first, last)


@pytest.mark.parametrize(("day", "role"), [("Monday", "new"), ("April 29", "background")])
def test_the_last_two_days_are_news_wherever_they_stand(coder, day, role):
    text = (
        "Rebels shelled El Fasher on Wednesday, killing nine people. Shops stayed shut. The road was closed. "
        f"On {day}, gunmen kidnapped four nurses in Nyala."
    )
    assert code(coder, text)["abduction"].temporal_role == role


def test_counts_of_the_displaced_are_current(coder):
    text = (
        "Rebels shelled El Fasher on Tuesday, killing nine people. Shops stayed shut. The road was closed. "
        "Some 40,000 people have fled the city since March 3, the UN said."
    )
    assert code(coder, text)["evacuation"].temporal_role == "new"


def test_days_after_an_event_do_not_date_that_event(coder):
    text = (
        "Rebels shelled Goma on Sunday, killing two. "
        "Soldiers shot dead six looters in Sake two days after the rebels shelled Goma."
    )
    found = code(coder, text)
    assert found["shelling"].event_date == date(2024, 5, 5)


def test_what_occurred_does_not_lie_ahead(coder):
    text = "Rebels shelled Goma on Sunday, killing two. A week later, gunmen kidnapped four nurses in Beni."
    found = code(coder, text)["abduction"]
    assert found.event_date is None or found.event_date <= date(2024, 5, 8)


def test_the_dead_of_the_past_months_are_current(coder):
    text = (
        "Rebels shelled El Fasher on Tuesday, killing nine people. Shops stayed shut. The road was closed. "
        "Hundreds of people have been killed in the region over the past three months."
    )
    assert code(coder, text)["casualty_report"].temporal_role == "new"
