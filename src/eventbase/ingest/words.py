"""The word lists of `ontology/words.yaml`, checked at load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from eventbase.errors import OntologyError


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(load_words()[name])


@cache
def word_values(name: str) -> Mapping[str, str | int]:
    """A list whose words have values."""
    values = load_words()[name]
    return values if isinstance(values, dict) else dict.fromkeys(values, "")


@cache
def load_words(path: Path | None = None) -> dict[str, dict[str, str | int] | tuple[str, ...]]:
    """All lists by name. Raises OntologyError naming file and line of a list that breaks the rules."""
    source = path or Path(str(files("eventbase.ontology").joinpath("words.yaml")))
    try:
        content = source.read_text(encoding="utf-8")
        loaded = yaml.safe_load(content)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OntologyError(f"{source.name}: {error}; mend the file or reinstall the package") from error
    if not isinstance(loaded, dict):
        raise OntologyError(f"{source.name}:1: no mapping of lists")
    lines = {line.split(":")[0]: number for number, line in enumerate(content.splitlines(), 1) if line[:1].isalpha()}
    return {
        name: _checked(value, f"{source.name}:{lines.get(name, 1)}: {name}")
        for name, value in loaded.items()
        if name != "version"
    }


def _checked(value: object, where: str) -> dict[str, str | int] | tuple[str, ...]:
    if isinstance(value, str):
        words = tuple(value.split())
        twice = sorted({word for word in words if words.count(word) > 1})
        if twice or value != value.lower():
            raise OntologyError(
                f"{where}: {'twice: ' + ' '.join(twice) if twice else 'capital letters'}; mend the list"
            )
        return words
    if isinstance(value, dict) and all(isinstance(word, str) and word == word.lower() for word in value):
        return value
    raise OntologyError(f"{where}: give words in lower case in one string, or a mapping")
