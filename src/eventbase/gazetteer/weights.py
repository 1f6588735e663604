"""The weights of the resolver. A unit is roughly a factor e of likelihood; set by coordinate descent.

Source: LGL, GeoVirus and a list of places of the war in Ukraine, all three together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """Before context: what a bare name most likely means. Then what the other names add, and when scores are equal."""

    main: float = 1.8
    form: float = 1.4
    alternate: float = -0.4
    country: float = 9.0
    region: float = 4.0
    continent: float = 4.0
    water: float = 3.5
    admin1: float = 1.7
    settlement: float = 2.0
    island: float = 2.5
    mountain: float = 2.0
    facility: float = 1.0
    admin2: float = 0.0
    minor: float = 0.5  # streams, hills and localities that only a dump knows
    population: float = 0.8  # for each tenfold
    supplement: float = 2.5
    historic: float = -2.5
    cue: float = 6.0
    namesake_town: float = -0.5  # an area beside the town that it is named after
    country_share: float = 2.6
    country_named: float = 1.0
    own_country_share: float = 4.5  # the country itself, when others lie in it
    area_named: float = 1.8
    area_share: float = 2.0
    own_area_share: float = 4.4
    near_best: float = 1.8
    near_sum: float = 0.5
    near_km: float = 60.0
    own_near: float = 0.6  # of that, for an area
    equal: float = 0.3


WEIGHTS = Weights()
