"""Helpers that tests of the report share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eventbase.config import ReportSettings, Settings


def settings_for(db: Path, **report: Any) -> Settings:
    return Settings(db=db, report=ReportSettings(**report))
