"""The phrase list `ontology/phrases.yaml`, checked and compiled: by what words a page's furniture is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from eventbase.errors import OntologyError

FULL = ("boilerplate", "stamp", "related", "feed", "video", "author", "footer")
START = ("note", "bio", "teaser", "lead")
ANYWHERE = ("caption", "inline_caption", "credit", "tail", "tail_teaser")
KINDS = FULL + START + ANYWHERE


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of the list; `line` is where it stands in the file."""

    kind: str
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    line: int

    def find(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The phrase in text[start:end], applied as its kind asks."""
        end = len(text) if end is None else end
        if self.kind in FULL:
            return self.pattern.fullmatch(text, start, end)
        if self.kind in START:
            return self.pattern.match(text, start, end)
        return self.pattern.search(text, start, end)


@dataclass(frozen=True)
class Phrases:
    """All phrases by kind; `find` returns the first phrase of a kind that applies."""

    by_kind: dict[str, tuple[Phrase, ...]]
    version: int

    def find(self, kind: str, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        for phrase in self.by_kind[kind]:
            if found := phrase.find(text, start, end):
                return found
        return None

    def earliest(self, kind: str, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The match of any phrase of a kind that begins first."""
        found = [match for phrase in self.by_kind[kind] if (match := phrase.find(text, start, end))]
        return min(found, key=lambda match: match.start(), default=None)


@cache
def load_phrases(path: Path | None = None) -> Phrases:
    """The built-in list, or the one at `path`. Raises OntologyError naming file and line."""
    source = path or Path(str(files("eventbase.ontology").joinpath("phrases.yaml")))
    name = source.name
    try:
        node = yaml.compose(source.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        content: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OntologyError(f"{name}: {error}; mend the file or reinstall the package") from error
    if not isinstance(content, dict) or not isinstance(content.get("phrases"), list):
        raise OntologyError(f"{name}:1: no list `phrases`; see the head of the built-in file")
    lines = _entry_lines(node)
    found = [_phrase(entry, f"{name}:{line}", line) for entry, line in zip(content["phrases"], lines, strict=True)]
    by_kind = {kind: tuple(phrase for phrase in found if phrase.kind == kind) for kind in KINDS}
    return Phrases(by_kind, int(content.get("version", 0)))


def check_examples(phrases: Phrases, name: str = "phrases.yaml") -> list[str]:
    """One message for each example that its phrase does not match, or matches and must not."""
    wrong: list[str] = []
    for phrase in (p for kind in KINDS for p in phrases.by_kind[kind]):
        wrong += [f"{name}:{phrase.line}: does not match {e!r}" for e in phrase.match if not phrase.find(e)]
        wrong += [f"{name}:{phrase.line}: matches {e!r}" for e in phrase.no_match if phrase.find(e)]
    return wrong


def _entry_lines(node: Any) -> list[int]:
    for key, value in node.value:
        if key.value == "phrases":
            return [entry.start_mark.line + 1 for entry in value.value]
    return []


def _phrase(entry: Any, where: str, line: int) -> Phrase:
    if not isinstance(entry, dict) or set(entry) != {"kind", "pattern", "match", "not"}:
        raise OntologyError(f"{where}: a phrase needs kind, pattern, match and not, and nothing else")
    if entry["kind"] not in KINDS:
        raise OntologyError(f"{where}: unknown kind {entry['kind']!r}; one of {', '.join(KINDS)}")
    if not entry["match"] or not entry["not"]:
        raise OntologyError(f"{where}: give at least one example under match and one under not")
    try:
        pattern = re.compile(entry["pattern"], re.IGNORECASE)
    except re.error as error:
        raise OntologyError(f"{where}: {error} in the pattern; mend it") from error
    return Phrase(entry["kind"], pattern, tuple(entry["match"]), tuple(entry["not"]), line)
