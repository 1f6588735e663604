"""Labels the units of a page from top to bottom: where the story begins and ends, and what the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Literal

from eventbase.ingest.authors import author_units
from eventbase.ingest.headline import find_headline, fits
from eventbase.ingest.inline import Label
from eventbase.ingest.units import Unit
from eventbase.ingest.words import word_list

Mode = Literal["top", "body", "related", "feed", "author", "footer"]

_SOME_BODY = 60  # words of prose after which a marker may end the story
_FEED_RETURN = 3  # paragraphs in a row, after titles in a feed, that are the story going on
_NAV_RUN = 4  # short lines in a row that are a menu or tags
_FEED_ITEMS = 3
_LINK_WORDS = 5  # of a line in capitals inside the story that leads to another one
_LIST_LINES = 100
_DECK = 6  # units below the headline within which a deck may stand
_TEASER_WORDS = 6  # of a title behind the story that no heading announces


def label(text: str, units: Sequence[Unit], title: str | None, *, clean: bool = False) -> list[Label]:
    """A label for each unit. `clean`: menus are gone already, so that lone lines and lists belong to the story."""
    page = _Page(text, units, title, clean)
    for no in range(len(units)):
        page.step(no)
    return page.finish()


@dataclass
class _Page:
    """The walk down one page. `mode` is where we are, `story` the teaser in hand, `body_words` prose so far."""

    text: str
    units: Sequence[Unit]
    title: str | None
    clean: bool = False
    mode: Mode = "top"
    back: Mode = "top"
    story: int = 0
    titled: bool = False
    video: bool = False
    body_words: int = 0
    labels: list[Label] = field(default_factory=list)
    headline: set[int] = field(default_factory=set)
    first: int | None = None
    authors: set[int] = field(default_factory=set)
    prose: list[int] = field(default_factory=list)  # words of prose before each unit

    def __post_init__(self) -> None:
        prose = [unit.words if unit.kind == "prose" else 0 for unit in self.units]
        self.prose = [0, *accumulate(prose)]
        found = find_headline(self.text, self.units, self.title)
        self.authors = author_units(self.text, self.units)
        feed = not self.clean and is_feed(self.text, self.units, found)
        self.first = None if feed else _first_body(self.units, found, self.authors)
        if self.first is None:
            found = []
            self.mode = "feed"
        elif len(found) == 1 and not self.title and not fits(self.text, self.units[found[0]], self._body_guess()):
            found = []
        self.headline = set(found)
        self._pass_over_opening()

    def _pass_over_opening(self) -> None:
        """A first line without a full stop that shares nothing with what follows leads to another story."""
        if self.first is None or self.headline or self.units[self.first].terminal:
            return
        following = [no for no, unit in enumerate(self.units) if no > (self.first or 0) and unit.kind == "prose"]
        body = [self.units[no] for no in following]
        if following and self.units[self.first].words <= 30 and not fits(self.text, self.units[self.first], body):
            self.first = following[0]

    def _body_guess(self) -> list[Unit]:
        return [unit for unit in self.units[self.first :] if unit.kind == "prose"]

    def step(self, no: int) -> None:
        unit = self.units[no]
        if self.mode == "top" and no == self.first:
            self.mode = "body"
        if no in self.headline and self.mode != "feed":
            self.labels.append(Label("headline"))
        elif no in self.authors:
            self.labels.append(Label("bio"))
        elif unit.kind in {"related", "feed", "author", "footer", "video"}:
            self._marker(no, unit)
        elif unit.kind in {"boilerplate", "stamp"}:
            self._furniture()
        else:
            self._content(no, unit)

    def _marker(self, no: int, unit: Unit) -> None:
        self.labels.append(Label("bio" if unit.kind == "author" else "boilerplate"))
        told = self.body_words >= _SOME_BODY or self.first is None or self._short_items_follow(no)
        if unit.kind == "video":
            self.video = self.mode == "feed" or not self._prose_after(no)
        elif unit.kind == "author":
            self._enter("author")
        elif unit.kind == "related" and self.mode != "footer":
            self._enter("related")
        elif unit.kind == "feed" and told:
            self._enter("feed")
        elif unit.kind == "footer" and told and not self._prose_after(no):
            self._enter("footer")

    def _enter(self, mode: Mode) -> None:
        self.titled = False
        self.back = self.mode if self.mode in {"top", "body", "feed"} else self.back
        self.mode = mode

    def _prose_after(self, no: int) -> bool:
        """True if most of the page's prose is still to come."""
        return self.prose[-1] - self.prose[no + 1] > self.body_words

    def _short_items_follow(self, no: int) -> bool:
        """After a story of a few words: what follows are items, not the story going on."""
        rest = [unit for unit in self.units[no + 1 :] if unit.kind not in {"boilerplate", "short"}]
        return self.body_words > 0 and bool(self.headline) and _longest_run(rest) <= 2

    def _furniture(self) -> None:
        self.labels.append(Label("boilerplate"))
        if self.mode == "author":
            self.mode = self.back

    def _content(self, no: int, unit: Unit) -> None:
        if unit.kind == "caption" and not self._is_body_caption(no, unit):
            self.labels.append(Label("caption"))
        elif unit.kind == "teaser" and self.mode != "footer":
            self._teaser(new=True)
        elif unit.kind == "note":
            self._note(no)
        elif self.mode == "author":
            self._author(no, unit)
        elif self.mode == "top":
            self._top(no, unit)
        elif self.mode in {"body", "related"}:
            self._body(no, unit)
        elif self.mode == "feed":
            self._feed(no, unit)
        else:
            self.labels.append(Label("boilerplate"))

    def _is_body_caption(self, no: int, unit: Unit) -> bool:
        """A paragraph of the story that ends with its agency in brackets, or the only prose of a page."""
        last = self.prose[-1] == self.prose[no + 1]
        alone = last and not self.prose[no]
        return unit.words > 20 and (alone or (last and self.mode == "body" and self.body_words >= _SOME_BODY))

    def _teaser(self, *, new: bool) -> None:
        if new:
            self.story += 1
        self.labels.append(Label("teaser", self.story))

    def _note(self, no: int) -> None:
        """A note is furniture; cut off by an ellipsis under a title, it is that teaser's text."""
        above = self.labels[-1].part if self.labels else "boilerplate"
        cut_off = self.text[self.units[no].end - 1] == "…" or self.text.endswith("...", 0, self.units[no].end)
        if not cut_off or not no or self.units[no - 1].kind != "title" or self.mode == "top":
            self.labels.append(Label("boilerplate"))
            return
        if above != "teaser":
            self.story += 1
            self.labels[-1] = Label("teaser", self.story)
        self._teaser(new=False)

    def _author(self, no: int, unit: Unit) -> None:
        """Name, role and biography; other prose ends it."""
        if unit.kind in {"short", "bio"} or (unit.kind == "title" and unit.words <= 8):
            self.labels.append(Label("bio"))
            return
        self.mode = self.back
        if self.mode == "top" and self.first is not None and no >= self.first:
            self.mode = "body"
        self._content(no, unit)

    def _top(self, no: int, unit: Unit) -> None:
        """Above the story: a deck under the headline belongs to it, the rest is furniture."""
        if unit.kind == "title" and (self._is_deck(no) or self._like_headline(no)):
            self.labels.append(Label("headline"))
        elif unit.kind in {"prose", "bio"} or (unit.kind == "title" and no + 1 == self.first and not self.headline):
            self._teaser(new=True)
        else:
            self.labels.append(Label("boilerplate"))

    def _is_deck(self, no: int) -> bool:
        """A title-like line between headline and story, no list item."""
        above = [other for other in self.headline if other < no]
        return bool(above) and no - max(above) <= _DECK and self.text[self.units[no].start] not in "-•*|"

    def _like_headline(self, no: int) -> bool:
        """The headline in other words at the very top, as browsers show it."""
        if not self.headline or no > min(self.headline):
            return False
        return self.units[min(self.headline)].key[:16] == self.units[no].key[:16]

    def _body(self, no: int, unit: Unit) -> None:
        if unit.kind == "bio" and self._is_closing(no) and self._names_author(no):
            self.labels.append(Label("bio"))
        elif unit.kind in {"prose", "bio"} and not self._is_cut_off(no):
            self.mode = "body"
            self.body_words += unit.words
            self.labels.append(Label("body"))
        elif unit.kind == "prose":
            self._cut_off(no)
        elif (self.mode == "related" and unit.kind == "title") or self._is_link(unit):
            self._teaser(new=True)
        elif self.mode == "related":
            self.labels.append(Label("boilerplate"))
        else:
            self.labels.append(Label("body"))

    def _is_link(self, unit: Unit) -> bool:
        """A line in capitals or In Title Case inside the story; extracted pages have the latter as sub-headings."""
        line = self.text[unit.start : unit.end]
        return unit.caps and unit.words >= _LINK_WORDS and self.body_words > 0 and (not self.clean or line.isupper())

    def _names_author(self, no: int) -> bool:
        """False for "She previously ..." where no biography has begun."""
        unit = self.units[no]
        pronoun = self.text[unit.start : unit.end].split(maxsplit=1)[0].lower() in {"she", "he", "they"}
        return not pronoun or (no > 0 and self.labels[no - 1].part == "bio")

    def _is_closing(self, no: int) -> bool:
        """True if hardly any of the story's prose follows."""
        after = self.prose[-1] - self.prose[no + 1]
        return self.body_words >= _SOME_BODY and after < 0.25 * self.body_words

    def _is_cut_off(self, no: int) -> bool:
        """A paragraph that ends in an ellipsis under a title-like line: the visible start of another story."""
        unit = self.units[no]
        ends = self.text[unit.end - 1] in "…]" or self.text.endswith("...", unit.start, unit.end)
        if not ends or self.body_words < _SOME_BODY:
            return False
        above = self.units[no - 1].kind
        return above == "title" or (above in {"boilerplate", "stamp", "short"} and self._is_closing(no))

    def _cut_off(self, no: int) -> None:
        """Joins the title above; without one it is a story of its own."""
        titled = self.units[no - 1].kind == "title"
        if titled and self.labels[-1].part != "teaser":
            self.story += 1
            self.labels[-1] = Label("teaser", self.story)
        self._teaser(new=not titled)

    def _feed(self, no: int, unit: Unit) -> None:
        """Items of a list: a title opens one, prose joins it; without titles each paragraph is one."""
        if unit.kind == "short":
            self.labels.append(Label("boilerplate"))
        elif unit.kind == "title" or (self.titled and self._is_list_item(no)):
            self.titled = True
            self._teaser(new=True)
        elif self.titled and self.first is not None and self._run(no) >= _FEED_RETURN:
            self.mode = "body"
            self._body(no, unit)
        else:
            joins = self.titled and self.labels[-1].part == "teaser" and not self.video
            self.video = False
            self._teaser(new=not joins)

    def _is_list_item(self, no: int) -> bool:
        """A headline that looks like prose: numbered, or a question."""
        unit = self.units[no]
        return unit.words <= 16 and (self.text[unit.start].isdigit() or self.text[unit.end - 1] == "?")

    def _run(self, no: int) -> int:
        """Paragraphs of prose in a row from here."""
        count = 0
        for unit in self.units[no:]:
            if unit.kind != "prose":
                break
            count += 1
        return count

    def finish(self) -> list[Label]:
        """Lines without prose behind the story, and menus inside it, are no body."""
        if self.clean:
            return self.labels
        kinds = [unit.kind for unit in self.units]
        told = [no for no, label in enumerate(self.labels) if label.part == "body" and kinds[no] in {"prose", "bio"}]
        last = told[-1] if told else len(self.units)
        menus = _menus(self.units)
        self._find_doubled_captions()
        for no, unit in enumerate(self.units):
            if self.labels[no].part != "body" or unit.kind not in {"title", "short"}:
                continue
            if no > last:
                self._settle(no, unit)
            elif no in menus:
                self.labels[no] = Label("boilerplate")
        return self.labels

    def _find_doubled_captions(self) -> None:
        """A lone line said again, with its credit, in a caption shortly below is a caption too."""
        for no, unit in enumerate(self.units):
            if unit.kind in {"title", "short"} and self.labels[no].part == "body":
                below = range(no + 1, min(len(self.units), no + 4))
                if any(self.units[o].kind == "caption" and self.units[o].key.startswith(unit.key) for o in below):
                    self.labels[no] = Label("caption")

    def _settle(self, no: int, unit: Unit) -> None:
        """A lone line behind the story."""
        if self._in_list(no) or self._is_open_sentence(no):
            return
        self.story += 1
        teaser = unit.kind == "title" and unit.words >= _TEASER_WORDS
        self.labels[no] = Label("teaser", self.story) if teaser else Label("boilerplate")

    def _in_list(self, no: int) -> bool:
        """An item of a list that the story announces with a colon, or of a bulleted one right under it."""
        for item in range(no, max(0, no - _LIST_LINES), -1):
            above = self.units[item - 1]
            if self.labels[item - 1].part != "body":
                return False
            if self.text[above.end - 1] == ":" or self.text[self.units[item].start] in "-•*–—·":
                return True
            if above.kind == "prose":
                return False
        return False

    def _is_open_sentence(self, no: int) -> bool:
        """The story's last sentence without its full stop."""
        unit = self.units[no]
        words = self.text[unit.start : unit.end].lower().split()
        small = sum(word in word_list("stop_words") for word in words)
        return no > 0 and self.labels[no - 1].part == "body" and len(words) >= 8 and small >= 0.3 * len(words)


