"""The default coder: rules over a dependency parse, offline and deterministic, after CODEBOOK.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from eventbase.coding.actors import actor_index
from eventbase.coding.analysis import DateMention, Sentence, Toponym
from eventbase.coding.date_stamps import feed_stamp, stamp_of
from eventbase.coding.dates import find_dates
from eventbase.coding.gate import wanted
from eventbase.coding.mentions import to_mention
from eventbase.coding.parse import MODEL, parse
from eventbase.coding.scope import LITTLE_WAR
from eventbase.coding.sentences import normalise, split
from eventbase.coding.story import SHORT_STORY, Story, read_story
from eventbase.coding.toponyms import find_toponyms
from eventbase.coding.unresolved import settle_unknown
from eventbase.config import Settings
from eventbase.gazetteer.resolve import article_focus, resolve_article
from eventbase.gazetteer.store import Gazetteer, open_gazetteer
from eventbase.ontology.triggers import word_classes
from eventbase.records import Article, Mention, Part

ENGLISH = frozenset({None, "en", "eng", "und"})


class RulesCoder:
    """`Coder` under the entry point `rules`. `version` changes with its code, its data files and the gazetteer."""

    name = "rules"

    def __init__(self, gazetteer: Gazetteer | None = None, settings: Settings | None = None) -> None:
        self.gazetteer = gazetteer or open_gazetteer(settings)
        self.actors = actor_index()

    @cached_property
    def version(self) -> str:
        return f"{code_version()}+{self.gazetteer.version}"

    def code(
        self, article: Article, parts: Sequence[Part], explain: Callable[[str], None] | None = None
    ) -> list[Mention]:
        """The article's mentions in text order; `explain` is called with a line for each thing found or rejected."""
        if article.language not in ENGLISH:
            return []
        text = normalise(article.text)
        sentences = split(article.text, parts)
        if not sentences:
            return []
        conflict = conflict_share(sentences)
        parsed = self._parsed(sentences, peaceful=conflict < LITTLE_WAR and len(sentences) > SHORT_STORY)
        if parsed is None:
            return []
        sentences = parsed
        toponyms = self._toponyms(text, sentences)
        mentions = []
        stories = [list(group) for _, group in groupby(sentences, key=lambda s: s.story_no)]
        for no, group in enumerate(stories):
            around = (
                text[stories[no - 1][-1].end if no else 0 : group[0].start],
                text[group[-1].end : stories[no + 1][0].start if no + 1 < len(stories) else len(text)],
            )
            published = article.published_at.date() if article.published_at else None
            story = self._story(text, group, toponyms, published, conflict, explain, around)
            mentions += [to_mention(draft, article, self.name, self.version) for draft in read_story(story)]
        return mentions

    def _toponyms(self, text: str, sentences: Sequence[Sentence]) -> list[Toponym]:
        found = find_toponyms(text, sentences, gazetteer=self.gazetteer)
        resolved = resolve_article(found, gazetteer=self.gazetteer)
        return settle_unknown(resolved, article_focus(resolved) or _commonest(resolved))

    def _parsed(self, sentences: Sequence[Sentence], *, peaceful: bool) -> list[Sentence] | None:
        """All sentences, those parsed that the gate lets through; None where it lets none."""
        chosen = list(wanted(sentences, peaceful=peaceful))
        if not chosen:
            return None
        parsed = {s.no: s for s in parse(chosen)}
        return [parsed.get(s.no, s) for s in sentences]

    def _story(
        self, text: str, sentences: list[Sentence], toponyms: Sequence[Toponym], published: date | None,
        conflict: float, explain: Callable[[str], None] | None, around: tuple[str, str],
    ) -> Story:  # fmt: skip
        first, last = sentences[0].start, sentences[-1].end
        teaser = sentences[0].part == "teaser"
        anchor = None if teaser else published
        dates = find_dates(text[first:last], anchor=anchor, base=first)
        if anchor is None and (stamp := _stamp(text[first:last], dates, around if teaser else None)):
            anchor = stamp
            dates = find_dates(text[first:last], anchor=anchor, base=first)
        return Story(sentences, toponyms, dates, anchor, self.actors, conflict, explain)


def _commonest(toponyms: Sequence[Toponym]) -> str | None:
    counts = Counter(t.place.country for t in toponyms if t.place is not None and t.place.country)
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None


def _stamp(story: str, dates: Sequence[DateMention], around: tuple[str, str] | None) -> date | None:
    """A story's own date, where its text is stamped with one; a teaser's may stand outside of it (`around`)."""
    inside = stamp_of(story, find_dates(story, anchor=None)) if dates else None
    return inside or (feed_stamp(*around) if around is not None else None)


def conflict_share(sentences: Sequence[Sentence]) -> float:
    """Share of the sentences with a word of war (class `military_word`)."""
    words = _war_words()
    return sum(any(w.strip(".,;:\"'()") in words for w in s.text.lower().split()) for s in sentences) / max(
        len(sentences), 1
    )


@cache
def _war_words() -> frozenset[str]:
    return frozenset(
        phrase for phrase, names in word_classes().items() if "military_word" in names and " " not in phrase
    )


@cache
def code_version() -> str:
    """Hash of the coder's sources and data files: whoever changes a rule changes the version."""
    digest = sha256(MODEL.encode())
    for package in ("coding", "ontology"):
        folder = Path(str(files("eventbase"))) / package
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".csv", ".yaml"}):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
