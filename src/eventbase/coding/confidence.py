"""How likely a mention is to have type, date and place right; replaced by the calibrated table (confidence.csv)."""

from __future__ import annotations

from eventbase.coding.drafts import Draft


def confidence(draft: Draft) -> float:
    """0 to 1."""
    return draft.confidence
