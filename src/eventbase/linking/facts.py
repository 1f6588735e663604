"""What is compared: one row a mention, its columns made comparable.

Columns, besides those of the mention: `row` (order by mention_id), `start`, `end` (of its quotes), `lo`, `hi`, `pub`
(days since 1970), `span` (days), `back` (days by which the event may be earlier than `lo`), `level` (0 a point, 1 a
district or first-level area, 2 a country or region, 3 no place), `place_key`, `told` (the quotes, folded), and lists in
order: `actor1_words`, `actor2_words`, `names`, `words`, `targets`, `aimed` (targets that actor or place name),
`numbers`, `large`; `toll_killed`, `toll_wounded`, `is_follow_up`, `is_again`, `is_quarter`,
`is_namesake` (a town that gives its area the name).
"""

from __future__ import annotations

import polars as pl

from eventbase.linking.rules import words
from eventbase.linking.totals import with_totals

REPORTED_BACK = 3  # days that an act dated by its report may be older than the report
FOLLOW_UP_BACK = 7  # days that a follow-up looks back
SHORT = 10  # days, the longest span that counts as dated to the day or week
UNDATED_BACK = 45  # days before its report in which an undated mention may match by place and words
LOOK_BACK = 120  # days before its report in which it may match by an equal number
LEVELS = {"exact": 0, "settlement": 0, "near": 0, "admin2": 1, "admin1": 1, "region": 2, "country": 2}
OWN_NAMES = ("location_name", "actor1_name", "actor2_name", "admin1", "attribution")
WORD = r"[\p{L}][\p{L}’'\-]{2,}"
DATELINE = r"^\p{Lu}{3}[^.!?()]{0,60} \(\p{Lu}[^()]{1,30}\) [-–—] "
FIRST_WORD = r"(^|[.!?:»”\"]\s+)\p{Lu}[\p{L}’'\-]*"
NAME = r"\p{Lu}[\p{L}’'\-]{2,}"


def facts(
    mentions: pl.DataFrame, articles: pl.DataFrame, figures: pl.DataFrame, evidence: pl.DataFrame
) -> pl.DataFrame:
    """The frame that candidates, score and agreement read, sorted by mention_id."""
    frame = mentions.sort("mention_id").join(
        articles.select("article_id", "source", "published_at"), on="article_id", how="left", maintain_order="left"
    )
    frame = frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int32))
    frame = _with_words(frame, evidence)
    frame = _with_days(frame)
    frame = _with_places(frame)
    return _with_numbers(frame, figures).sort("row")


def _days(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Date).to_physical().cast(pl.Int32)


def _with_days(frame: pl.DataFrame) -> pl.DataFrame:
    """Open spans end with the report; those without a first day count as undated."""
    pub, lo = _days("published_at"), _days("event_date")
    hi = pl.coalesce(_days("event_date_end"), pl.max_horizontal(lo, pub))
    frame = frame.with_columns(pub=pub, lo=lo, hi=pl.when(lo.is_not_null()).then(hi))
    looks_back = pl.col("is_follow_up") & (pl.col("hi") >= pl.col("pub") - 1)
    back = (
        pl.when(looks_back).then(FOLLOW_UP_BACK)
        .when((pl.col("date_basis") == "reported") & (pl.col("time_precision") == "day")).then(REPORTED_BACK)
        .otherwise(0)
    )  # fmt: skip
    return frame.with_columns(span=pl.col("hi") - pl.col("lo") + 1, back=back.cast(pl.Int32))


def _with_places(frame: pl.DataFrame) -> pl.DataFrame:
    level = pl.col("geo_precision").replace_strict(LEVELS, default=3, return_dtype=pl.Int8)
    named = pl.col("location_name").is_not_null()
    key = _folded(pl.col("location_name"))
    namesake = ((level == 0) & named) & _folded(pl.col("admin1")).str.starts_with(key)
    return frame.with_columns(
        is_namesake=namesake.fill_null(False),
        level=pl.when(named | pl.col("place_id").is_not_null()).then(level.fill_null(3)).otherwise(3).cast(pl.Int8),
        is_quarter=pl.col("location_name").str.contains(words().quarter).fill_null(False),
        place_key=pl.when(key.str.len_chars() > 0).then(key),
    )


