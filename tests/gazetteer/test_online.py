from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from eventbase.config import GazetteerSettings, Settings
from eventbase.errors import UsageError
from eventbase.gazetteer.online import OnlineGeocoder, online_settings
from eventbase.gazetteer.resolve import OfflineGeocoder

NOW = datetime(2026, 3, 4, tzinfo=UTC)
HAMLET = {"place_id": 7, "osm_id": 42, "lat": "48.30", "lon": "37.30", "addresstype": "hamlet",
          "display_name": "Zzvidka, Donetsk Oblast, Ukraine"}  # fmt: skip


class Provider(ThreadingHTTPServer):
    """A local Nominatim whose next answers are scripted."""

    daemon_threads = True

    def __init__(self) -> None:
        self.script: list[tuple[int, Any, float]] = []
        self.asked: list[str] = []
        self.agents: list[str] = []
        super().__init__(("127.0.0.1", 0), Handler)

    def answer(self, body: Any, status: int = 200, delay: float = 0.0) -> None:
        self.script.append((status, body, delay))


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        self.server.asked.append(parse_qs(urlsplit(self.path).query).get("q", [""])[0])
        self.server.agents.append(self.headers.get("User-Agent", ""))
        status, body, delay = self.server.script.pop(0) if self.server.script else (200, [], 0.0)
        time.sleep(delay)
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def make(provider: Provider, geocoder: OfflineGeocoder, tmp_path: Path) -> Iterator[Any]:
    made: list[OnlineGeocoder] = []

    def build(sleep: Any = lambda seconds: None, **more: Any) -> OnlineGeocoder:
        online = {
            "provider": "nominatim", "contact": "desk@example.org", "min_delay": 0, "retry_wait": 0, "timeout": 0.5,
            "cache": tmp_path / "online.sqlite",
            "options": {"domain": f"127.0.0.1:{provider.server_port}", "scheme": "http"}, **more,
        }  # fmt: skip
        settings = Settings(gazetteer=GazetteerSettings(online=online))
        made.append(OnlineGeocoder(settings, offline=geocoder, now=lambda: NOW, sleep=sleep))
        return made[-1]

    yield build
    for one in made:
        one.close()


def test_what_the_gazetteer_knows_is_never_asked(provider: Provider, make: Any) -> None:
    provider.answer([HAMLET])
    place = make().geocode("Sudzha")
    assert place is not None and place.place_id == "geonames:486816"
    assert provider.asked == []


def test_an_unknown_name_is_asked_with_its_areas(provider: Provider, make: Any) -> None:
    provider.answer([HAMLET])
    geocoder = make()
    place = geocoder.geocode("Zzvidka", admin1="Donetsk Oblast", country="Ukraine")
    assert provider.asked == ["Zzvidka, Donetsk Oblast, Ukraine"]
    assert "desk@example.org" in provider.agents[0]
    assert place is not None
    assert (place.place_id, place.admin1, place.country) == ("nominatim:42", "Donetsk Oblast", "UKR")
    assert (place.geo_precision, place.gazetteer) == ("settlement", "nominatim, asked on 2026-03-04")
    assert geocoder.issues == []


def test_answers_and_their_absence_are_kept_for_good(provider: Provider, make: Any) -> None:
    provider.answer([HAMLET])
    provider.answer([])
    first = make()
    one, none = first.geocode("Zzvidka"), first.geocode("Zzvidky")
    again = make()
    assert again.geocode("Zzvidka") == one and again.geocode("Zzvidky") is None and none is None
    assert len(provider.asked) == 2


def test_a_refusal_is_tried_again_and_then_becomes_an_issue(provider: Provider, make: Any) -> None:
    provider.answer({}, status=429)
    provider.answer([HAMLET])
    geocoder = make()
    assert geocoder.geocode("Zzvidka") is not None and geocoder.issues == []
    for _ in range(3):
        provider.answer({}, status=429)
    assert geocoder.geocode("Zzvidky") is None
    (issue,) = geocoder.issues
    assert issue.code == "online_failed" and "Zzvidky" in issue.detail and issue.stage == "geocode"
    provider.answer([HAMLET])
    assert geocoder.geocode("Zzvidky") is not None, "a failure is not an answer: it is asked again"


