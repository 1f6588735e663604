"""Settings: eventbase.toml, then environment (EVENTBASE_DB …), then options; one frozen model."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eventbase.errors import UsageError

DEFAULT_DB = Path("data/processed/eventbase.duckdb")
DEFAULT_INPUT = Path("data/raw")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CodeSettings(_Section):
    coder: str = "rules"
    workers: int = 0  # 0: one for each core


class GazetteerSettings(_Section):
    geocoder: str = "offline"
    path: Path | None = None  # a gazetteer that `eventbase gazetteer build` made; None: newest one beside the built-in
    crimea: Literal["UKR", "RUS"] = "UKR"  # by ISO 3166-2 Crimea and Sevastopol are UA-43 and UA-40
    online: dict[str, Any] = {}  # geopy provider settings, see docs/places.md


class LinkSettings(_Section):
    figures: Literal["newest_specific", "conservative", "widest"] = "newest_specific"
    judgements: Path | None = None  # CSV: mention_id_a, mention_id_b, judgement (same, different)


class ReportSettings(_Section):
    title: str = "Conflict events"
    banner: str | None = None  # shown on top of the report, in release and export metadata


class Settings(_Section):
    """All settings; see docs/configuration.md."""

    db: Path = DEFAULT_DB
    quiet: bool = False
    verbose: bool = False
    code: CodeSettings = CodeSettings()
    gazetteer: GazetteerSettings = GazetteerSettings()
    link: LinkSettings = LinkSettings()
    report: ReportSettings = ReportSettings()

    @property
    def work_db(self) -> Path:
        """The writer's own file, beside the published one."""
        return self.db.with_suffix(".work.duckdb")

    @property
    def report_dir(self) -> Path:
        return Path("reports") if self.db == DEFAULT_DB else self.db.parent / "reports"

    @property
    def export_dir(self) -> Path:
        return self.db.parent / "export"


def load_settings(config: Path | None = None, **options: Any) -> Settings:
    """Settings from file, environment and options; the later wins. Raises UsageError naming file and key."""
    values = _read(config) | _environment() | {k: v for k, v in options.items() if v is not None}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{config or 'settings'}: {where}: {first['msg']}; see docs/configuration.md") from error


def _read(config: Path | None) -> dict[str, Any]:
    path = config or Path("eventbase.toml")
    if not path.exists():
        if config is not None:
            raise UsageError(f"{config}: no such file; leave --config out to use the defaults")
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}; mend the line or leave --config out") from error


def _environment() -> dict[str, Any]:
    db = os.environ.get("EVENTBASE_DB")
    return {"db": Path(db)} if db else {}
