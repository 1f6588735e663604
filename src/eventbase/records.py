"""The nouns of eventbase: frozen models whose fields are the columns of SCHEMA.md, in their order.

Table DDL, column comments, polars schemas, the codebook's field list and the data package's descriptors are generated
from these models (`eventbase.store.tables`). A field's `description` is its column COMMENT. Unknown is None.
Offsets are half-open and count Unicode characters into `Article.text`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

PartKind = Literal["headline", "body", "caption", "teaser", "bio", "boilerplate"]
TimePrecision = Literal["day", "week", "month", "season", "year", "open", "unknown"]
DateBasis = Literal["stated", "resolved", "reported", "none"]
GeoPrecision = Literal["exact", "settlement", "near", "admin2", "admin1", "region", "country", "unknown"]
ActorType = Literal[
    "military", "government", "police", "intelligence", "paramilitary", "rebel", "militia", "gang",
    "civilian", "company", "igo", "ngo", "media", "unknown",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "hypothetical", "denied", "alleged"]
TemporalRole = Literal["new", "background"]
Side = Literal["actor1", "actor2", "civilian", "unknown"]
Qualifier = Literal["exact", "about", "at_most", "at_least", "range", "vague"]
Measure = Literal[
    "killed", "wounded", "captured", "missing", "casualties", "troops", "displaced", "released", "detained",
    "missiles_launched", "drones_launched", "munitions_launched", "missiles_intercepted", "drones_intercepted",
    "intercepted", "attacks", "tanks", "armored_vehicles", "vehicles", "artillery", "aircraft", "ships",
    "equipment", "buildings", "area_km2", "amount_usd", "other",
]  # fmt: skip


class Record(BaseModel):
    """A frozen row."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(Record):
    """One page, feed item or message, as its reader saw it."""

    article_id: str = Field(description="Key; the input's id where it has one, else derived from the content")
    url: str | None = Field(None, description="Address of the page, http or https")
    source: str | None = Field(None, description="Publisher")
    title: str | None = Field(None, description="Title as given by metadata or page")
    authors: str | None = Field(None, description="Authors, separated by '; '")
    published_at: datetime | None = Field(None, description="Publication time, UTC; midnight where only a day is known")
    published_basis: Literal["metadata", "page", "url", "none"] = Field(
        "none", description="Where published_at comes from"
    )
    retrieved_at: datetime | None = Field(None, description="When eventbase read the input, UTC")
    language: str | None = Field(None, description="ISO 639-1 code of the text's language")
    raw_path: str | None = Field(None, description="Path of the input, relative to the folder given")
    raw_sha256: str | None = Field(
        None, description="SHA-256 of the raw bytes (of the line for .jsonl, .csv, .parquet)"
    )
    text: str = Field(description="The article's text as stored; all offsets count Unicode characters into it")


class Part(Record):
    """One stretch of a page."""

    article_id: str = Field(description="The article")
    part_no: int = Field(description="Order on the page, from 0")
    part: PartKind = Field(description="What the stretch is")
    story_no: int = Field(description="0 the main story, then one for each teaser")
    start: int = Field(description="First character")
    end: int = Field(description="One past the last character")


class DateSpan(Record):
    """A closed span of days; None on a side means that this end is open or unknown."""

    start: date | None = Field(None, description="First day")
    end: date | None = Field(None, description="Last day")
    precision: TimePrecision = Field("unknown", description="Follows from the span, see CODEBOOK")
    basis: DateBasis = Field("none", description="Where the date comes from")


class Place(Record):
    """A gazetteer entry. `geo_precision` and `candidates` are set on resolved places only."""

    place_id: str = Field(description="Key, stable: geonames:ID, katottg:CODE, ne:ISO, supplement:SLUG …")
    name: str = Field(description="Main name, English where there is one")
    alternate_names: str | None = Field(None, description="Other spellings, separated by '|'")
    feature: str | None = Field(None, description="GeoNames feature class and code, e.g. P.PPL, A.ADM1, H.SEA, S.AIRB")
    admin1: str | None = Field(None, description="English name of the first-level area; an area has itself here")
    admin2: str | None = Field(None, description="English name of the second-level area")
    country: str | None = Field(None, description="ISO 3166-1 alpha-3")
    latitude: float | None = Field(None, description="Degrees north, WGS 84")
    longitude: float | None = Field(None, description="Degrees east, WGS 84")
    population: int | None = Field(None, description="Inhabitants")
    gazetteer: str | None = Field(None, description="Source of the entry")
    iso_3166_2: str | None = Field(None, description="ISO 3166-2 code of the first-level area")
    extent: str | None = Field(None, description="Bounding box 'west south east north' in degrees, for areas")
    coordinate_basis: str | None = Field(
        None, description="How exact the coordinates are: point, postal, seat, centroid"
    )
    geo_precision: GeoPrecision | None = Field(None, description="How sharply the text names the place")
    candidates: tuple[str, ...] = Field((), description="place_ids that remained equal when an area was given instead")


