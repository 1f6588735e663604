"""The cookbook: questions with the queries that answer them (cookbook.sql), and docs/sql.md made from it.

`python -m eventbase.store.cookbook` writes the queries into docs/sql.md between its markers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

BEGIN, END = "<!-- queries: made from src/eventbase/store/cookbook.sql -->", "<!-- end of queries -->"
_HEAD = re.compile(r"^-- Q: (?P<name>[a-z-]+): (?P<question>.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question, its short name, and the query that answers it."""

    name: str
    question: str
    sql: str


@cache
def recipes() -> tuple[Recipe, ...]:
    """All recipes, in the cookbook's order."""
    text = (files("eventbase.store") / "cookbook.sql").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return tuple(
        Recipe(head["name"], head["question"], text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    )


def markdown() -> str:
    """The recipes as Markdown, one heading each."""
    return "\n".join(f"### {r.question}\n\n`eventbase query {r.name}`\n\n```sql\n{r.sql}\n```\n" for r in recipes())


def with_queries(document: str) -> str:
    """A document with the queries between its markers renewed."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{markdown()}\n{END}{after}"


if __name__ == "__main__":
    page = Path(__file__).parents[3] / "docs" / "sql.md"
    page.write_text(with_queries(page.read_text(encoding="utf-8")), encoding="utf-8")
