"""From scored pairs to groups, one group an event.

Pairs that reach `link_at` are taken best first; two groups are joined only if every pair across them reaches `keep_at`,
so that no chain brings together two mentions that exclude each other. Judgements come before all scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import polars as pl

Scorer = Callable[[pl.DataFrame], pl.DataFrame]
Pair = tuple[int, int]

LARGEST_WHOLE = 1500  # members of a component up to which pairs outside all blocks are scored too


def clusters(
    n: int,
    scored: pl.DataFrame,
    score: Scorer,
    *,
    link_at: float,
    keep_at: float,
    same: Sequence[Pair] = (),
    different: Iterable[Pair] = (),
) -> list[int]:
    """For each of n rows the smallest row of its group.

    `scored`: row_a, row_b, score of the candidates. `score` scores further pairs: within a component of linked rows all
    pairs count, candidates or not. `same` and `different` hold whatever the scores say.
    """
    links = scored.filter(pl.col("score") >= link_at).sort(
        ["score", "row_a", "row_b"], descending=[True, False, False]
    ).select("row_a", "row_b")  # fmt: skip
    edges = [*same, *links.iter_rows()]
    components = _components(n, edges)
    kept = _kept_pairs(components, scored, score, keep_at)
    return _grow(n, edges, kept, frozenset(same), frozenset(different))


def _components(n: int, edges: Iterable[Pair]) -> list[int]:
    root = list(range(n))
    for x, y in edges:
        x, y = find(root, x), find(root, y)
        root[max(x, y)] = min(x, y)
    return [find(root, x) for x in range(n)]


def find(root: list[int], x: int) -> int:
    """The smallest row of x's group; shortens the way to it."""
    while root[x] != x:
        root[x] = root[root[x]]
        x = root[x]
    return x


def _kept_pairs(components: Sequence[int], scored: pl.DataFrame, score: Scorer, keep_at: float) -> set[Pair]:
    """All pairs within components that may stand in one group."""
    schema = {"row": pl.Int32, "component": pl.Int32}
    rows = pl.DataFrame({"row": range(len(components)), "component": components}, schema=schema)
    sides = [rows.rename({"row": f"row_{side}"}) for side in ("a", "b")]
    size = pl.len().over("component")
    small = [side.filter((size > 2) & (size <= LARGEST_WHOLE)) for side in sides]
    pairs = small[0].join(small[1], on="component").filter(pl.col("row_a") < pl.col("row_b")).select("row_a", "row_b")
    more = score(pairs.join(scored, on=["row_a", "row_b"], how="anti"))
    known = scored.join(sides[0], on="row_a").join(sides[1], on=["row_b", "component"])
    kept = [frame.filter(pl.col("score") >= keep_at).select("row_a", "row_b") for frame in (known, more)]
    return set(pl.concat(kept).iter_rows())


def _grow(
    n: int, edges: Sequence[Pair], kept: set[Pair], same: frozenset[Pair], different: frozenset[Pair]
) -> list[int]:
    root = list(range(n))
    members: dict[int, list[int]] = {}
    for edge in edges:
        x, y = find(root, edge[0]), find(root, edge[1])
        if x == y:
            continue
        left, right = members.get(x, [x]), members.get(y, [y])
        if _fit(left, right, different, None if edge in same else kept):
            low, high = min(x, y), max(x, y)
            root[high] = low
            members[low] = left + right
            members.pop(high, None)
    return [find(root, x) for x in range(n)]


def _fit(left: Sequence[int], right: Sequence[int], different: frozenset[Pair], kept: set[Pair] | None) -> bool:
    """Whether every pair across the two groups may be one event; with no `kept`, by judgements alone."""
    for x in left:
        for y in right:
            pair = (x, y) if x < y else (y, x)
            if pair in different or (kept is not None and pair not in kept):
                return False
    return True
