"""The numbers of signal quality, each with where it comes from; shared by live and whole recordings.

"The report" is the project's EMG report, whose numbers were measured on synthetic signals and free recordings.
"""

from __future__ import annotations

import math

from hofte.core.errors import SignalError
from hofte.emg.design import HIGH_HZ, HIGH_SHARE, Section, design_sections
from hofte.emg.finding import STEP_RATE
from hofte.emg.model import ENVELOPE_RATE

#: A step is so many chunks of a hundredth of a second.
CHUNKS = ENVELOPE_RATE // STEP_RATE
#: Steps of a judgement: a second (report), and for movement also a third of it, since a moved cable lasts 0.2–0.6 s.
LONG, SHORT = 10, 3
#: Hum is looked at each so many steps.
HALF = 5
#: Less of it than this share must have arrived, else a stretch is not judged.
LEAST_SHARE = 0.5

#: This many equal samples in a row are no skin: an electrode fell off or the amplifier stands at its rail. In
#: seventeen channels of free recordings (8 to 16 bit, 200 to 2048 Hz) the longest run was 7.
FLAT_SAMPLES = 15
#: A quieter signal, in volts, is no skin on any amplifier (own design: the best have 0.5 microvolt of noise).
NOISE_FLOOR_V = 2e-7
#: A loose electrode picks up the mains: hum has more than this share of the power, and the root mean square is more
#: than this many times that of the quietest second (report).
LOOSE_SHARE, LOOSE_TIMES = 0.5, 5.0

#: Frequencies of the mains in hertz, and how many multiples of each are looked at.
MAINS, HARMONICS = (50.0, 60.0), 5
#: Hum is found above this share of the power at rest (report), and gone below half of it.
HUM_SHARE, HUM_GONE = 0.2, 0.1
#: A multiple is taken out when it alone has this share of the power, and this many times that of a hertz of noise.
HARMONIC_SHARE, HARMONIC_TIMES = 0.02, 8.0
#: Tenths of a second that must be whole for it.
LEAST_PIECES = 6
#: The signal is at rest while its power without the hum is at most this many times that of the quietest second: twice
#: the root mean square, the 6 dB below which nobody can tell a squeeze from rest.
REST_TIMES = 4.0
#: The quietest second is forgotten so slowly a step: 2 % of its power a second.
FORGETS = 1.002

#: Movement: power from 1 to 15 Hz over power above 20 Hz. The report found 1 over a second; the resting leg of a free
#: recording with good contact reaches 1.1 there and 2.2 over a third of it, so that it is 2 and 4 here.
MOTION_LONG, MOTION_SHORT, MOTION_GONE = 2.0, 4.0, 1.0

#: Clipped: this share of the samples of a second, and so many at least, some of them within the last step, stand at the
#: largest or smallest value that ever came (real recordings: 0.002–0.04 %, report) …
CLIP_SHARE, CLIP_SAMPLES = 0.01, 5
#: … while the signal is this many times as loud as its quietest second: at rest a coarse sensor repeats few values.
CLIP_TIMES = 3.0

#: After so many steps without a sample the filters begin anew; over shorter gaps they hold their state.
HELD_STEPS = 5


def border(chunk: int, sfreq: float) -> int:
    """The number of the first sample of a chunk."""
    return math.ceil(chunk * sfreq / ENVELOPE_RATE)


def slow_filters() -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Filters over the means of chunks: what moves (1 to 15 Hz), and what belongs to the muscle (above 20 Hz)."""
    return design_sections(ENVELOPE_RATE, low=1.0, high=15.0), design_sections(ENVELOPE_RATE, low=20.0, high=49.0)


def hum_frequencies(sfreq: float) -> tuple[tuple[float, ...], ...]:
    """The multiples of 50 and of 60 Hz that can be judged at a rate."""
    top = min(HIGH_HZ, HIGH_SHARE * sfreq)
    return tuple(tuple(mains * n for n in range(1, HARMONICS + 1) if mains * n < top) for mains in MAINS)


def check_rate(sfreq: float) -> None:
    """Raise SignalError if a chunk would have no sample."""
    if not sfreq >= ENVELOPE_RATE:
        raise SignalError(
            f"{sfreq:g} samples a second are too few to judge a signal", hint=f"record at least {ENVELOPE_RATE}"
        )
