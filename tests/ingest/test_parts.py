"""Pages cut up: saved pages in the project's own words, and properties on random pages."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbase.ingest.parts import cut

STORY = """\
Rebels stormed a customs post near the village of Karo on Monday, killing six officers, the governor said.

The attackers came in two trucks before dawn and left with the post's weapons, he told a local radio station.

"We heard shots for an hour," said Mariam Sow, a trader who lives next to the market in the centre of the town.

Nobody has claimed the attack, the third of its kind on the border road since the end of the rainy season in October.
"""
SAVED = f"""\
Skip to main content
World  Africa  Business  Sport

Six officers killed at border post, governor says | Nile Post
Six officers killed at border post, governor says
3 min read
Soldiers on patrol near the border on July 12, 2019. (Getty Images)
By Hala Idris
May 4, 2024 10:20 AM

{STORY}
The long way home: how a family crossed three front lines
It took them nine weeks, two boats and a borrowed donkey to reach the coast…
Avatar
Hala Idris

Senior correspondent

Hala Idris is a senior correspondent at the Nile Post. She previously worked for a radio station.

14,208 members keep this newsroom free. Join them.
Read more
News Feed

Gunmen freed two aid workers in the hills, the agency that employs them said.

Police broke up a march in the capital with tear gas.

Video

The film follows smugglers on the desert road.

