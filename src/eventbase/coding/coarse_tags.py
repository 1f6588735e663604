"""Coarse word classes (`pos_`) from the tagger's fine ones: what the model's own attribute ruler sets, without its
matcher.

Only `pos` (and tag and dep of blanks) are set; morphology and lemmas, which no finder reads, are not. Rules are read
from the model, so that they are the model's own. Source: en_core_web_sm 3.8, MIT licence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

DO_HAVE = frozenset({"do", "does", "did", "'d", "have", "has", "had"})


def _plain(pattern: list[dict[str, Any]]) -> bool:
    """Whether a rule looks at one token's tag, and perhaps its word, alone."""
    first = pattern[0]
    return len(pattern) == 1 and isinstance(first.get("TAG"), str) and "DEP" not in first and "IS_SPACE" not in first


class CoarseTags:
    """A pipeline component; built from the patterns of an attribute ruler."""

    def __init__(self, nlp: Language, patterns: list[dict[str, Any]]) -> None:
        strings = nlp.vocab.strings
        self.by_tag: dict[int, int] = {}
        self.by_word: dict[tuple[int, int], int] = {}
        for rule in patterns:
            pos = rule["attrs"].get("POS")
            pattern = rule["patterns"][0]
            if pos is None or not _plain(pattern):
                continue
            tag = strings.add(pattern[0]["TAG"])
            code = pos if isinstance(pos, int) else strings[pos]
            words = pattern[0].get("LOWER")
            if words is None:
                self.by_tag[tag] = code
            else:
                for word in [words] if isinstance(words, str) else words["IN"]:
                    self.by_word[tag, strings.add(word)] = code
        s = strings.add
        self.aux_deps = {s("aux"), s("auxpass")}
        self.to, self.cc, self.but, self.advmod = s("TO"), s("CC"), s("but"), s("advmod")
        self.main_deps = {s(d) for d in ("ROOT", "advcl", "ccomp", "conj", "relcl", "xcomp")}
        self.do_have = {s(w) for w in DO_HAVE}
        self.mark, self.in_ = s("mark"), s("IN")
        self.dets, self.det_deps = {s("DT"), s("WDT")}, {s("det"), s("quantmod"), 0}
        self.expl, self.be = s("expl"), {s(w) for w in ("is", "are", "was", "were", "'s", "'re")}
        names = ("AUX", "VERB", "PRON", "SCONJ", "ADV", "SPACE", "X")
        self.AUX, self.VERB, self.PRON, self.SCONJ, self.ADV, self.SPACE, self.X = (strings[p] for p in names)
        self.sp, self.dep = s("_SP"), s("dep")

    def __call__(self, doc: Doc) -> Doc:
        after_expl = False
        for token in doc:
            tag, lower, dep = token.tag, token.lower, token.dep
            pos = self.by_word.get((tag, lower)) or self.by_tag.get(tag, 0)
            if tag == self.cc and lower == self.but and dep == self.advmod:
                pos = self.ADV
            if dep in self.aux_deps and tag != self.to and tag:
                pos = self.AUX
            if dep in self.main_deps and lower in self.do_have:
                pos = self.VERB
            if tag == self.in_ and dep == self.mark:
                pos = self.SCONJ
            if tag in self.dets and dep not in self.det_deps:
                pos = self.PRON
            if after_expl and lower in self.be:
                pos = self.VERB
            after_expl = dep == self.expl
            if token.is_space:
                token.tag, token.dep, pos = self.sp, self.dep if dep else dep, self.SPACE
            elif tag == self.sp:
                pos = self.X
            token.pos = pos
        return doc
