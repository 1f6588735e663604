"""Asks an online provider, through geopy, for what the gazetteer does not know. Opt-in.

Every answer is kept on disk for good with provider and date, so that a second run asks nothing. A certain offline
result is never overridden. What fails becomes an issue, and after three failures in a row the provider is left alone.
"""

from __future__ import annotations

import json
import math
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.exc import ConfigurationError, GeocoderRateLimited, GeocoderServiceError, GeopyError
from geopy.geocoders import get_geocoder_for_service
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eventbase import __version__
from eventbase.config import Settings, load_settings
from eventbase.errors import UsageError
from eventbase.gazetteer.files import data_dir
from eventbase.gazetteer.polygons import admin1_at
from eventbase.gazetteer.resolve import OfflineGeocoder, Query
from eventbase.gazetteer.stated import Stated, country_codes, stated_areas
from eventbase.records import GeoPrecision, Issue, Place

CONTACT_NEEDED = frozenset(("nominatim",))
GIVE_UP_AFTER = 3
_PRECISION: dict[str, GeoPrecision] = {
    "country": "country",
    "state": "admin1",
    "province": "admin1",
    "region": "admin1",
    "county": "admin2",
    "district": "admin2",
    "municipality": "near",
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "locality"), "settlement"
    ),
}


class OnlineSettings(BaseModel):
    """`[gazetteer.online]` of eventbase.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: str = Field(description="A geocoder of geopy, e.g. nominatim, photon, geonames, googlev3, arcgis")
    contact: str | None = Field(None, description="Address at which the provider can reach you; Nominatim demands one")
    min_delay: float = Field(1.0, ge=0, description="Seconds between two questions")
    timeout: float = Field(10.0, gt=0, description="Seconds to wait for an answer")
    retries: int = Field(2, ge=0, description="Further tries after a time-out or a refusal")
    retry_wait: float = Field(5.0, ge=0, description="Seconds before the next try, doubled each time")
    cache: Path | None = Field(None, description="File that keeps the answers [online.sqlite in the data folder]")
    options: Mapping[str, Any] = Field(default_factory=dict, description="Handed to geopy: domain, api_key, username …")


class AnswerCache:
    """Answers by provider and question, kept for good; the answer None: the provider knows no such place."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS answers (provider TEXT, question TEXT, asked_on TEXT, answer TEXT,"
            " PRIMARY KEY (provider, question)) WITHOUT ROWID"
        )

    def get(self, provider: str, question: str) -> tuple[str, dict[str, Any] | None] | None:
        """(day, answer), or None if the question was never answered."""
        row = self._db.execute(
            "SELECT asked_on, answer FROM answers WHERE provider = ? AND question = ?", (provider, question)
        ).fetchone()
        return (row[0], json.loads(row[1])) if row else None

    def put(self, provider: str, question: str, day: str, answer: dict[str, Any] | None) -> None:
        with self._db:
            row = (provider, question, day, json.dumps(answer, ensure_ascii=False, sort_keys=True))
            self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row)

    def close(self) -> None:
        self._db.close()


