"""Cuts a page into headline, body, captions, teasers, biographies and boilerplate (CODEBOOK section 1).

Every character of the text belongs to exactly one part; parts follow each other without gaps. Story 0 is the main
story; each teaser is a story of its own. In doubt a paragraph of prose is body: an event lost is worse than a line of
furniture too many.
"""

from __future__ import annotations

from eventbase.ingest.inline import Piece, cut_inside
from eventbase.ingest.page import label
from eventbase.ingest.phrases import Phrases, load_phrases
from eventbase.ingest.units import units
from eventbase.records import Part


def cut(
    text: str, *, title: str | None = None, clean: bool = False, phrases: Phrases | None = None
) -> tuple[Part, ...]:
    """The parts of a page in order, contiguous from 0 to len(text); `article_id` is left "" for the reader to fill.

    `title` is the title by metadata, used to find the headline in the text; it need not stand there. `clean` is for
    text that an HTML extractor has freed of menus: its lists, tables and lone lines belong to the story.
    """
    if not text:
        return ()
    phrases = phrases or load_phrases()
    found = units(text, phrases)
    if not found:
        return (Part(article_id="", part_no=0, part="boilerplate", story_no=0, start=0, end=len(text)),)
    pieces: list[Piece] = []
    for unit, labelled in zip(found, label(text, found, title, clean=clean), strict=True):
        pieces += cut_inside(text, unit, labelled, title=title, phrases=phrases)
    return _contiguous(pieces, len(text))


def _contiguous(pieces: list[Piece], length: int) -> tuple[Part, ...]:
    """Parts from pieces: neighbours of one part and story joined, gaps given to the piece before, stories numbered."""
    stories = {0: 0}
    merged: list[Piece] = []
    for piece in pieces:
        if merged and (merged[-1].part, merged[-1].story) == (piece.part, piece.story):
            continue
        merged.append(piece)
    parts: list[Part] = []
    for no, piece in enumerate(merged):
        story = stories.setdefault(piece.story, len(stories))
        start = piece.start if no else 0
        end = merged[no + 1].start if no + 1 < len(merged) else length
        parts.append(Part(article_id="", part_no=no, part=piece.part, story_no=story, start=start, end=end))
    return tuple(parts)