def _folded(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


def _with_words(frame: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """Words of the quotes that state the event, less the stop words; names less those of its place and actors."""
    told = evidence.filter(pl.col("field") == "event").sort("mention_id", "start", "end")
    quote = pl.col("quote").str.replace(DATELINE, "")
    texts = told.group_by("mention_id", maintain_order=True).agg(
        text=quote.str.join(". "), start=pl.col("start").min(), end=pl.col("end").max()
    )
    frame = frame.join(texts, on="mention_id", how="left", maintain_order="left")
    text = pl.col("text").fill_null("")
    lists = words()
    known = pl.concat_str(
        [pl.col(name).fill_null("") for name in OWN_NAMES],
        separator=" ",
    )
    stop = pl.lit(pl.Series(sorted(lists.stop), dtype=pl.String).implode())
    frame = frame.with_columns(
        told=_folded(text),
        words=_tokens(text, WORD).list.set_difference(stop).list.set_difference(_tokens(known, WORD)),
        names=_tokens(text.str.replace_all(FIRST_WORD, "$1"), NAME)
        .list.set_difference(stop).list.set_difference(_tokens(known, WORD)),
        actor1_words=_actor_words("actor1_name", stop),
        actor2_words=_actor_words("actor2_name", stop),
        is_follow_up=text.str.contains(lists.follow_up),
        is_again=text.str.contains(lists.again),
    )  # fmt: skip
    return _with_targets(frame).drop("text")


def _actor_words(column: str, stop: pl.Expr) -> pl.Expr:
    """Words of an actor's name that are not those of the place: a town that stands for its people names none."""
    place = pl.col("location_name").fill_null("")
    return (
        _tokens(pl.col(column).fill_null(""), WORD).list.set_difference(stop).list.set_difference(_tokens(place, WORD))
    )


def _tokens(text: pl.Expr, pattern: str) -> pl.Expr:
    lower = pl.element().str.to_lowercase().str.replace(r"['’]s$", "")
    return text.str.extract_all(pattern).list.eval(lower).list.unique().list.sort()


def _with_targets(frame: pl.DataFrame) -> pl.DataFrame:
    """Kinds of target: those of the second actor and the place where they name one, else of the whole text."""
    known = words().targets
    aimed = pl.concat_str([pl.col("actor2_name").fill_null(""), pl.col("location_name").fill_null("")], separator=" ")
    found = frame.select("row", aimed=_tokens(aimed, WORD), told=pl.col("words"))
    for column in ("aimed", "told"):
        kinds = found.select("row", word=pl.col(column)).explode("word").drop_nulls()
        kinds = kinds.with_columns(kind=pl.col("word").replace_strict(known, default=None, return_dtype=pl.String))
        kinds = kinds.drop_nulls().group_by("row").agg(pl.col("kind").unique().sort().alias(f"kinds_{column}"))
        found = found.join(kinds, on="row", how="left")
    empty = pl.lit([], dtype=pl.List(pl.String))
    kinds = found.select(
        "row", aimed=pl.col("kinds_aimed").fill_null(empty), targets=pl.coalesce("kinds_aimed", "kinds_told", empty)
    )
    return frame.join(kinds, on="row", how="left", maintain_order="left")


def _with_numbers(frame: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    counted = with_totals(figures)
    whole = pl.col("amount").round(0).cast(pl.Int64).cast(pl.String)
    numbers = (
        counted.filter((pl.col("amount") >= 2) & (pl.col("qualifier") != "vague"))
        .group_by("mention_id").agg(
            numbers=pl.concat_str(["measure", whole], separator=":").unique().sort(),
            large=pl.concat_str(["measure", whole], separator=":").filter(pl.col("amount") >= 10).unique().sort(),
        )
    )  # fmt: skip
    totals = counted.filter(pl.col("is_total") & pl.col("measure").is_in(["killed", "wounded"]))
    tolls = totals.group_by("mention_id").agg(
        toll_killed=pl.col("amount").filter(pl.col("measure") == "killed").first(),
        toll_wounded=pl.col("amount").filter(pl.col("measure") == "wounded").first(),
    )
    frame = frame.join(numbers, on="mention_id", how="left").join(tolls, on="mention_id", how="left")
    empty = pl.lit([], dtype=pl.List(pl.String))
    return frame.with_columns(pl.col("numbers").fill_null(empty), pl.col("large").fill_null(empty))