def test_a_time_out_becomes_an_issue(provider: Provider, make: Any) -> None:
    provider.answer([HAMLET], delay=1.0)
    geocoder = make(timeout=0.1, retries=0)
    assert geocoder.geocode("Zzvidka") is None
    assert [issue.code for issue in geocoder.issues] == ["online_failed"]


@pytest.mark.parametrize(
    "nonsense",
    [b"<html>busy</html>", {"error": "busy"}, [{"display_name": "X"}], [{**HAMLET, "lat": "north"}], b"", b"[[1]]"],
)
def test_nonsense_becomes_an_issue(provider: Provider, make: Any, nonsense: Any) -> None:
    provider.answer(nonsense)
    geocoder = make(retries=0)
    assert geocoder.geocode("Zzvidka") is None
    assert [issue.code for issue in geocoder.issues] in (["online_failed"], ["online_nonsense"])
    provider.answer([HAMLET])
    assert geocoder.geocode("Zzvidka") is not None, "nonsense is not kept"


@pytest.mark.parametrize("point", [("123", "37"), ("0", "0"), ("nan", "1")])
def test_points_off_the_globe_are_left_out(provider: Provider, make: Any, point: tuple[str, str]) -> None:
    provider.answer([{**HAMLET, "lat": point[0], "lon": point[1]}])
    geocoder = make(retries=0)
    assert geocoder.geocode("Zzvidka") is None
    assert geocoder.issues and geocoder.issues[0].code in ("online_nonsense", "online_failed")


def test_an_answer_outside_the_stated_area_is_left_out(provider: Provider, make: Any) -> None:
    provider.answer([HAMLET])
    geocoder = make()
    assert geocoder.geocode("Zzvidka", country="Sudan") is None
    assert [issue.code for issue in geocoder.issues] == ["online_elsewhere"]


def test_an_answer_may_settle_equals_but_only_inside_their_area(provider: Provider, make: Any) -> None:
    open_offline = make().offline.geocode("Ivanivka", country="UKR")
    assert open_offline is not None and open_offline.candidates
    provider.answer([{**HAMLET, "lat": "52.2", "lon": "21.0"}])
    geocoder = make()
    assert geocoder.geocode("Ivanivka", country="UKR") == open_offline
    assert [issue.code for issue in geocoder.issues] == ["online_elsewhere"]


def test_after_three_failures_the_provider_is_left_alone(provider: Provider, make: Any) -> None:
    for _ in range(3):
        provider.answer({}, status=500)
    geocoder = make(retries=0)
    for name in ("Zzone", "Zztwo", "Zzthree", "Zzfour"):
        assert geocoder.geocode(name) is None
    assert len(provider.asked) == 3


def test_questions_keep_their_distance(provider: Provider, make: Any) -> None:
    slept: list[float] = []
    geocoder = make(sleep=slept.append, min_delay=30)
    geocoder.geocode("Zzone")
    geocoder.geocode("Zztwo")
    assert slept[0] == 0 and 29 < slept[1] <= 30


def test_nominatim_demands_a_contact() -> None:
    with pytest.raises(UsageError, match="contact"):
        online_settings({"provider": "nominatim"})
    assert online_settings({"provider": "photon"}).contact is None


@pytest.mark.parametrize("values", [{}, {"provider": "photon", "speed": 3}, {"provider": "photon", "timeout": -1}])
def test_wrong_settings_are_named(values: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"gazetteer\.online"):
        online_settings(values)


def test_an_unknown_provider_is_named(geocoder: OfflineGeocoder) -> None:
    settings = Settings(gazetteer=GazetteerSettings(online={"provider": "no-such-service"}))
    with pytest.raises(UsageError, match="no-such-service"):
        OnlineGeocoder(settings, offline=geocoder)