def _menus(units: Sequence[Unit]) -> set[int]:
    """Indexes of short lines in runs too long for sub-headings."""
    found: set[int] = set()
    run: list[int] = []
    for no, unit in enumerate(units):
        if unit.kind in {"short", "boilerplate", "stamp"}:
            run.append(no)
            continue
        found.update(run if len(run) >= _NAV_RUN else ())
        run = []
    return found | set(run if len(run) >= _NAV_RUN else ())


def is_feed(text: str, units: Sequence[Unit], headline: Sequence[int]) -> bool:
    """True for a page with no main story: a feed marker on top and items below, or dated items all the way down."""
    if len(headline) > 1:
        return False
    content = [unit for unit in units if unit.kind not in {"boilerplate", "stamp", "short", "caption"}]
    prose = [unit for unit in content if unit.kind == "prose"]
    if not content or not prose:
        titles = sum(unit.kind == "title" for unit in content)
        return bool(content) and (content[0].kind == "feed" or titles >= _FEED_ITEMS)
    longest = _longest_run(content)
    if content[0].kind == "feed":
        return content[1].kind == "prose" or (longest <= 2 and not _has_byline(text, units))
    groups = sum(a.kind == "title" and b.kind == "prose" for a, b in pairwise(content))
    stamps = sum(unit.kind == "stamp" for unit in units)
    return groups >= _FEED_ITEMS and stamps >= _FEED_ITEMS and longest <= 2


