"""Groups of sub-types, event classes and actor types that several rules speak of: one list each."""

from __future__ import annotations

AID = frozenset({"arms_transfer", "military_aid", "humanitarian_aid", "economic_aid"})  # what one side gives another
BLOODSHED = frozenset({"battle", "remote_violence", "violence_against_civilians", "losses"})  # event classes
ARMED = frozenset({"military", "rebel", "militia", "paramilitary", "police", "gang", "intelligence"})  # actor types