class Evidence(Record):
    """A quote that a value rests on: substr(articles.text, start + 1, end - start) = quote."""

    field: str = Field(description="`event` or a mention column's name")
    start: int = Field(description="First character")
    end: int = Field(description="One past the last character")
    quote: str = Field(description="The words")


class Figure(Record):
    """A number about the event."""

    measure: Measure = Field(description="What is counted")
    low: float | None = Field(None, description="Lower bound, NULL where the text gives none")
    best: float | None = Field(None, description="The number itself, NULL where the text gives only bounds")
    high: float | None = Field(None, description="Upper bound, NULL where the text gives none")
    qualifier: Qualifier = Field("exact", description="How the text hedges the number")
    side: Side = Field("unknown", description="Whose people or things")
    start: int = Field(description="First character of the quote")
    end: int = Field(description="One past its last character")
    quote: str = Field(description="The words")


class MentionLocation(Record):
    """A place of a mention: what the text says, and what it was resolved to."""

    location_no: int = Field(description="0 the primary")
    location_name: str = Field(description="As in the text")
    place_id: str | None = Field(None, description="Gazetteer entry")
    admin1: str | None = Field(None, description="English name of the first-level area")
    admin2: str | None = Field(None, description="English name of the second-level area")
    country: str | None = Field(None, description="ISO 3166-1 alpha-3")
    latitude: float | None = Field(None, description="Degrees north; NULL for areas without a centroid")
    longitude: float | None = Field(None, description="Degrees east")
    geo_precision: GeoPrecision | None = Field(None, description="How sharply the text names the place")
    start: int | None = Field(None, description="First character of location_name in the text")
    end: int | None = Field(None, description="One past its last character")


class Mention(Record):
    """What one article says about one event, however many sentences it spends on it."""

    mention_id: str = Field("", description="Key; derived from article, coder and evidence")
    article_id: str = Field("", description="The article")
    story_no: int = Field(0, description="Which story of the page")
    part: Literal["body", "teaser"] = Field("body", description="Main story or teaser")
    event_type: str = Field(description="Event class, see event_types.csv")
    sub_event_type: str = Field(description="Event type, see event_types.csv")
    event_date: date | None = Field(None, description="First day; NULL where unknown")
    event_date_end: date | None = Field(None, description="Last day; NULL with a date means open")
    time_precision: TimePrecision = Field("unknown", description="Follows from the span")
    date_basis: DateBasis = Field("none", description="Where the date comes from")
    actor1_name: str | None = Field(None, description="Who does it, as named")
    actor1_country: str | None = Field(None, description="ISO 3166-1 alpha-3")
    actor1_type: ActorType | None = Field(None, description="See CODEBOOK")
    actor2_name: str | None = Field(None, description="Who undergoes or joins it, as named")
    actor2_country: str | None = Field(None, description="ISO 3166-1 alpha-3")
    actor2_type: ActorType | None = Field(None, description="See CODEBOOK")
    location_name: str | None = Field(None, description="Primary place, as in the text")
    place_id: str | None = Field(None, description="Gazetteer entry of the primary place")
    admin1: str | None = Field(None, description="English name of the first-level area")
    admin2: str | None = Field(None, description="English name of the second-level area")
    country: str | None = Field(None, description="ISO 3166-1 alpha-3")
    latitude: float | None = Field(None, description="Degrees north, WGS 84")
    longitude: float | None = Field(None, description="Degrees east, WGS 84")
    geo_precision: GeoPrecision | None = Field(None, description="NULL without a place")
    status: Status = Field("occurred", description="Whether it happened")
    temporal_role: TemporalRole = Field("new", description="News or context")
    attribution: str | None = Field(None, description="Who says so; NULL where the outlet reports in its own voice")
    confidence: float = Field(0.5, ge=0, le=1, description="Calibrated chance that type, date and place are all right")
    coder: str = Field("", description="Name of the coder")
    coder_version: str = Field("", description="Version of the coder and of its data files")
    event_id: str | None = Field(None, description="The event, set by linking")
    figures: tuple[Figure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    locations: tuple[MentionLocation, ...] = ()


class Issue(Record):
    """What was refused or doubtful."""

    stage: str = Field(description="ingest, code, geocode, link, publish …")
    article_id: str | None = Field(None, description="The article, if any")
    mention_id: str | None = Field(None, description="The mention, if any")
    code: str = Field(description="Short constant, e.g. invalid_json, quote_mismatch")
    detail: str = Field(description="What, where (file and line), and the next step")
