"""Word lists of `modality.yaml` and `speakers.yaml`, as sets. Raises OntologyError where a list is missing or empty."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from eventbase.errors import OntologyError

LISTS = frozenset(
    {
        "deny",
        "allege",
        "doubt_phrases",
        "plan_verbs",
        "plan_nouns",
        "pledge",
        "order",
        "try_verbs",
        "wish_verbs",
        "wish_nouns",
        "future",
        "conditional",
        "if_marks",
        "ongoing",
        "growing",
        "habit",
        "speech",
        "sources_after",
    }
)
SPEAKER_LISTS = frozenset({"speakers", "generic", "monitors"})


@cache
def modality_words() -> dict[str, frozenset[str]]:
    """Each list of modality.yaml by its name."""
    return _lists("modality.yaml", LISTS)


@cache
def speaker_words() -> dict[str, frozenset[str]]:
    """Each list of speakers.yaml by its name."""
    return _lists("speakers.yaml", SPEAKER_LISTS)


def _lists(name: str, wanted: frozenset[str]) -> dict[str, frozenset[str]]:
    lists = yaml.safe_load((files("eventbase.ontology") / name).read_text(encoding="utf-8"))
    wrong = wanted ^ set(lists)
    if wrong or not all(lists.values()):
        raise OntologyError(f"{name}: lists missing, unknown or empty: {sorted(wrong)}")
    return {key: frozenset(str(word) for word in words) for key, words in lists.items()}