Show More
© 2024 Nile Post. All rights reserved.
"""


def kinds(text, **options):
    """The part of every non-blank line."""
    found = {}
    for part in cut(text, **options):
        for line in text[part.start : part.end].splitlines():
            if line.strip():
                found[line.strip()[:40]] = (part.part, part.story_no)
    return found


def check(text, parts):
    assert [p.part_no for p in parts] == list(range(len(parts)))
    assert parts == () or (parts[0].start, parts[-1].end) == (0, len(text))
    assert all(a.end == b.start for a, b in pairwise(parts))
    assert all(p.start < p.end for p in parts)


def test_a_saved_page_is_cut_as_a_reader_sees_it():
    found = kinds(SAVED)
    story = [part for line, part in found.items() if line in STORY]
    assert story == [("body", 0)] * 4
    assert found["Six officers killed at border post, gove"] == ("headline", 0)
    assert found["Soldiers on patrol near the border on Ju"] == ("caption", 0)
    assert found["The long way home: how a family crossed "] == ("teaser", 1)
    assert found["It took them nine weeks, two boats and a"] == ("teaser", 1)
    assert found["Hala Idris"] == found["Senior correspondent"] == ("bio", 0)
    assert found["Hala Idris is a senior correspondent at "] == ("bio", 0)
    assert found["Gunmen freed two aid workers in the hill"] == ("teaser", 2)
    assert found["Police broke up a march in the capital w"] == ("teaser", 3)
    assert found["The film follows smugglers on the desert"] == ("teaser", 4)
    for line in (
        "3 min read",
        "By Hala Idris",
        "May 4, 2024 10:20 AM",
        "Skip to main content",
        "Read more",
        "Show More",
    ):
        assert found[line] == ("boilerplate", 0), line
    assert found["14,208 members keep this newsroom free. "] == ("boilerplate", 0)
    check(SAVED, cut(SAVED))


def test_a_wire_text_is_one_body():
    for text in (STORY, STORY.replace("\n\n", " "), "KARO, May 4 (Sahel Wire) - " + STORY.replace("\n\n", "\n")):
        assert [p.part for p in cut(text)] == ["body"]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Also read: Two ministers resign over the border war", "teaser"),
        ("RELATED: ARMY SENDS MORE TROOPS TO THE NORTH", "teaser"),
        ("ARMY SENDS TWO THOUSAND MORE TROOPS TO THE NORTH", "teaser"),
        ("Army Sends Two Thousand More Troops to the North", "teaser"),
        ("Two died.", "body"),
        ("Watch: Drone footage from the burning port", "teaser"),
        ("Photo: Agency / Hala Idris", "caption"),
        ("[Image: the market square after the attack]", "caption"),
        ("A guard at the gate, Jan. 3, 2019. REUTERS/Hala Idris", "caption"),
        ("Image 2 of 3 prev next", "boilerplate"),
        ("ADVERTISEMENT", "boilerplate"),
        ("Sign up for our newsletter", "boilerplate"),
        ("We use cookies to improve your visit.", "boilerplate"),
        ("Editor's note: this story has been corrected.", "boilerplate"),
        ("What the governor wants", "body"),
        ("- He must go, the protesters chanted on the square.", "body"),
    ],
)
def test_lines_inside_a_story(line, part):
    first, second, *rest = STORY.split("\n\n")
    text = "\n\n".join([first, second, line, *rest])
    assert kinds(text)[line[:40]][0] == part
    assert [p for k, p in kinds(text).items() if k in STORY] == [("body", 0)] * 4


def test_titles_under_a_related_heading_are_teasers_and_the_story_goes_on():
    first, second, *rest = STORY.split("\n\n")
    links = "Related stories\nMinister visits the border\nWhy the truce of March failed\n"
    found = kinds("\n\n".join([first, second, links, *rest]))
    assert found["Minister visits the border"] == ("teaser", 1)
    assert found["Why the truce of March failed"] == ("teaser", 2)
    assert found["Nobody has claimed the attack, the third"] == ("body", 0)


def test_tags_and_link_dumps_behind_the_story_are_boilerplate():
    dump = "(\nH.I.\nAfrica\nBorder war\nKaro\nNews © 2026\n\n## Links\n\n- [Africa](https://example.org/africa)\n"
    parts = cut(STORY + dump)
    assert [p.part for p in parts] == ["body", "boilerplate"]
    assert parts[1].start == len(STORY)


def test_a_feed_has_teasers_only():
    feed = "News Feed\n\n" + "\n\n".join(
        f"Army unit {n} shelled a village, officials said on the radio." for n in range(4)
    )
    assert {p.part for p in cut(feed)} == {"boilerplate", "teaser"}
    assert max(p.story_no for p in cut(feed)) == 4
    titles = (
        "Africa: latest\n\nRebels take a post near Karo\n\nMarch broken up in the capital\n\nFerry sinks on the lake"
    )
    assert [p.story_no for p in cut(titles) if p.part == "teaser"] == [1, 2, 3]


def test_a_line_about_another_story_is_no_headline():
    text = "Our camera among the ruins of Sinjar hospital after fierce raids\n\n" + STORY
    assert [p.part for p in cut(text)] == ["teaser", "body"]
    assert [p.part for p in cut("Governor: rebels kill six customs officers near Karo\n\n" + STORY)] == [
        "headline",
        "body",
    ]


def test_headline_and_stamp_in_front_of_a_one_line_text():
    title = "Six officers killed at border post"
    text = f"Wed 05 Apr 2017 {title}. " + STORY.replace("\n\n", " ")
    parts = cut(text, title=title + " - Africa - Nile Post")
    assert [p.part for p in parts] == ["boilerplate", "headline", "body"]
    assert text[parts[1].start : parts[1].end].strip() == title + "."


def test_link_list_behind_a_one_line_text():
    tail = " ... 430 Related Army denies loss of town Tags border Karo Community standardsDiscussion"
    text = STORY.replace("\n\n", " ").strip() + tail
    parts = cut(text)
    assert [p.part for p in parts] == ["body", "boilerplate", "teaser", "boilerplate"]
    assert text[parts[2].start : parts[2].end].strip() == "Army denies loss of town"


def test_a_credit_closing_a_paragraph_is_cut_off():
    text = STORY.strip() + " (Source: Karo Media Office)"
    parts = cut(text)
    assert [p.part for p in parts] == ["body", "boilerplate"]
    assert text[parts[0].start : parts[0].end].endswith("October. ") or text[parts[0].end - 1] == "."


def test_a_caption_inside_a_one_line_text_is_cut_out():
    first, *rest = STORY.split("\n\n")
    caption = "Soldiers on patrol near the border on July 12, 2019. (Getty Images)"
    text = " ".join([first, caption, *rest])
    parts = cut(text)
    assert [p.part for p in parts] == ["body", "caption", "body"]
    assert text[parts[1].start : parts[1].end].strip() == caption


def test_text_of_an_extractor_keeps_its_lists():
    text = STORY + "Towns on the road\nKaro\nSinda\nMbele\nNdiaye\nTwo more lie further north\n"
    assert [p.part for p in cut(text, clean=True)] == ["body"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\0", ".", "a", "???", "\ufeff"])
def test_next_to_nothing(text):
    check(text, cut(text))


LINES = st.sampled_from(
    [line for line in SAVED.split("\n") if line]
    + [
        "",
        " ",
        "Related",
        "About the author",
        "## Links",
        "By",
        "Most read",
        "12:30",
        "1",
        "Karo",
        "…",
        "Op-ed: a word…",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=40), st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]), st.none() | LINES)
def test_every_character_belongs_to_one_part(lines, newline, title):
    text = newline.join(lines)
    parts = cut(text, title=title)
    check(text, parts)
    assert parts == cut(text, title=title)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=400), st.booleans())
def test_random_text_never_fails(text, clean):
    check(text, cut(text, clean=clean, title=text[:30]))


GOLD = Path(__file__).parents[1] / "gold"
SHARED = Path(__file__).parents[3] / "shared" / "gold"


def quotes_in_their_part(folder):
    """Share of gold quotes that lie in a part of the stated kind; a headline may carry the body's event."""
    hits = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            text, parts = page["text"], cut(page["text"], title=page.get("title"))
            for event in page["events"]:
                spots = [m.span() for m in re.finditer(re.escape(event["quote"]), text)]
                wanted = {event["part"], "headline"} if event["part"] == "body" else {event["part"]}
                hits.append(any(p.part in wanted and p.start <= a and b <= p.end for p in parts for a, b in spots))
    return hits


def test_gold_quotes_of_the_project_lie_in_their_part():
    hits = quotes_in_their_part(GOLD)
    assert len(hits) > 100
    assert sum(hits) >= 0.99 * len(hits)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared gold pages are not beside the project")
def test_gold_quotes_of_real_pages_lie_in_their_part():
    hits = quotes_in_their_part(SHARED)
    assert sum(hits) >= 0.98 * len(hits)
