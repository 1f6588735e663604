"""The page in a browser: silent, equal to the database, walked with the keyboard, readable by everyone."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import duckdb
import pytest
from report_fixtures import Watched, settings_for

from eventbase.report.page import write_report
from eventbase.store.synthetic import write_synthetic

pytestmark = pytest.mark.browser

FIRST_VIEW = "status IN ('occurred', 'ongoing') AND temporal_role = 'new'"
COUNTS = "status IN ('occurred', 'ongoing') AND event_type <> 'losses'"
VIEWS = {
    "": FIRST_VIEW,
    "#status=*&role=*": "true",
    "#country=UKR&country=RUS": f"{FIRST_VIEW} AND country IN ('UKR', 'RUS')",
    "#type=%40battle&type=shelling": f"{FIRST_VIEW} AND (event_type = 'battle' OR sub_event_type = 'shelling')",
    "#from=2025-05-01&to=2025-05-31": f"{FIRST_VIEW} AND event_date >= '2025-05-01' AND event_date_end <= '2025-05-31'",
    "#from=2025-05-01&to=2025-05-31&touch=1": f"{FIRST_VIEW} AND coalesce(event_date, event_date_end) IS NOT NULL "
    "AND coalesce(event_date, '0001-01-01') <= '2025-05-31' AND coalesce(event_date_end, '9999-01-01') >= '2025-05-01'",
    "#admin1=UKR%2FKharkiv+Oblast&conf=0.7": f"{FIRST_VIEW} AND admin1 = 'Kharkiv Oblast' AND confidence >= 0.7",
    "#geo=(none)": f"{FIRST_VIEW} AND geo_precision IS NULL",
    "#flag=undated&flag=disputed": f"{FIRST_VIEW} AND (event_date IS NULL AND event_date_end IS NULL OR disputed)",
    "#status=planned&role=background": "status = 'planned' AND temporal_role = 'background'",
    "#q=no+such+word+anywhere": "false",
}


@pytest.fixture(scope="module")
def shared(browser: Any, report: Path) -> Any:
    """One page for all tests that only look at a view; it must have had no complaint at the end."""
    watched = Watched(browser)
    watched.open(report)
    yield watched.page
    watched.context.close()
    assert watched.complaints == []


def view(page: Any, address: str = "") -> Any:
    """Shows the view of an address as if it had been typed."""
    page.evaluate(
        """(address) => {
        for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
        for (const details of document.querySelectorAll(".chart-table[open]")) details.open = false;
        location.hash = address;
        dispatchEvent(new HashChangeEvent("hashchange"));
    }""",
        address or "#",
    )
    return page


@pytest.fixture(scope="module")
def connection(database: Path) -> Any:
    with duckdb.connect(str(database), read_only=True) as opened:
        yield opened


def one(connection: Any, sql: str) -> Any:
    return connection.execute(sql).fetchone()[0]


def grouped(n: int) -> str:
    return f"{n:,}"


def toll(connection: Any, where: str, measure: str) -> str:
    """The range that the page must show, from the database alone."""
    low, best, high = (f"{measure}_{bound}" for bound in ("low", "best", "high"))
    n, least, most, is_open = connection.execute(f"""
        SELECT count(*), sum(coalesce({low}, {best}, 0)), sum(coalesce({high}, {best}, {low})),
               bool_or({high} IS NULL AND {best} IS NULL)
        FROM events WHERE ({where}) AND ({COUNTS}) AND coalesce({low}, {best}, {high}) IS NOT NULL""").fetchone()
    if n == 0:
        return "–"
    if is_open:
        return f"{grouped(int(least))} or more"
    return grouped(int(least)) if least == most else f"{grouped(int(least))}–{grouped(int(most))}"


def expected_numbers(connection: Any, where: str) -> dict[str, str]:
    reported = f"event_sources WHERE event_id IN (SELECT event_id FROM events WHERE {where})"
    undated = "event_date IS NULL AND event_date_end IS NULL"
    counts = {
        "events": f"SELECT count(*) FROM events WHERE {where}",
        "sources": f"SELECT count(DISTINCT source) FROM {reported}",
        "articles": f"SELECT count(DISTINCT article_id) FROM {reported}",
        "undated": f"SELECT count(*) FROM events WHERE ({where}) AND {undated}",
        "unplaced": f"SELECT count(*) FROM events WHERE ({where}) AND geo_precision IS NULL",
        "disputed": f"SELECT count(*) FROM events WHERE ({where}) AND disputed",
    }
    numbers = {name: grouped(one(connection, sql)) for name, sql in counts.items()}
    return numbers | {measure: toll(connection, where, measure) for measure in ("killed", "wounded")} | {"new": "–"}


def shown_numbers(page: Any) -> dict[str, str]:
    return {
        item.get_attribute("data-number"): item.locator(".value").inner_text()
        for item in page.locator("#numbers > li").all()
    }


@pytest.mark.parametrize("address", VIEWS)
def test_numbers_and_query_equal_the_database(shared: Any, connection: Any, address: str):
    page = view(shared, address)
    assert shown_numbers(page) == expected_numbers(connection, VIEWS[address])
    rows = connection.execute(f"SELECT event_id FROM ({page.evaluate('EB.sql()')})").fetchall()
    ids = page.evaluate("[...EB.selection.rows].map((row) => EB.events.get('event_id', row))")
    assert ids == [row[0] for row in rows]
    assert len(ids) == one(connection, f"SELECT count(*) FROM events WHERE {VIEWS[address]}")


def table_of(page: Any, name: str) -> list[list[str]]:
    page.click(f"#{name}-table > summary")
    rows = page.locator(f"#{name}-table table").first.locator("tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows]


def test_the_timeline_s_bars_equal_the_database(shared: Any, connection: Any):
    page = view(shared, "#by=month")
    shown = {row[0]: int(row[1]) for row in table_of(page, "timeline") if row[1] != "0"}
    rows = connection.execute(f"""
        SELECT strftime(event_date, '%B %Y'), count(*) FROM events
        WHERE {FIRST_VIEW} AND event_date_end IS NOT NULL
          AND (time_precision = 'day' OR date_trunc('month', event_date) = date_trunc('month', event_date_end))
        GROUP BY ALL""").fetchall()
    assert shown == dict(rows)
    undated = one(connection, f"SELECT count(*) FROM events WHERE {FIRST_VIEW} AND event_date IS NULL")
    assert page.inner_text("#timeline-undated") == f"{undated} events without a date"
    assert page.get_attribute("#timeline", "aria-label").startswith(f"Bars of {grouped(sum(shown.values()))} events")


def test_the_activity_strip_counts_all_articles(shared: Any, connection: Any):
    page = view(shared, "#by=month&country=SDN")
    counted = {row[0]: int(row[-1]) for row in table_of(page, "timeline")}
    rows = dict(
        connection.execute("SELECT strftime(published_at, '%B %Y'), count(*) FROM articles GROUP BY ALL").fetchall()
    )
    assert counted and all(rows[month] == n for month, n in counted.items() if month in rows)


def test_the_map_s_places_equal_the_database(shared: Any, connection: Any):
    page = view(shared)
    shown = sum(int(row[3].replace(",", "")) for row in table_of(page, "map"))
    assert shown == one(connection, f"SELECT count(*) FROM events WHERE {FIRST_VIEW} AND geo_precision IS NOT NULL")
    provinces = {row[0]: int(row[3]) for row in table_of_open(page, "map") if row[2] == "province as a whole"}
    rows = connection.execute(
        f"SELECT admin1, count(*) FROM events WHERE {FIRST_VIEW} AND geo_precision = 'admin1' GROUP BY ALL"
    ).fetchall()
    assert provinces == dict(rows)


def table_of_open(page: Any, name: str) -> list[list[str]]:
    rows = page.locator(f"#{name}-table table").first.locator("tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows]


def test_pairs_of_actors_equal_the_database(shared: Any, connection: Any):
    page = view(shared, "#group=name")
    for row in page.locator("#actors tbody tr").all()[:5]:
        first, second = row.locator("th").inner_text().split(" → ")
        pair = f"{FIRST_VIEW} AND actor1_name = '{first}' AND actor2_name = '{second}'"
        cells = row.locator("td").all()
        assert int(cells[0].inner_text()) == one(connection, f"SELECT count(*) FROM events WHERE {pair}")
        assert (cells[1].inner_text() or "–") == toll(connection, pair, "killed")


def test_filters_count_what_they_would_show(shared: Any, connection: Any):
    page = view(shared, "#country=UKR&type=shelling")
    counts = {
        option.locator(".option-name").inner_text(): int(option.locator(".count").inner_text())
        for option in page.locator("#facet-country .option").all()
    }
    rows = connection.execute(
        f"SELECT country, count(*) FROM events WHERE {FIRST_VIEW} AND sub_event_type = 'shelling' GROUP BY ALL"
    ).fetchall()
    names = page.evaluate("EB.embedded.countries") | {None: "not given"}
    top = dict(sorted({names[code]: n for code, n in rows}.items(), key=lambda item: -item[1]))
    assert counts and all(top[name] == n for name, n in counts.items())


def test_what_is_beside_is_counted_and_can_be_shown(shared: Any, connection: Any):
    page = view(shared)
    planned = one(connection, "SELECT count(*) FROM events WHERE status = 'planned' AND temporal_role = 'new'")
    page.click(f"#beside >> text={planned} planned")
    assert page.inner_text("#selection-count") == f"{planned} events"
    assert shown_numbers(page)["killed"] == "–"


def test_the_view_is_in_the_address_and_the_back_button_works(watch: Any, report: Path):
    watched = watch()
    page = watched.open(report)
    first = page.inner_text("#selection-count")
    page.locator("#facet-country .option input").first.check()
    second = page.inner_text("#selection-count")
    address = page.url
    assert "country=" in address and second != first
    page.click("#timeline-by button >> text=Year")
    assert "by=year" in page.url
    page.go_back()
    page.go_back()
    assert page.inner_text("#selection-count") == first
    page.go_forward()
    assert page.inner_text("#selection-count") == second
    other = watched.context.new_page()
    other.goto(address)
    other.wait_for_selector('html[data-ready="1"]')
    assert other.inner_text("#selection-count") == second
    page.click("#tags .tag >> nth=0")
    assert page.inner_text("#selection-count") == first
    page.click("#tags >> text=Show all events")
    assert (
        page.inner_text("#selection-count")
        == page.inner_text("#tags .muted >> nth=0").replace("of ", "").strip() + " events"
    )
    page.click("#reset")
    assert page.inner_text("#selection-count") == first


def test_search_finds_words_of_quotes_and_its_query_agrees(shared: Any, connection: Any):
    page = view(shared)
    page.fill("#q", "general KHARKIV")
    page.wait_for_selector("#tags >> text=KHARKIV")
    ids = page.evaluate("[...EB.selection.rows].map((row) => EB.events.get('event_id', row))")
    rows = [row[0] for row in connection.execute(page.evaluate("EB.sql()")).fetchall()]
    assert ids == rows and ids
    assert "“general KHARKIV”" in page.inner_text("#tags")


def test_csv_holds_the_selection(shared: Any, connection: Any):
    page = view(shared, "#type=shelling&sort=date.up")
    rows = list(csv.DictReader(io.StringIO(page.evaluate("EB.csv()"))))
    where = f"{FIRST_VIEW} AND sub_event_type = 'shelling'"
    expected = connection.execute(
        f"SELECT event_id, event_date, killed_low, summary FROM events WHERE {where}"
    ).fetchall()
    as_text = {(i, "" if d is None else str(d), "" if k is None else str(k), s) for i, d, k, s in expected}
    assert {(r["event_id"], r["event_date"], r["killed_low"], r["summary"]) for r in rows} == as_text
    assert len(rows) == len(expected)
    with page.expect_download() as download:
        page.click("#download")
    assert download.value.suggested_filename == "events.csv"


def test_copied_lines_name_the_same_query(shared: Any):
    page = view(shared, "#country=UKR")
    for kind, start in {
        "sql": "SELECT * FROM events",
        "r": "events <- DBI::dbGetQuery",
        "python": "import eventbase",
    }.items():
        page.click("#copy-menu > summary")
        page.click(f'[data-copy="{kind}"]')
        copied = page.evaluate("EB.copied")
        assert copied.startswith(start) and "country IN ('UKR')" in copied


def test_a_wider_date_is_counted_beside_a_period(shared: Any, connection: Any):
    page = view(shared, "#from=2025-05-01&to=2025-05-31")
    beside = page.inner_text("#period-beside")
    touching = one(connection, f"SELECT count(*) FROM events WHERE {VIEWS['#from=2025-05-01&to=2025-05-31&touch=1']}")
    inside = one(connection, f"SELECT count(*) FROM events WHERE {VIEWS['#from=2025-05-01&to=2025-05-31']}")
    assert beside.startswith(f"{touching - inside} events may fall into this period")
    page.click("#period-beside >> text=Include")
    assert page.inner_text("#selection-count") == f"{touching} events"


def tab_to(page: Any, selector: str, *, key: str = "Tab", most: int = 250) -> None:
    """Presses Tab until an element that matches has the focus."""
    for _ in range(most):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not reach {selector}")


def test_story_killed_in_kharkiv_oblast_in_may_by_keyboard_alone(watch: Any, report: Path, connection: Any):
    """How many were killed in Kharkiv Oblast in May, who says so, show me the words."""
    page = watch().open(report)
    tab_to(page, "#f-from")
    page.keyboard.type("05012025")
    tab_to(page, "#f-to")
    page.keyboard.type("05312025")
    tab_to(page, "#facet-admin1 > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#facet-admin1 .needle")
    page.keyboard.type("Kharkiv")
    page.wait_for_timeout(300)
    tab_to(page, "#facet-admin1 .option input")
    page.keyboard.press("Space")
    where = f"{VIEWS['#from=2025-05-01&to=2025-05-31']} AND admin1 = 'Kharkiv Oblast'"
    killed = toll(connection, where, "killed")
    tab_to(page, '[data-number="killed"] button', key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rows-body .item-words")
    assert page.inner_text("#rows-heading") == f"Killed: {killed}"
    tab_to(page, "#rows-body .item-open")
    words = page.locator("#rows-body li").first.locator("mark.f-figure").all_inner_texts()
    assert any("killed" in text for text in words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#card-body .claims")
    event_id = page.evaluate("EB.state.event")
    claims = connection.execute(
        "SELECT attribution, source, quote FROM event_figures WHERE event_id = ? AND measure = 'killed'", [event_id]
    ).fetchall()
    table = page.inner_text("#card-body .claims")
    assert claims
    for attribution, source, quote in claims:
        assert (attribution or "the outlet itself") in table and source in table and quote in table
    tab_to(page, "#card-body .claims a")
    assert page.evaluate("document.activeElement.href").startswith("https://example.org/")
    page.keyboard.press("Escape")
    page.wait_for_selector("#card-dialog", state="hidden")
    assert page.evaluate("document.activeElement.className") == "item-open"
    page.keyboard.press("Escape")
    page.wait_for_selector("#rows-dialog", state="hidden")
    assert page.evaluate("document.activeElement.closest('[data-number]').dataset.number") == "killed"


def test_the_table_is_walked_with_arrows(shared: Any):
    page = view(shared)
    page.focus("#table")
    for _ in range(40):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').dataset.at") == "39"
    assert page.locator("table.events tbody tr").count() < 80
    page.keyboard.press("End")
    last = int(page.evaluate("document.activeElement.closest('tr').dataset.at"))
    assert last == page.evaluate("EB.selection.n") - 1
    page.keyboard.press("Enter")
    page.wait_for_selector("#card-body .card-facts")
    assert f"{grouped(last + 1)} of" in page.inner_text("#card-tools")


def test_a_link_to_an_event_opens_it_and_shows_all_its_words(watch: Any, report: Path, connection: Any):
    event_id, n = connection.execute(
        "SELECT event_id, count(*) FROM mentions GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT 1"
    ).fetchone()
    page = watch().open(report, f"#event={event_id}")
    page.wait_for_selector("#card-body .mention")
    assert page.locator("#card-body .mention").count() == n
    quotes = connection.execute(
        "SELECT quote FROM evidence JOIN mentions USING (mention_id) WHERE event_id = ? AND field = 'actor1_name'",
        [event_id],
    ).fetchall()
    marked = page.locator("#card-body .mention mark.f-actor1_name").evaluate_all(
        "(all) => all.map((m) => m.firstChild.data)"
    )
    assert sorted(marked) == sorted(quote for (quote,) in quotes)
    page.go_back() if page.evaluate("history.length") > 2 else page.keyboard.press("Escape")
    page.wait_for_selector("#card-dialog", state="hidden")


def test_brushing_the_timeline_chooses_a_period(shared: Any):
    page = view(shared, "#by=month")
    page.evaluate("document.querySelector('#timeline').scrollIntoView({block: 'center', behavior: 'instant'})")
    box = page.locator("#timeline .xy").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.5, steps=5)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert "from=" in page.url and "to=" in page.url


@pytest.mark.parametrize("mode", ["events", "deaths"])
def test_areas_can_be_shaded_by_counts_and_deaths(shared: Any, connection: Any, mode: str):
    page = view(shared, f"#shade={mode}")
    n = "count(*)" if mode == "events" else f"sum(CASE WHEN {COUNTS} THEN coalesce(killed_low, killed_best, 0) END)"
    most = one(
        connection,
        f"""SELECT max(n) FROM (SELECT {n} AS n FROM events
        WHERE {FIRST_VIEW} AND admin1 IS NOT NULL AND country IS NOT NULL GROUP BY country, admin1)""",
    )
    assert grouped(int(most)) in page.inner_text("#map-legend").split()


@pytest.fixture(scope="module")
def small_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("axe") / "eventbase.duckdb"
    write_synthetic(db, 60)
    return write_report(db, db.parent / "reports", settings=settings_for(db))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, small_report: Path, scheme: str):
    """All rules on light paper; on dark, what can differ: contrast."""
    axe = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
    rules = ["color-contrast"] if scheme == "dark" else []
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(small_report.resolve().as_uri())
    page.wait_for_selector('html[data-complete="1"]')
    page.evaluate(f"{axe}; undefined")
    page.click("#timeline-table > summary")
    page.click("#map-table > summary")
    problems = violations(page, "html", rules)
    page.click('[data-number="killed"] button')
    page.wait_for_selector("#rows-body .item-open")
    problems += violations(page, "#rows-dialog", rules)
    page.locator("#rows-body .item-open").first.click()
    page.wait_for_selector("#card-body .card-facts")
    problems += violations(page, "#card-dialog", rules)
    page.locator("#card-body .card-facts button").first.click()
    page.wait_for_selector("#profile-body .card-facts")
    problems += violations(page, "#profile-dialog", rules)
    context.close()
    assert problems == []


def violations(page: Any, part: str, rules: list[str]) -> list[str]:
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_is_wider_than_the_window(watch: Any, report: Path, width: int):
    page = watch(has_touch=width < 500).page
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(report.resolve().as_uri())
    page.wait_for_selector('html[data-complete="1"]')
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width < 1100:
        page.click("#open-filters")
        assert page.is_visible("#facets") and page.evaluate("document.activeElement.id") == "close-filters"
        page.keyboard.press("Escape")
        assert not page.is_visible("#facets")


def test_without_script_there_is_a_table(watch: Any, report: Path):
    page = watch(java_script_enabled=False).page
    page.goto(report.resolve().as_uri())
    assert page.locator("#fallback tbody tr").count() == 200
    assert page.is_visible("#section-method") and not page.is_visible("#app")


def test_paper_gets_the_first_rows_and_no_controls(shared: Any):
    page = view(shared)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed tbody tr").count() == 250
    assert not page.is_visible("#filters") and not page.is_visible("#table")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


NULLABLE = (
    "event_date", "event_date_end", "actor1_name", "actor1_country", "actor1_type", "actor2_name", "actor2_country",
    "actor2_type", "location_name", "place_id", "admin1", "admin2", "country", "latitude", "longitude", "geo_precision",
    "attribution", "first_reported", "last_reported", "killed_low", "killed_best", "killed_high",
)  # fmt: skip


@pytest.mark.parametrize("what", ["nothing", "nulls"])
def test_a_database_of_nothing_or_of_nulls_makes_a_page(watch: Any, tmp_path: Path, what: str):
    db = tmp_path / "eventbase.duckdb"
    write_synthetic(db, 30)
    with duckdb.connect(str(db)) as connection:
        if what == "nothing":
            for table in ("events", "articles", "mentions", "event_sources", "event_figures", "evidence", "figures"):
                connection.execute(f"DELETE FROM {table}")
        else:
            connection.execute(f"UPDATE events SET {', '.join(f'{name} = NULL' for name in NULLABLE)}")
            connection.execute("UPDATE articles SET url = NULL, source = NULL, title = NULL, published_at = NULL")
            connection.execute("UPDATE event_sources SET source = NULL, published_at = NULL")
            connection.execute("UPDATE event_figures SET attribution = NULL, source = NULL, published_at = NULL")
            connection.execute("DELETE FROM evidence")
    page = watch().open(write_report(db, tmp_path / "reports", settings=settings_for(db)), "#status=*&role=*")
    for section in ("map", "events", "actors"):
        page.click(f'[data-section="{section}"]')
    page.wait_for_timeout(300)
    if what == "nothing":
        assert page.inner_text("#lede") == "No event matches these filters."
        return
    assert page.inner_text("#selection-count") == "30 events"
    assert page.inner_text("#timeline-undated") == "30 events without a date"
    for button in ("events", "articles", "undated", "unplaced"):
        page.click(f'[data-number="{button}"] button')
        page.wait_for_selector("#rows-body li")
        page.keyboard.press("Escape")
    page.evaluate("EB.openEvent(3)")
    page.wait_for_selector("#card-body .card-facts")
    assert "none is assumed" in page.inner_text("#card-body")
