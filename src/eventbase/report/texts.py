"""The report's texts: one YAML file a language, `texts.XX.yaml`."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

from eventbase.errors import OntologyError, UsageError

Texts = dict[str, Any]


def load_texts(language: str = "en") -> Texts:
    """All texts of a language as nested dictionaries; raises UsageError for a language that has no file."""
    path = files("eventbase.report") / f"texts.{language}.yaml"
    if not path.is_file():
        raise UsageError(f"the report has no texts in {language!r}; copy report/texts.en.yaml to texts.{language}.yaml")
    texts = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(texts, dict):
        raise OntologyError(f"{path}: must be a mapping of sections; see texts.en.yaml")
    return texts


def say(texts: Texts, key: str, **values: object) -> str:
    """The text at a dotted key with its {names} filled in; KeyError for an unknown key."""
    found: Any = texts
    for part in key.split("."):
        found = found[part]
    if isinstance(found, dict):
        found = found["one" if values.get("n") == 1 else "other"]
    return str(found).format_map(values) if values else str(found)


def paths(texts: Texts, prefix: str = "") -> dict[str, str]:
    """Every text by its dotted key, plural forms apart."""
    flat: dict[str, str] = {}
    for key, value in texts.items():
        if isinstance(value, dict):
            flat |= paths(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat
