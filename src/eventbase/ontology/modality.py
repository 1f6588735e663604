"""Word lists of `modality.yaml`, as sets. Raises OntologyError where a list is missing or empty."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from eventbase.errors import OntologyError

LISTS = frozenset(
    "deny allege doubt_phrases plan_verbs plan_nouns try_verbs wish_verbs wish_nouns future conditional if_marks ongoing habit "
    "speech sources_after".split()
)


@cache
def modality_words() -> dict[str, frozenset[str]]:
    """Each list of modality.yaml by its name."""
    lists = yaml.safe_load((files("eventbase.ontology") / "modality.yaml").read_text(encoding="utf-8"))
    wrong = LISTS ^ set(lists)
    if wrong or not all(lists.values()):
        raise OntologyError(f"modality.yaml: lists missing, unknown or empty: {sorted(wrong)}")
    return {name: frozenset(str(word) for word in words) for name, words in lists.items()}
