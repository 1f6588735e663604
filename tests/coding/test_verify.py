"""The gate behind every coder: what does not quote the text or uses an unknown code becomes an issue row."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from eventbase.coding.stage import code_one
from eventbase.coding.verify import MAX_EVENT_QUOTE, verify
from eventbase.records import Article, Evidence, Figure, Mention, Part

TEXT = "Rebels shelled the market of Sirba on Monday, killing three people, the mayor said. " + "A long tale. " * 60
ARTICLE = Article(article_id="a1", text=TEXT)


def quote(field: str, words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(field=field, start=start, end=start + len(words), quote=words)


def figure(words: str, **values) -> Figure:
    start = TEXT.index(words)
    return Figure(measure="killed", start=start, end=start + len(words), quote=words, **values)


def mention(**changes) -> Mention:
    fields = {
        "mention_id": "m1",
        "event_type": "remote_violence",
        "sub_event_type": "shelling",
        "actor1_name": "Rebels",
        "actor1_country": "SDN",
        "actor1_type": "rebel",
        "location_name": "Sirba",
        "country": "SDN",
        "place_id": "geonames:1",
        "latitude": 13.9,
        "longitude": 22.4,
        "geo_precision": "settlement",
        "attribution": "the mayor",
        "evidence": (
            quote("event", "Rebels shelled the market of Sirba on Monday"),
            quote("actor1_name", "Rebels"),
            quote("location_name", "Sirba"),
            quote("attribution", "the mayor"),
        ),
        "figures": (figure("three people", low=3, best=3, high=3),),
    }
    return Mention(**fields | changes)


def checked(**changes):
    kept, issues = verify(ARTICLE, [mention(**changes)])
    return (kept[0] if kept else None), [issue.code for issue in issues]


def without(field: str) -> tuple[Evidence, ...]:
    return tuple(e for e in mention().evidence if e.field != field)


def test_what_quotes_the_text_stays_as_it_is():
    kept, issues = verify(ARTICLE, [mention()])
    assert kept == [mention()]
    assert issues == []


def test_a_quote_that_is_not_the_text_goes():
    shifted = mention().evidence[1].model_copy(update={"start": 1, "end": 7})
    kept, codes = checked(evidence=(*without("actor1_name"), shifted))
    assert codes == ["quote_mismatch", "no_quote"]
    assert (kept.actor1_name, kept.actor1_country, kept.actor1_type) == (None, None, None)


def test_a_mention_without_a_quote_of_its_event_goes():
    assert checked(evidence=without("event")) == (None, ["no_evidence"])


def test_an_empty_quote_counts_as_none():
    empty = Evidence(field="event", start=5, end=5, quote="")
    assert checked(evidence=(*without("event"), empty)) == (None, ["quote_mismatch", "no_evidence"])


def test_evidence_of_more_than_600_characters_goes():
    long = Evidence(field="event", start=0, end=MAX_EVENT_QUOTE + 1, quote=TEXT[: MAX_EVENT_QUOTE + 1])
    assert checked(evidence=(*without("event"), long)) == (None, ["quote_too_long", "no_evidence"])
    kept, codes = checked(evidence=(*mention().evidence, long))
    assert codes == ["quote_too_long"]
    assert [e.quote for e in kept.evidence if e.field == "event"] == ["Rebels shelled the market of Sirba on Monday"]
    fits = Evidence(field="event", start=0, end=MAX_EVENT_QUOTE, quote=TEXT[:MAX_EVENT_QUOTE])
    assert checked(evidence=(*without("event"), fits))[1] == []


@pytest.mark.parametrize(
    ("event_type", "sub_event_type"),
    [("remote_violence", "meteor_strike"), ("battle", "shelling"), ("weather", "shelling")],
)
def test_an_unknown_code_or_a_wrong_class_drops_the_mention(event_type, sub_event_type):
    assert checked(event_type=event_type, sub_event_type=sub_event_type) == (None, ["unknown_code"])


@pytest.mark.parametrize(
    "values",
    [
        {"low": 5, "best": 3, "high": 3},
        {"low": 3, "best": 3, "high": 2},
        {"low": None, "best": 4, "high": 3},
        {"low": None, "best": None, "high": None},
    ],
)
def test_bad_bounds_drop_the_figure_only(values):
    kept, codes = checked(figures=(figure("three people", **values), figure("three", low=3, best=3, high=3)))
    assert codes == ["bad_bounds"]
    assert [f.quote for f in kept.figures] == ["three"]


def test_a_figure_that_misquotes_is_dropped():
    wrong = figure("three people", low=3, best=3, high=3).model_copy(update={"quote": "four people"})
    kept, codes = checked(figures=(wrong,))
    assert (kept.figures, codes) == ((), ["quote_mismatch"])


def test_dates_in_the_wrong_order_drop_the_mention():
    assert checked(event_date=date(2024, 5, 4), event_date_end=date(2024, 5, 3)) == (None, ["bad_dates"])


@pytest.mark.parametrize("field", ["actor1_name", "location_name", "attribution"])
def test_a_value_without_its_quote_is_cleared_with_what_hangs_on_it(field):
    kept, codes = checked(evidence=without(field))
    assert codes == ["no_quote"]
    assert getattr(kept, field) is None
    if field == "location_name":
        assert (kept.place_id, kept.country, kept.latitude, kept.geo_precision) == (None, None, None, None)


def test_places_without_a_name_in_the_text_do_not_stay_in_the_list():
    from eventbase.records import MentionLocation

    place = MentionLocation(location_no=0, location_name="Sirba", start=29, end=34)
    kept, _ = checked(evidence=without("location_name"), locations=(place,))
    assert kept.location_name is None
    assert kept.locations == ()


def test_issues_say_where():
    _, issues = verify(ARTICLE, [mention(sub_event_type="meteor_strike")])
    assert (issues[0].stage, issues[0].article_id, issues[0].mention_id) == ("code", "a1", "m1")
    assert "meteor_strike" in issues[0].detail


def test_codes_outside_the_lists_cannot_be_built():
    with pytest.raises(ValidationError):
        mention(status="rumoured")
    with pytest.raises(ValidationError):
        mention(confidence=1.2)


class Failing:
    name, version = "failing", "1"

    def code(self, article, parts):
        raise RuntimeError("no sense in it")


def test_a_coder_that_fails_on_a_text_leaves_an_issue():
    part = Part(article_id="a1", part_no=0, part="body", story_no=0, start=0, end=len(TEXT))
    article_id, mentions, issues = code_one(Failing(), ARTICLE, [part])
    assert (article_id, mentions) == ("a1", [])
    assert [i.code for i in issues] == ["coder_failed"]
    assert "RuntimeError: no sense in it" in issues[0].detail
