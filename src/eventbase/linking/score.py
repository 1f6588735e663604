"""The score of a pair of mentions: points by what they share and differ in, each with its reason.

Every group of `weights.yaml` has a list of conditions here under the same codes, tried in order; the first that holds
counts. A score depends on the two mentions alone, so that a further article changes no score of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from eventbase.errors import OntologyError
from eventbase.linking.facts import LOOK_BACK, SHORT, UNDATED_BACK
from eventbase.linking.rules import CLOSE, LOOSE, VETO, kin, weights, words

CHEAP = ("date", "place", "type", "rarity")
DEAR = ("vagueness", "told", "actor1", "actor2", "numbers", "toll", "names", "words", "target", "status", "article")
STATE = ("military", "government", "police", "intelligence", "paramilitary")
ARMED = ("rebel", "militia", "gang")
NIGHT = 2  # days, the longest span that still is one day or night
FRESH = 7  # days after which an undated report is no longer fresh
LONG = 200  # days, the longest span that may match a day in it by words alone
CHUNK = 150_000  # pairs scored at a time, for memory
NEIGHBOUR_KM = 6.0
LOOSE_KM = 20.0  # where one place is a facility or "near" a town

Conditions = list[tuple[str, pl.Expr]]

TRUE = pl.lit(True)


def a(name: str) -> pl.Expr:
    return pl.col(f"{name}_a")


def b(name: str) -> pl.Expr:
    return pl.col(f"{name}_b")


def both(name: str) -> pl.Expr:
    return a(name).is_not_null() & b(name).is_not_null()


def same(name: str) -> pl.Expr:
    return (a(name) == b(name)).fill_null(False)


def differ(name: str) -> pl.Expr:
    return (a(name) != b(name)).fill_null(False)


def shared(name: str) -> pl.Expr:
    """How many members the two lists have in common."""
    return a(name).list.set_intersection(b(name)).list.len()


def either(name: str, code: str) -> pl.Expr:
    return (a(name) == code).fill_null(False) | (b(name) == code).fill_null(False)


def both_given(name: str) -> pl.Expr:
    """Whether both lists have members."""
    return (a(name).list.len() > 0) & (b(name).list.len() > 0)


def either_true(name: str) -> pl.Expr:
    return a(name).fill_null(False) | b(name).fill_null(False)


def date_conditions() -> Conditions:
    """When which code of the group `date` holds; the first one counts."""
    gap = pl.max_horizontal(a("lo"), b("lo")) - pl.min_horizontal(a("hi"), b("hi"))
    back = pl.when(a("lo") >= b("lo")).then(a("back")).otherwise(b("back"))
    longest = pl.max_horizontal(a("span"), b("span"))
    short = longest <= SHORT
    identical = same("lo") & same("hi")
    undated = a("lo").is_null() | b("lo").is_null()
    age = undated_age()
    return [
        ("apart", undated & ~age.is_between(-1, LOOK_BACK).fill_null(False)),
        ("fresh", undated & (age <= FRESH)),
        ("long_undated", undated & (age > UNDATED_BACK)),
        ("undated", undated),
        ("same_span", short & identical),
        ("overlapping", short & (gap <= 0) & (longest <= NIGHT)),
        ("in_week", short & (gap <= 0)),
        ("told_later", short & (gap <= back) & either_true("is_follow_up")),
        ("reported_later", short & (gap <= back)),
        ("next_day", short & (gap == 1)),
        ("apart", gap > 0),
        ("same_long_span", identical),
        ("in_month", longest <= 45),
        ("in_season", longest <= 200),
        ("in_year", TRUE),
    ]


def undated_age() -> pl.Expr:
    """Days from the event of the one to the report of the other, undated one; between the reports if both are."""
    known = pl.coalesce(a("lo"), b("lo"))
    told = pl.when(a("lo").is_null()).then(a("pub")).otherwise(b("pub"))
    return pl.coalesce(told - known, (a("pub") - b("pub")).abs())


def distance_km() -> pl.Expr:
    """Distance of the two points; flat-earth with the cosine of the latitude, right to a percent at these lengths."""
    mean = (a("latitude") + b("latitude")) / 2
    north = (a("latitude") - b("latitude")) * 111.2
    east = (a("longitude") - b("longitude")) * 111.2 * mean.radians().cos()
    return (north.pow(2) + east.pow(2)).sqrt()


def place_conditions() -> Conditions:
    """When which code of the group `place` holds; the first one counts."""
    points = both_points()
    loose = either("geo_precision", "near") | either("geo_precision", "exact")
    near = (distance_km() <= NEIGHBOUR_KM).fill_null(False)
    around = (distance_km() <= LOOSE_KM).fill_null(False) & loose
    close = points & (same("place_id") | near) & differ("place_key")
    placeless = (a("level") == 3).cast(pl.Int8) + (b("level") == 3).cast(pl.Int8)
    areas = (a("level") == 1) & (b("level") == 1)
    one_area = (pl.min_horizontal(a("level"), b("level")) <= 1) & (pl.max_horizontal(a("level"), b("level")) == 1)
    broad = (a("level") == 2) & (b("level") == 2)
    return [
        ("placeless", placeless == 2),
        ("other_country", differ("country")),
        ("one_placeless", placeless == 1),
        ("other_quarter", close & a("is_quarter") & b("is_quarter")),
        ("in_quarter", close & (a("is_quarter") ^ b("is_quarter"))),
        ("same_point", points & same("place_id")),
        ("same_name", points & same("place_key") & ~differ("admin1")),
        ("around", points & around),
        ("neighbours", points & near),
        ("namesake_area", points & same("admin1") & (a("is_namesake") ^ b("is_namesake"))),
        ("other_point", points & both("latitude")),
        ("other_admin1", differ("admin1") & (pl.max_horizontal(a("level"), b("level")) <= 1)),
        ("unlocated", points),
        ("same_area", areas & (same("place_id") | (same("place_key") & ~differ("admin1")))),
        ("in_admin2", one_area & same("admin2")),
        ("other_point", areas & differ("admin2")),
        ("in_admin1", one_area & same("admin1")),
        ("same_country", broad & same("country")),
        ("in_country", same("country")),
        ("unlocated", TRUE),
    ]


def told_conditions() -> Conditions:
    """Makes up for a place that is missing or coarse where its text names the place of the other."""
    vague = (pl.max_horizontal(a("level"), b("level")) >= 2) | (
        (pl.max_horizontal(a("level"), b("level")) == 0) & (a("latitude").is_null() | b("latitude").is_null())
        & differ("place_key")
    )  # fmt: skip
    inside = _names_place("a", "b") | _names_place("b", "a")
    return [("named", vague & inside), ("none", TRUE)]


def _names_place(side: str, other: str) -> pl.Expr:
    point = (pl.col(f"level_{other}") <= 1) & (pl.col(f"place_key_{other}").str.len_chars() >= 4)
    text = pl.concat_str([pl.lit(" "), pl.col(f"told_{side}"), pl.lit(" ")])
    name = pl.concat_str([pl.lit(" "), pl.col(f"place_key_{other}"), pl.lit(" ")])
    return (point & text.str.contains(name, literal=True)).fill_null(False)


def vagueness_conditions() -> Conditions:
    """Keeps apart what little more than its type brings together; `candidates` finds no such pair either."""
    longest = pl.max_horizontal(a("span"), b("span"))
    undated = a("lo").is_null() | b("lo").is_null()
    one_place = (same("place_id") | (same("place_key") & same("country"))) & (
        pl.max_horizontal(a("level"), b("level")) <= 1
    )
    coarse = undated | (longest > SHORT)
    far = (undated & (undated_age() > UNDATED_BACK)) | (longest > LONG)
    spans = same("lo") & same("hi")
    counted = (shared("large") > 0) | (both_points() & (shared("numbers") > 0))
    placeless = pl.max_horizontal(a("level"), b("level")) == 3
    return [
        ("no_actor", placeless & ~shares_actor_country()),
        ("no_day", placeless & (undated | (longest > SHORT))),
        ("vague_date", (far | (coarse & ~one_place)) & ~counted & ~spans),
        ("clear", TRUE),
    ]


def both_points() -> pl.Expr:
    return (a("level") == 0) & (b("level") == 0)


def shares_actor_country() -> pl.Expr:
    """Whether any actor of one has the country of any actor of the other."""
    return pl.any_horizontal(
        (a(x) == b(y)).fill_null(False)
        for x in ("actor1_country", "actor2_country")
        for y in ("actor1_country", "actor2_country")
    )


def type_conditions() -> Conditions:
    """When which code of the group `type` holds; the first one counts."""
    return [
        ("same_type", same("sub_event_type")),
        ("close_kin", pl.col("kin") == CLOSE),
        ("loose_kin", pl.col("kin") == LOOSE),
        ("other_type", TRUE),
    ]


def rarity_conditions() -> Conditions:
    one_off = a("sub_event_type").is_in(words().one_off) & b("sub_event_type").is_in(words().one_off)
    alike = same("sub_event_type") | (pl.col("kin") == CLOSE).fill_null(False)
    return [("one_off", one_off & alike), ("common", TRUE)]


def actor_conditions(role: str) -> Conditions:
    """When which code of the group of this role holds; the first one counts."""
    country, kind = f"{role}_country", f"{role}_type"
    mutual = a("sub_event_type").is_in(words().mutual) & b("sub_event_type").is_in(words().mutual)
    crossed = (
        (a("actor1_country") == b("actor2_country")) & (a("actor2_country") == b("actor1_country"))
    ).fill_null(False) & differ("actor1_country")  # fmt: skip
    return [
        ("swapped", mutual & crossed),
        ("named", ~differ(country) & ~differ(kind) & (shared(f"{role}_words") > 0)),
        ("other_country", differ(country)),
        ("other_side", a(kind).is_in(STATE) & b(kind).is_in(ARMED) | a(kind).is_in(ARMED) & b(kind).is_in(STATE)),
        ("same_kind", same(kind) & (same(country) | (a(country).is_null() & b(country).is_null()))),
        ("same_country", same(country)),
        ("unknown", TRUE),
    ]


def number_conditions() -> Conditions:
    return [("same_large", shared("large") > 0), ("same_small", shared("numbers") > 0), ("none", TRUE)]


def toll_conditions() -> Conditions:
    """Compares deaths, or injuries where one gives no deaths. A toll that a later report raises is usual."""
    killed = both("toll_killed")
    first = pl.when(killed).then(a("toll_killed")).otherwise(a("toll_wounded"))
    second = pl.when(killed).then(b("toll_killed")).otherwise(b("toll_wounded"))
    ratio = pl.max_horizontal(first, second) / pl.min_horizontal(first, second).clip(lower_bound=0.5)
    rises = ((first < second) == (a("published_at") < b("published_at"))).fill_null(False)
    return [
        ("none", first.is_null() | second.is_null()),
        ("equal", (ratio == 1) & (first >= 10)),
        ("close", ratio <= 2),
        ("far", ratio > 4),
        ("rising", rises),
        ("falling", TRUE),
    ]


def name_conditions() -> Conditions:
    return [("many", shared("names") >= 2), ("one", shared("names") == 1), ("none", TRUE)]


def word_conditions() -> Conditions:
    common = shared("words")
    share = common / pl.min_horizontal(a("words").list.len(), b("words").list.len())
    enough = common >= 3
    return [("most", enough & (share >= 0.5)), ("some", enough & (share >= 0.33)), ("few", TRUE)]


def target_conditions() -> Conditions:
    apart = both_given("aimed") & (shared("aimed") == 0)
    return [("same", shared("targets") > 0), ("other_named", apart), ("other", both_given("targets")), ("none", TRUE)]


def status_conditions() -> Conditions:
    """When which code of the group `status` holds; the first one counts."""
    unequal = differ("status")
    return [
        ("doubt", unequal & either("status", "hypothetical")),
        ("plan", unequal & either("status", "planned")),
        ("none", TRUE),
    ]


def article_conditions() -> Conditions:
    """Within a story the coder has told events apart; across stories, `again` marks a further one."""
    story = same("article_id") & same("story_no")
    clear = (
        same("sub_event_type") & same("place_id") & same("lo") & same("hi") & same("status")
        & same("actor1_name") & same("actor2_name") & ~a("is_again") & ~b("is_again")
    )  # fmt: skip
    sentence = (a("start") < b("end")) & (b("start") < a("end"))
    told_apart = either_true("is_again") | (both_given("aimed") & (shared("aimed") == 0))
    return [
        ("clear", story & clear),
        ("told_apart", story & told_apart),
        ("same_sentence", story & sentence),
        ("same_story", story),
        ("again", a("is_again") ^ b("is_again")),
        ("other", TRUE),
    ]


def conditions() -> dict[str, Conditions]:
    """All groups; raises OntologyError where weights.yaml and this module do not name the same codes."""
    groups: dict[str, Conditions] = {
        "date": date_conditions(),
        "place": place_conditions(),
        "type": type_conditions(),
        "rarity": rarity_conditions(),
        "vagueness": vagueness_conditions(),
        "told": told_conditions(),
        "actor1": actor_conditions("actor1"),
        "actor2": actor_conditions("actor2"),
        "numbers": number_conditions(),
        "toll": toll_conditions(),
        "names": name_conditions(),
        "words": word_conditions(),
        "target": target_conditions(),
        "status": status_conditions(),
        "article": article_conditions(),
    }
    declared = weights().rules
    if {group: {code for code, _ in rows} for group, rows in groups.items()} != {
        g: set(c) for g, c in declared.items()
    }:
        wrong = [
            g for g in groups.keys() | declared.keys() if {c for c, _ in groups.get(g, [])} != set(declared.get(g, {}))
        ]
        raise OntologyError(f"weights.yaml: codes of {', '.join(sorted(wrong))} are not those of score.py")
    return groups


def _points(group: str, rows: Conditions) -> pl.Expr:
    worth = weights().rules[group]
    return _chain([(condition, pl.lit(worth[code].points)) for code, condition in rows])


def _holds(group: str, rows: Conditions) -> pl.Expr:
    worth = weights().rules[group]
    return _chain([(condition, pl.lit(worth[code].holds)) for code, condition in rows])


def _below() -> float:
    """The highest score of a pair that does not link by itself."""
    return weights().link_at - 0.1


def _codes(rows: Conditions) -> pl.Expr:
    return _chain([(condition, pl.lit(code)) for code, condition in rows])


def _chain(rows: Sequence[tuple[pl.Expr, pl.Expr]]) -> pl.Expr:
    chain = rows[-1][1]
    for condition, value in reversed(rows[:-1]):
        chain = pl.when(condition.fill_null(False)).then(value).otherwise(chain)
    return chain


def score_pairs(facts: pl.DataFrame, pairs: pl.DataFrame, *, codes: bool = False) -> pl.DataFrame:
    """Scores pairs of rows. `pairs`: row_a, row_b; the result: row_a, row_b, score (≤ VETO/2: never one event).

    With `codes`, a column for each group names the condition that held.
    """
    parts = [_score(facts, chunk, codes) for chunk in _chunks(pairs)]
    return pl.concat(parts) if parts else _score(facts, pairs, codes)


def _chunks(pairs: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for start in range(0, pairs.height, CHUNK):
        yield pairs.slice(start, CHUNK)


def _score(facts: pl.DataFrame, pairs: pl.DataFrame, codes: bool) -> pl.DataFrame:
    groups = conditions()
    light = facts.select("row", *LIGHT)
    frame = _joined(pairs.select("row_a", "row_b"), light)
    table = pl.DataFrame([{"sub_event_type_a": x, "sub_event_type_b": y, "kin": k} for (x, y), k in kin().items()])
    frame = frame.join(table, on=["sub_event_type_a", "sub_event_type_b"], how="left", maintain_order="left")
    frame = frame.with_columns(score=pl.sum_horizontal(_points(group, groups[group]) for group in CHEAP))
    if not codes:
        vetoed = frame.filter(pl.col("score") <= VETO / 2).select("row_a", "row_b", "score")
        frame = frame.filter(pl.col("score") > VETO / 2)
    frame = _joined(frame, facts.select("row", *HEAVY))
    total = pl.col("score") + pl.sum_horizontal(_points(group, groups[group]) for group in DEAR)
    held = pl.any_horizontal(_holds(group, rows) for group, rows in groups.items())
    frame = frame.with_columns(score=pl.when(held).then(pl.min_horizontal(total, _below())).otherwise(total))
    if codes:
        return frame.select("row_a", "row_b", "score", *(_codes(rows).alias(g) for g, rows in groups.items()))
    return pl.concat([frame.select("row_a", "row_b", "score"), vetoed])


def _joined(pairs: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Both mentions' columns beside the pair, with `_a` and `_b`; rows are positions, so this is a gather."""
    columns = [name for name in facts.columns if name != "row"]
    sides = [
        facts.select(columns)[pairs[f"row_{side}"]].rename({name: f"{name}_{side}" for name in columns})
        for side in ("a", "b")
    ]
    return pl.concat([pairs, *sides], how="horizontal")


LIGHT = (
    "lo", "hi", "pub", "span", "back", "level", "geo_precision", "latitude", "longitude", "place_id", "place_key",
    "admin1", "admin2", "country", "sub_event_type", "is_follow_up", "is_quarter", "is_namesake",
)  # fmt: skip
HEAVY = (
    "article_id", "story_no", "status", "published_at", "actor1_name", "actor2_name", "actor1_country", "actor1_type",
    "actor2_country", "actor2_type", "actor1_words", "actor2_words", "names", "words", "told", "targets", "aimed",
    "numbers", "large", "toll_killed", "toll_wounded", "is_again", "start", "end",
)  # fmt: skip
