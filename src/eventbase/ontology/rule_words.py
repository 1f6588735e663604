"""Word lists of the coder's rules (`rule_words.yaml`): `rule_words("grammar")["LIGHT_VERBS"]`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from eventbase.errors import OntologyError


@cache
def _all() -> dict[str, dict[str, frozenset[str]]]:
    text = (files("eventbase.ontology") / "rule_words.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, frozenset[str]]] = {}
    for module, lists in yaml.safe_load(text).items():
        found[module] = {}
        for name, words in lists.items():
            if not words or len(set(words)) != len(words) or not all(isinstance(w, str) for w in words):
                raise OntologyError(
                    f"rule_words.yaml: {module}.{name}: empty, a word twice, or a word that YAML reads otherwise"
                )
            found[module][name] = frozenset(words)
    return found


def rule_words(module: str) -> dict[str, frozenset[str]]:
    """The lists of one module of `eventbase.coding`, by their name there. Raises OntologyError on a faulty list."""
    return _all()[module]
