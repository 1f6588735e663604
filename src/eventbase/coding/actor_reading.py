"""What the actor finder knows beside a phrase, and what it reads the phrase as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from eventbase.ontology.event_types import event_class
from eventbase.records import ActorType

Role = Literal["attacker", "target", "speaker", "government", "joint"]
_FIGHTING = frozenset({"battle", "remote_violence", "violence_against_civilians", "force_posture", "losses"})
ARMED = frozenset({"rebel", "militia", "paramilitary", "gang"})


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the phrase."""

    role: Role
    when: date | None = None
    hint: str | None = None
    countries: frozenset[str] = frozenset()
    sub_event_type: str | None = None

    @property
    def fights(self) -> bool:
        """Whether a state's name stands for its forces here."""
        if self.sub_event_type is None:
            return self.role in ("attacker", "target")
        fighting = self.sub_event_type == "capture" or event_class(self.sub_event_type) in _FIGHTING
        return fighting and self.role in ("attacker", "target", "joint")

    @property
    def fought(self) -> bool:
        """Whether armed sides meet: their losses need not be civilians."""
        return self.sub_event_type is not None and event_class(self.sub_event_type) == "battle"

    @property
    def decrees(self) -> bool:
        """Whether a government acts as such, though the type is one of force: it calls up recruits."""
        return self.sub_event_type == "mobilization"

    @property
    def bombed(self) -> bool:
        """Whether a state's name is the ground that is hit ("strikes on Ukraine"): its people undergo it."""
        return (
            self.role == "target"
            and self.sub_event_type not in (None, "weapon_intercepted")
            and event_class(self.sub_event_type) == "remote_violence"
        )

    @property
    def unrest(self) -> bool:
        return self.sub_event_type is not None and event_class(self.sub_event_type) == "unrest"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase was read as: words [first, end) of it are the name. `sure`: it rests on a known word."""

    type: ActorType
    country: str | None
    first: int
    end: int
    actor_id: str | None = None
    sure: bool = True
    group: str | None = None  # class of the head noun
    hinted: bool = False  # the country is the hint's, not the phrase's
