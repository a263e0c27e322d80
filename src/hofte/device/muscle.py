"""A muscle made of numbers: what a person wants becomes surface EMG in volts.

Synthetic, for tests, demonstrations and trying the product without a sensor. It knows how a squeeze rises, falls,
tires, clings and spreads to a neighbour; it knows no packets and no clock.

References
----------
Stulen & De Luca (1981), IEEE Trans Biomed Eng BME-28:515, and Shwedyk, Balasubramanian & Scott (1977), Med Biol Eng
Comput 15:417: the shape of the spectrum, a white noise through one high-pass at 60 Hz and two low-passes at 120 Hz.
Oleksy et al. (2020), doi 10.1097/MD.0000000000019060 (PF20): the size of rest and of a quick squeeze.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from hofte.emg.chain import Cascade
from hofte.emg.design import Section

#: Corners of the spectrum in hertz, see the references.
LOW_HZ, HIGH_HZ = 60.0, 120.0
#: The constant difference between two electrodes, in volts.
OFFSET_V = 2e-4
#: An amplifier's end of scale, in volts: where the input goes when an electrode falls off.
RAIL_V = 0.1875
#: Ten to ninety percent of an exponential rise lasts this many time constants.
TEN_TO_NINETY = math.log(9.0)
#: A tired muscle is fresh again with this time constant, in seconds, and keeps at least this share of its strength.
RECOVERS_S, LEAST_STRENGTH = 60.0, 0.2
#: The time constant with which a tone creeps up, in seconds.
CREEPS_S = 60.0


@dataclass(frozen=True, slots=True)
class Character:
    """How a simulated person behaves.

    Parameters
    ----------
    rest_v, maximum_v : float
        Root mean square of the trained muscle at rest and at full effort, in volts.
    reaction_s : float
        From a wish to the first change.
    rise_s, fall_s : float
        From ten to ninety percent, and back.
    clings : float
        The share of an effort that stays when it should be let go.
    clings_s : float
        Time constant with which that share goes away in the end, in seconds.
    helps : float
        The share of the effort with which the other muscles join in, of their own maximum.
    tires_s : float or None
        Time constant with which full effort uses up the strength, in seconds; ``None`` never tires.
    off_s : tuple of float or None
        From when to when, in seconds, the electrode of the trained muscle is off the skin.
    lost : float
        The share of time whose packets never arrive.
    lifts : float
        What becomes of an effort in the trained muscle; below 0 it gets quieter, as when pressing down instead.
    creeps : float
        The share of full effort up to which the resting tone rises, over minutes.
    hum : float
        Hum of the mains, in root mean squares of the resting muscle.
    hum_hz : float
    moves : float
        How far a moved cable swings the signal now and then, in root mean squares of the resting muscle.
    range_v : float or None
        The largest voltage that the sensor can give, above and below the constant one.
    crosstalk : float
        The share of the trained muscle's voltage that the other electrodes pick up.
    """

    rest_v: float = 5e-6
    maximum_v: float = 5e-5
    reaction_s: float = 0.25
    rise_s: float = 0.05
    fall_s: float = 0.1
    clings: float = 0.0
    clings_s: float = 20.0
    helps: float = 0.05
    tires_s: float | None = None
    off_s: tuple[float, float] | None = None
    lost: float = 0.0
    lifts: float = 1.0
    creeps: float = 0.0
    hum: float = 0.0
    hum_hz: float = 50.0
    moves: float = 0.0
    range_v: float | None = None
    crosstalk: float = 0.0

    def mended(self) -> Character:
        """The same person when everything is put right that can be: electrodes, cables, radio and sensor."""
        return replace(self, off_s=None, lost=0.0, hum=0.0, moves=0.0, range_v=None, crosstalk=0.0)


#: The people that ship.
CHARACTERS: Mapping[str, Character] = MappingProxyType(
    {
        "strong": Character(),
        "weak": Character(maximum_v=1.2e-5, rise_s=0.3),
        "never-lets-go": Character(clings=0.4),
        "wrong-muscle": Character(helps=0.6),
        "electrode-off": Character(off_s=(20.0, 30.0)),
        "packets-lost": Character(lost=0.05),
        "tires": Character(tires_s=15.0),
        "tone-rises": Character(creeps=0.3),
        "bears-down": Character(lifts=-0.06, helps=0.6),
        "crosstalk": Character(crosstalk=0.7),
        "hum": Character(hum=3.0),
        "movement": Character(moves=100.0),
        "clipping": Character(range_v=5e-5),
    }
)


class Effort:
    """What a person really does when they want to squeeze, sample by sample."""

    def __init__(self, character: Character, sfreq: float) -> None:
        self._rises = _share(character.rise_s / TEN_TO_NINETY, sfreq)
        self._falls = _share(character.fall_s / TEN_TO_NINETY, sfreq)
        self._clings = character.clings
        self._stays = 1.0 - _share(character.clings_s, sfreq)
        self._tires = _share(character.tires_s, sfreq) if character.tires_s else 0.0
        self._recovers = _share(RECOVERS_S, sfreq)
        self._creeps, self._creeping = character.creeps, _share(CREEPS_S, sfreq)
        self._tone = 0.0
        self._effort = 0.0
        self._clung = 0.0
        self._strength = 1.0

    def follow(self, wish: float, n_samples: int) -> list[float]:
        """The activation (0 to 1) of the next samples while ``wish`` (0 to 1) is wanted."""
        effort, clung, strength = self._effort, self._clung, self._strength
        clings, stays, tires, recovers = self._clings, self._stays, self._tires, self._recovers
        creeps, creeping, tone = self._creeps, self._creeping, self._tone
        activations: list[float] = []
        for _ in range(n_samples):
            change = wish * strength - effort
            effort += change * (self._rises if change > 0.0 else self._falls)
            clung = max(clung * stays, clings * effort)
            if tires:
                strength += recovers * (1.0 - strength) - tires * effort * (strength - LEAST_STRENGTH)
            if creeps:
                tone += creeping * (creeps - tone)
            activations.append(max(effort, clung, tone))
        self._tone = tone
        self._effort, self._clung, self._strength = effort, clung, strength
        return activations


class Electrodes:
    """The voltage between two electrodes over one muscle.

    Parameters
    ----------
    rest_v, maximum_v : float
        Root mean square at activation 0 and 1, in volts.
    sfreq : float
        Samples a second.
    seed : str
        The same seed gives the same noise.
    """

    def __init__(self, rest_v: float, maximum_v: float, sfreq: float, seed: str) -> None:
        self._rest, self._span = rest_v, maximum_v - rest_v
        self._noise = random.Random(seed)  # noqa: S311 (noise, no secret)
        sections = _spectrum(sfreq)
        impulse = Cascade(sections).feed([1.0] + [0.0] * math.ceil(sfreq / 2))
        self._gain = 1.0 / math.sqrt(math.fsum(value * value for value in impulse))
        self._shape = Cascade(sections)

    def record(self, activations: list[float]) -> list[float]:
        """The next samples in volts, one for each activation (0 to 1)."""
        gauss, gain = self._noise.gauss, self._gain
        shaped = self._shape.feed([gauss(0.0, gain) for _ in activations])
        rest, span = self._rest, self._span
        return [
            OFFSET_V + value * (rest + span * activation) for value, activation in zip(shaped, activations, strict=True)
        ]


def _share(time_constant_s: float, sfreq: float) -> float:
    """How much of the way to its goal an exponential goes within one sample."""
    return 1.0 - math.exp(-1.0 / (time_constant_s * sfreq)) if time_constant_s > 0.0 else 1.0


def _spectrum(sfreq: float) -> tuple[Section, Section]:
    high_pass = math.exp(-2.0 * math.pi * LOW_HZ / sfreq)
    low_pass = math.exp(-2.0 * math.pi * HIGH_HZ / sfreq)
    edge = (1.0 + high_pass) / 2.0
    return (
        (edge, -edge, 0.0, 1.0, -high_pass, 0.0),
        ((1.0 - low_pass) ** 2, 0.0, 0.0, 1.0, -2.0 * low_pass, low_pass * low_pass),
    )
