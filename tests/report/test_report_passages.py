"""Passages hold whole sentences and their spans quote the field's words, in the units of the page's script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventbase.report.passages import FIELDS, LONGEST, Span, clean, cut_passages


def utf16(text: str, start: int, end: int) -> str:
    """What JavaScript's slice gives."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "replace")


def quotes(text: str, spans: list[Span]) -> list[tuple[str, str]]:
    found = []
    for passage in cut_passages(text, spans):
        numbers = [int(number) for number in passage.spans.split()]
        for code, start, end in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            found.append((FIELDS[code], utf16(passage.text, start, end)))
    return found


def test_a_passage_is_the_sentence_around_the_words():
    text = "It rained. Shells hit the depot at noon, killing two. The mayor left."
    start = text.index("killing two")
    [passage] = cut_passages(text, [Span(start, start + 11, "figure")])
    assert passage.text == "Shells hit the depot at noon, killing two."


def test_fields_in_one_sentence_share_a_passage_and_far_ones_do_not():
    text = "Shells hit the depot. " + "Nothing else was heard for a while. " * 20 + "The mayor blamed rebels."
    spans = [Span(0, 21, "event"), Span(11, 20, "location_name"), Span(len(text) - 7, len(text) - 1, "actor1_name")]
    passages = cut_passages(text, spans)
    assert [passage.text for passage in passages] == ["Shells hit the depot.", "The mayor blamed rebels."]
    assert quotes(text, spans) == [
        ("event", "Shells hit the depot."),
        ("location_name", "the depot"),
        ("actor1_name", "rebels"),
    ]


def test_offsets_are_right_after_characters_outside_the_basic_plane():
    text = "\U0001f6a8\U0001f6a8 Drones hit Sana\u2019a. \U0001f680"
    start = text.index("Sana")
    assert quotes(text, [Span(start, start + 6, "location_name")]) == [("location_name", "Sana\u2019a")]


def test_a_word_of_a_megabyte_is_cut_and_marked():
    text = "x" * 1_000_000
    [passage] = cut_passages(text, [Span(0, 1_000_000, "event")])
    assert len(passage.text) == LONGEST + 1
    assert passage.text.endswith("…")
    assert passage.spans == f"0 0 {LONGEST}"


def test_spans_beyond_the_text_are_left_out():
    assert cut_passages("short", [Span(3, 9, "event"), Span(-1, 2, "event"), Span(2, 2, "event")]) == []


def test_control_characters_and_lone_surrogates_are_made_visible_without_moving_anything():
    assert clean("a\x00b\ud800c\nd\u202ee") == "a\ufffdb\ufffdc\nd\u202ee"


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=400),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60), st.sampled_from(FIELDS)), min_size=1, max_size=8),
)
def test_every_span_quotes_its_words(text: str, drawn: list[tuple[int, int, str]]):
    spans = [Span(start, start + length, field) for start, length, field in drawn if start + length <= len(text)]
    expected = sorted((span.field, clean(text[span.start : span.end])) for span in spans)
    assert sorted(quotes(text, spans)) == expected
