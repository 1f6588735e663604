"""The rows of the tables that no stage hands over as a model of `eventbase.records`: keys of child rows, and events.

Fields are the columns of SCHEMA.md, in their order; a field's description is its column COMMENT.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from eventbase.records import (
    ActorType,
    DateBasis,
    Evidence,
    Figure,
    GeoPrecision,
    Measure,
    MentionLocation,
    Qualifier,
    Record,
    Side,
    Status,
    TemporalRole,
    TimePrecision,
)

RANGE_MEASURES = ("killed", "wounded", "captured", "casualties", "troops")
HistoryChange = Literal["created", "merged_into", "split_from"]


class _MentionKey(Record):
    mention_id: str = Field(description="The mention")


class _FigureKey(Record):
    figure_id: str = Field(description="Key; derived from the mention and the figure's words")
    mention_id: str = Field(description="The mention")


class LocationRow(MentionLocation, _MentionKey):
    """A place of a mention, with the mention it belongs to."""


class FigureRow(Figure, _FigureKey):
    """A number about an event, with the mention it belongs to."""


class EvidenceRow(Evidence, _MentionKey):
    """A quote that a mention's value rests on."""


class Event(Record):
    """What all mentions of the same happening say together."""

    event_id: str = Field(description="Key, stable from run to run while its mentions stay")
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
    location_name: str | None = Field(None, description="Primary place, as in the text of the deciding mention")
    place_id: str | None = Field(None, description="Gazetteer entry of the primary place")
    admin1: str | None = Field(None, description="English name of the first-level area")
    admin2: str | None = Field(None, description="English name of the second-level area")
    country: str | None = Field(None, description="ISO 3166-1 alpha-3")
    latitude: float | None = Field(None, description="Degrees north, WGS 84; for an area its centroid")
    longitude: float | None = Field(None, description="Degrees east, WGS 84; for an area its centroid")
    geo_precision: GeoPrecision | None = Field(None, description="How sharply the texts name the place; NULL without")
    status: Status = Field("occurred", description="Whether it happened")
    temporal_role: TemporalRole = Field("new", description="News or context")
    attribution: str | None = Field(None, description="Who says so; NULL where an outlet reports in its own voice")
    confidence: float = Field(0.5, ge=0, le=1, description="Calibrated chance that type, date and place are all right")
    killed_low: int | None = Field(None, description="Killed, lower bound of the chosen claim")
    killed_best: int | None = Field(None, description="Killed, number of the chosen claim")
    killed_high: int | None = Field(None, description="Killed, upper bound of the chosen claim")
    wounded_low: int | None = Field(None, description="Wounded, lower bound of the chosen claim")
    wounded_best: int | None = Field(None, description="Wounded, number of the chosen claim")
    wounded_high: int | None = Field(None, description="Wounded, upper bound of the chosen claim")
    captured_low: int | None = Field(None, description="Captured, lower bound of the chosen claim")
    captured_best: int | None = Field(None, description="Captured, number of the chosen claim")
    captured_high: int | None = Field(None, description="Captured, upper bound of the chosen claim")
    casualties_low: int | None = Field(None, description="Killed and wounded not told apart, lower bound")
    casualties_best: int | None = Field(None, description="Killed and wounded not told apart, number")
    casualties_high: int | None = Field(None, description="Killed and wounded not told apart, upper bound")
    troops_low: int | None = Field(None, description="Troops involved, lower bound of the chosen claim")
    troops_best: int | None = Field(None, description="Troops involved, number of the chosen claim")
    troops_high: int | None = Field(None, description="Troops involved, upper bound of the chosen claim")
    n_mentions: int = Field(description="Mentions of the event")
    n_articles: int = Field(description="Articles that mention it")
    n_sources: int = Field(description="Independent sources: articles less the copies of an earlier text")
    first_reported: datetime | None = Field(None, description="Earliest publication time of its articles, UTC")
    last_reported: datetime | None = Field(None, description="Latest publication time of its articles, UTC")
    disputed: bool = Field(False, description="Whether a source denies it, or doubts it while others report it")
    summary: str = Field(description="One sentence, generated from the fields")


class EventSource(Record):
    """An article that reports an event."""

    event_id: str = Field(description="The event")
    article_id: str = Field(description="The article")
    source: str | None = Field(None, description="Publisher")
    published_at: datetime | None = Field(None, description="Publication time, UTC")
    independent: bool = Field(True, description="False for a copy of an earlier text")


class EventFigure(Record):
    """A claim: one figure of an event, with who makes it and where."""

    event_id: str = Field(description="The event")
    figure_id: str = Field(description="The figure")
    measure: Measure = Field(description="What is counted")
    side: Side = Field("unknown", description="Whose people or things")
    low: float | None = Field(None, description="Lower bound, NULL where the text gives none")
    best: float | None = Field(None, description="The number itself, NULL where the text gives only bounds")
    high: float | None = Field(None, description="Upper bound, NULL where the text gives none")
    qualifier: Qualifier = Field("exact", description="How the text hedges the number")
    attribution: str | None = Field(None, description="Who says so; NULL where the outlet reports in its own voice")
    source: str | None = Field(None, description="Publisher")
    article_id: str = Field(description="The article")
    published_at: datetime | None = Field(None, description="Publication time, UTC")
    quote: str = Field(description="The words")
    chosen: bool = Field(False, description="Whether it set the event's range")


class EventHistory(Record):
    """A change of an event's identity."""

    event_id: str = Field(description="The event")
    change: HistoryChange = Field(description="What happened to its id")
    other_event_id: str | None = Field(None, description="The event it was merged into or split from")
    run_id: str = Field(description="The run that did it")


class Run(Record):
    """One run of a command that changed the work file. Its times are the only clock readings besides retrieved_at."""

    run_id: str = Field(description="Key, r000001 and on; a resumed run takes over the id of the one that died")
    command: str = Field(description="The command")
    status: Literal["running", "done", "partial", "unchanged", "failed", "interrupted"] = Field(
        description="How it ended; partial: some inputs were refused and listed"
    )
    started_at: datetime = Field(description="Start, UTC")
    duration_s: float | None = Field(None, description="Seconds it took")
    eventbase_version: str = Field(description="Version of eventbase")
    versions: str = Field("{}", description="JSON object: coder, geocoder, gazetteer, Python and library versions")
    settings: str = Field("{}", description="JSON object: the settings in force")
    counts: str = Field("{}", description="JSON object: rows a stage read, wrote and refused")
    inputs: str = Field("[]", description="JSON array: SHA-256 of each input, sorted")


class SchemaVersion(Record):
    """What the file is."""

    schema_version: int = Field(description="Version of the tables; a reader of version n reads n")
    eventbase_version: str = Field(description="Version of eventbase that published it")
    content_hash: str = Field(description="Of all tables but runs, without retrieved_at: equal content, equal hash")
    figures_rule: str | None = Field(None, description="Named rule by which an event's ranges were chosen from claims")
    banner: str | None = Field(None, description="Note to show wherever the data are shown, e.g. on sample texts")
