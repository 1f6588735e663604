"""Which articles of an event copy an earlier one: wire stories count as one independent source.

Articles that report the same event are compared by MinHash over runs of words; a copy may add or cut a few sentences.
"""

from __future__ import annotations

import re

import numpy as np
import polars as pl
from rensa import RMinHash

from eventbase.linking.cluster import find

RUN = 4  # words a run
PERMUTATIONS, SEED = 128, 42
COPY_AT = 0.5  # estimated share of runs in common
_WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> list[str]:
    """The text's runs of words, without case and punctuation."""
    words = _WORD.findall(text.lower())
    return [" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))]


def signatures(texts: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
    """One row of hashes a text."""
    rows = []
    for text in texts:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(runs(text))
        rows.append(sketch.digest())
    return np.array(rows, dtype=np.uint32).reshape(len(texts), PERMUTATIONS)


def original_of(members: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """The article that each article is a copy of, itself if of none. Columns: article_id, original_id.

    `members`: event_id, article_id. `articles`: article_id, published_at, text. The original is the earliest published
    of those that copy each other, undated last, then by article_id.
    """
    order = articles.sort("published_at", "article_id", nulls_last=True)
    ids = order.get_column("article_id").to_list()
    places = order.select("article_id").with_row_index("place").with_columns(pl.col("place").cast(pl.Int64))
    shared = members.select("event_id", "article_id").unique().join(places, on="article_id")
    pairs = (
        shared.select("event_id", x="place").join(shared.select("event_id", y="place"), on="event_id")
        .filter(pl.col("x") < pl.col("y")).select("x", "y").unique().sort("x", "y")
    )  # fmt: skip
    root = list(range(len(ids)))
    for x, y in _copies(pairs, order):
        x, y = find(root, x), find(root, y)
        root[max(x, y)] = min(x, y)
    originals = [ids[find(root, i)] for i in range(len(ids))]
    return pl.DataFrame(
        {"article_id": ids, "original_id": originals}, schema={"article_id": pl.String, "original_id": pl.String}
    )


def _copies(pairs: pl.DataFrame, order: pl.DataFrame) -> list[tuple[int, int]]:
    if pairs.is_empty():
        return []
    used = pl.concat([pairs["x"], pairs["y"]]).unique().sort()
    hashes = signatures(order["text"].gather(used).to_list())
    left, right = used.search_sorted(pairs["x"]).to_numpy(), used.search_sorted(pairs["y"]).to_numpy()
    starts = range(0, len(left), 50_000)
    alike = np.concatenate(
        [(hashes[left[i : i + 50_000]] == hashes[right[i : i + 50_000]]).mean(axis=1) for i in starts]
    )
    return list(pairs.filter(pl.Series(alike >= COPY_AT)).iter_rows())
