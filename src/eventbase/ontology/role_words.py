"""Word lists of `role_words.yaml`, as sets. Raises OntologyError where a list is missing, unknown or empty."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from eventbase.errors import OntologyError

FILE = "role_words.yaml"
LISTS = frozenset(
    (
        *(
            "pronouns",
            "back",
            "empty_modifiers",
            "done_by",
            "crowd",
            "crowd_force",
            "aims",
            "ground",
            "receive",
            "let_go",
        ),
        *("says_that", "monitor_names", "not_sources"),
    )
)


@cache
def role_words() -> dict[str, frozenset[str]]:
    """Each list of role_words.yaml by its name."""
    return parse_role_words((files("eventbase.ontology") / FILE).read_text(encoding="utf-8"))


def parse_role_words(text: str) -> dict[str, frozenset[str]]:
    """Checked lists from YAML text."""
    lists = yaml.safe_load(text)
    wrong = LISTS ^ set(lists)
    if wrong or not all(lists.values()):
        raise OntologyError(f"{FILE}: lists missing, unknown or empty: {sorted(wrong)}")
    return {key: frozenset(str(word) for word in words) for key, words in lists.items()}
