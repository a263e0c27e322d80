"""Which columns of a file are muscles, told by their names and units, unless a person says which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hofte.emg.model import Channel
from hofte.recording.model import MOST_CHANNELS, RecordingError

#: Volts in one unit, as files spell it.
VOLTS = {"v": 1.0, "volt": 1.0, "volts": 1.0, "mv": 1e-3, "millivolts": 1e-3, "uv": 1e-6, "µv": 1e-6, "μv": 1e-6,
         "microvolt": 1e-6, "microvolts": 1e-6, "nv": 1e-9}  # fmt: skip
#: A column so called counts time, cues or something that is no voltage of a muscle.
_OTHER = re.compile(
    r"(?:^|[^a-z])(?:time|timestamps?|t|n|index|sample|samples|seq|counter|cue|class|label|labels|trigger|trig|event|"
    r"events|status|marker|markers|force|torque|angle|knee|fx|pct|percent|battery|acc|gyro|ecg|ekg|eeg|eog|resp|"
    r"temp|spo2)(?:$|[^a-z])",
)


def volts_of(unit: str) -> float | None:
    """How many volts one unit is; ``None`` for a unit that is no voltage, and for none."""
    return VOLTS.get(unit.strip().lower())


def choose(
    path: Path, names: Sequence[str], units: Sequence[str], wanted: Sequence[str] = ()
) -> tuple[tuple[int, ...], tuple[Channel, ...]]:
    """Choose the muscles among a file's columns.

    Parameters
    ----------
    path : Path
        For the words of an error.
    names, units : sequence of str
        Of all columns; a unit may be empty.
    wanted : sequence of str
        The names that a person gave, in the order that they want; empty to let the names and units tell: columns
        called EMG where there are any, else those in volts, else all that are not called time, force, cue ….

    Returns
    -------
    tuple of int
        The places of the chosen columns.
    tuple of Channel
        What they are, in volts where the unit is known.

    Raises
    ------
    RecordingError
        If two columns have one name, a wanted one is not there, or none or too many are muscles.
    """
    if twice := sorted({name for name in names if list(names).count(name) > 1}):
        raise RecordingError(path, f"two columns are called {twice[0]!r}", hint="give every column a name of its own")
    if missing := [name for name in wanted if name not in names]:
        raise RecordingError(path, f"there is no channel {missing[0]!r}", hint=f"it has {', '.join(names)}")
    places = tuple(names.index(name) for name in wanted) or _muscles(names, units)
    if not places:
        raise RecordingError(
            path, f"none of {', '.join(map(repr, names)) or 'its columns'} is a muscle", hint="name one with --channel"
        )
    if len(places) > MOST_CHANNELS:
        raise RecordingError(
            path, f"{len(places)} channels are more than {MOST_CHANNELS}", hint="choose some with --channel"
        )
    channels = tuple(
        Channel(names[place], "target", "count" if volts_of(units[place]) is None else "V") for place in places
    )
    return places, channels


def _muscles(names: Sequence[str], units: Sequence[str]) -> tuple[int, ...]:
    places = range(len(names))
    called = tuple(place for place in places if "emg" in names[place].lower())
    likely = tuple(place for place in places if not _OTHER.search(names[place].lower()))
    in_volts = tuple(place for place in likely if volts_of(units[place]) is not None)
    return called or in_volts or likely