def _has_byline(text: str, units: Sequence[Unit]) -> bool:
    """True if an author, a reading time or a caption stands above the first paragraph: the mark of a story's page."""
    for unit in units:
        if unit.kind in {"prose", "caption"}:
            return unit.kind == "caption"
        line = text[unit.start : unit.end].lower()
        if unit.kind in {"stamp", "boilerplate"} and (line.startswith("by ") or " read" in line):
            return True
    return False


def _longest_run(content: Sequence[Unit]) -> int:
    longest = run = 0
    for unit in content:
        run = run + 1 if unit.kind == "prose" else 0
        longest = max(longest, run)
    return longest


def _first_body(units: Sequence[Unit], headline: Sequence[int], authors: set[int]) -> int:
    """Index of the story's first paragraph: the first prose, unless a headline with a longer story comes later."""
    prose = [no for no, unit in enumerate(units) if unit.kind == "prose" and no not in headline and no not in authors]
    if not prose:
        return next((no for no, unit in enumerate(units) if unit.kind in {"title", "short", "caption", "bio"}), 0)
    top = min(headline, default=-1)
    before = sum(units[no].words for no in prose if no < top)
    after = sum(units[no].words for no in prose if no > top)
    if 0 < before < _SOME_BODY and after > 1.5 * before:
        return next(no for no in prose if no > top)
    return prose[0]