class OnlineGeocoder:
    """Offline first; then the provider of the settings. `issues` gathers what went wrong."""

    name = "online"

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        offline: OfflineGeocoder | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        settings = settings or load_settings()
        self.online = online_settings(settings.gazetteer.online)
        self.offline = offline or OfflineGeocoder(settings)
        self.issues: list[Issue] = []
        self._client = make_client(self.online)
        self._cache = AnswerCache(self.online.cache or data_dir() / "online.sqlite")
        self._now, self._sleep = now, sleep
        self._asked_at = -math.inf
        self._failures = 0

    @property
    def version(self) -> str:
        return f"{self.offline.version}+{self.online.provider}"

    def close(self) -> None:
        self._cache.close()

    def geocode(
        self, name: str, *, admin1: str | None = None, country: str | None = None, context: Sequence[str] = ()
    ) -> Place | None:
        known = self.offline.resolve(Query(name, admin1, country, tuple(context))).place
        if known is not None and not known.candidates:
            return known
        question = ", ".join(part for part in (name, admin1, country) if part)
        answered = self._answer(question)
        if answered is None or answered[1] is None:
            return known
        place = self._place(name, question, answered[0], answered[1])
        return place if self._fits(place, admin1, country, known, question) else known

    def _answer(self, question: str) -> tuple[str, dict[str, Any] | None] | None:
        cached = self._cache.get(self.online.provider, question)
        if cached is not None or self._failures >= GIVE_UP_AFTER:
            return cached
        try:
            location = self._ask(question)
        except (GeopyError, ValueError, TypeError, KeyError, AttributeError) as error:
            # geopy lets the provider's broken JSON through as plain Python errors.
            self._failures += 1
            self._issue(
                "online_failed", f"{self.online.provider} did not answer {question!r}: {error!r}; run again later"
            )
            return None
        self._failures = 0
        if location is not None and not _on_globe(location["latitude"], location["longitude"]):
            where = f"{location['latitude']}, {location['longitude']}"
            self._issue("online_nonsense", f"{self.online.provider} puts {question!r} at {where}; it is left out")
            return None
        day = self._now().date().isoformat()
        self._cache.put(self.online.provider, question, day, location)
        return day, location

    def _ask(self, question: str) -> dict[str, Any] | None:
        wait = self.online.retry_wait
        for attempt in range(self.online.retries + 1):
            self._sleep(max(0.0, self._asked_at + self.online.min_delay - time.monotonic()))
            self._asked_at = time.monotonic()
            try:
                location = self._client.geocode(question, exactly_one=True, timeout=self.online.timeout)
                return None if location is None else _as_answer(location)
            except GeocoderServiceError as error:
                if attempt == self.online.retries:
                    raise
                after = error.retry_after if isinstance(error, GeocoderRateLimited) else None
                self._sleep(float(after or wait))
                wait *= 2
        return None

    def _place(self, name: str, question: str, day: str, answer: Mapping[str, Any]) -> Place:
        lat, lon = float(answer["latitude"]), float(answer["longitude"])
        gazetteer = self.offline.gazetteer
        area = gazetteer.entry(admin1_at(gazetteer, lat, lon))
        return Place(
            place_id=f"{self.online.provider}:{answer.get('id') or question.casefold()}",
            name=str(answer.get("address") or name).split(",")[0] or name,
            admin1=area.name if area else None,
            country=area.country if area else None,
            latitude=round(lat, 5),
            longitude=round(lon, 5),
            gazetteer=f"{self.online.provider}, asked on {day}",
            iso_3166_2=gazetteer.iso_3166_2(area.id) if area else None,
            coordinate_basis="point",
            geo_precision=_PRECISION.get(str(answer.get("type")), "unknown"),
        )

    def _fits(self, place: Place, admin1: str | None, country: str | None, known: Place | None, question: str) -> bool:
        """Inside the stated areas, and inside the area that holds the offline candidates."""
        gazetteer = self.offline.gazetteer
        codes = country_codes(gazetteer, country) if country else frozenset()
        stated = stated_areas(gazetteer, admin1, codes) if admin1 else Stated(codes)
        names = {area.name for number in stated.admin1 if (area := gazetteer.entry(number))}
        fits = (not codes or place.country in codes) and (not names or place.admin1 in names)
        if known is not None:
            fits = fits and place.country == known.country and known.admin1 in (None, place.admin1)
        if not fits:
            self._issue(
                "online_elsewhere", f"{self.online.provider} puts {question!r} in {place.admin1}, {place.country}"
            )
        return fits

    def _issue(self, code: str, detail: str) -> None:
        self.issues.append(Issue(stage="geocode", code=code, detail=detail, article_id=None, mention_id=None))


def online_settings(values: Mapping[str, Any]) -> OnlineSettings:
    """Checked settings; UsageError says what to write into eventbase.toml."""
    try:
        online = OnlineSettings.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"[gazetteer.online] {where}: {first['msg']}; see docs/places.md") from error
    if online.provider.lower() in CONTACT_NEEDED and not online.contact:
        raise UsageError(
            f'[gazetteer.online] {online.provider} demands a contact address: set contact = "you@example.org"'
        )
    return online


def make_client(online: OnlineSettings) -> Any:
    """The geopy geocoder of the settings; it names eventbase and the contact as its user agent."""
    agent = f"eventbase/{__version__}" + (f" ({online.contact})" if online.contact else "")
    try:
        client = get_geocoder_for_service(online.provider.lower())
        # Retries are counted here; the other adapter would repeat questions on its own.
        return client(user_agent=agent, adapter_factory=URLLibAdapter, **online.options)
    except (GeopyError, ConfigurationError, TypeError) as error:
        raise UsageError(
            f"[gazetteer.online] {online.provider}: {error}; see geopy's documentation for its options"
        ) from error


def _as_answer(location: Any) -> dict[str, Any]:
    raw = location.raw if isinstance(location.raw, dict) else {}
    identity = next((raw[key] for key in ("osm_id", "geonameId", "place_id", "id") if raw.get(key)), None)
    return {
        "address": location.address,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "id": identity,
        "type": raw.get("addresstype") or raw.get("type"),
    }


def _on_globe(lat: object, lon: object) -> bool:
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return False
    return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0, 0)
