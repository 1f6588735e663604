"""Whether it happened: occurred, ongoing, planned, denied, alleged, or no event, on sentences of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eventbase.coding.rules import RulesCoder
from eventbase.ingest.parts import cut
from eventbase.records import Article


@pytest.fixture(scope="module")
def coder() -> RulesCoder:
    return RulesCoder()


def statuses(coder: RulesCoder, text: str) -> set[tuple[str, str]]:
    article = Article(article_id="x", text=text, published_at=datetime(2024, 5, 8, tzinfo=UTC), language="en")
    return {(m.sub_event_type, m.status) for m in coder.code(article, cut(text))}


FOUND = [
    ("Soldiers are to leave the base in Gao on Saturday.", ("withdrawal", "planned")),
    ("Norway pledged $20 million in food aid for Sudan.", ("humanitarian_aid", "planned")),
    ("The army ordered residents of Jabalia to leave at once.", ("evacuation", "planned")),
    ("Police said they had foiled a plot to bomb a bank in Nairobi.", ("mine_ied", "planned")),
    ("The army denied that it had shelled the hospital in Wad Madani.", ("shelling", "denied")),
    ("Suspected jihadists shot dead four farmers in Djibo on Tuesday.", ("attack_on_civilians", "occurred")),
    ("Rebels are besieging Goma, the governor said.", ("siege", "ongoing")),
    ("Fighting between the army and rebels in Ituri has intensified since April.", ("armed_clash", "ongoing")),
    ("The army has been shelling villages near Lashio since Monday.", ("shelling", "ongoing")),
    (
        "Mali denies the right of the junta in Niger, which seized power after soldiers shelled the palace in Niamey.",
        ("shelling", "occurred"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[row[0][:40] for row in FOUND])
def test_the_status_of_an_event(coder, text, expected):
    assert expected in statuses(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Militants often attack convoys near Gao.",
        "The army would bomb the town if it fell.",
        "The rebels may attack Lashio next.",
        "No troops entered the city of Bukavu.",
        "The junta could shell Loikaw, residents feared.",
    ],
)
def test_habits_forecasts_and_what_did_not_happen_are_no_events(coder, text):
    assert statuses(coder, text) == set()
