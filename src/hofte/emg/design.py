"""Filter coefficients for any sampling rate, in plain Python: a Butterworth band-pass and notches.

The live chain must not wait for scipy, so the few formulas that it needs stand here; tests hold them equal to
``scipy.signal.butter(…, output="sos")`` and ``scipy.signal.iirnotch``. Knows frequencies, not signals.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from typing import Literal

from hofte.core.errors import SignalError

#: b0, b1, b2, 1, a1, a2 of one second-order section, as scipy orders them.
Section = tuple[float, float, float, float, float, float]

#: Corners of the surface-EMG band in hertz. SENIAM: high-pass 10–20 Hz, low-pass near 500 Hz; De Luca et al.
#: (2010), doi 10.1016/j.jbiomech.2010.01.027: 20 Hz is the best compromise against movement.
LOW_HZ, HIGH_HZ = 20.0, 450.0
#: The band ends at this share of the sampling rate when the sensor is too slow for ``HIGH_HZ``.
HIGH_SHARE = 0.45
#: No surface-EMG amplifier is faster (in hertz); a larger number is a wrong unit.
FASTEST_HZ = 100_000.0


def design_sections(
    sfreq: float,
    *,
    low: float = LOW_HZ,
    high: float | None = None,
    order: int = 2,
    notch: float | None = None,
    harmonics: int = 1,
    quality: float = 30.0,
) -> tuple[Section, ...]:
    """Design the causal filter of the live chain for the rate that a sensor really has.

    Parameters
    ----------
    sfreq : float
        Sampling frequency in hertz.
    low, high : float
        Corners of the Butterworth band-pass in hertz (-3 dB). Without ``high`` it is 450 Hz or 0.45 ``sfreq``,
        whichever is lower.
    order : int
        Order of each edge, an even number; 2 gives four poles in two sections.
    notch : float or None
        Frequency of the mains (50 or 60) in hertz, to be taken out; ``None`` leaves it in. A notch rings, so it
        is for signals in which hum was found.
    harmonics : int
        How many multiples of ``notch`` are taken out, itself counted, as far as they lie in the band.
    quality : float
        Frequency of a notch divided by its width.

    Returns
    -------
    tuple of Section
        The band-pass sections, then the notches, in the order in which the samples go through them.

    Raises
    ------
    SignalError
        If such a filter cannot exist at this rate.

    References
    ----------
    Bilinear transform and pairing of poles with zeros as in Oppenheim & Schafer, Discrete-Time Signal Processing.
    """
    _check_rate(sfreq)
    top = min(HIGH_HZ, HIGH_SHARE * sfreq) if high is None else high
    if not 0.0 < low < top < sfreq / 2:
        raise SignalError(
            f"a band from {low:g} to {top:g} Hz does not fit a signal of {sfreq:g} samples a second",
            hint="the corners must lie between 0 and half the sampling rate, the low one first",
        )
    if order < 2 or order % 2:
        raise SignalError(f"the order of a band-pass edge must be 2, 4, 6 …, not {order}")
    hums = () if notch is None else _hums(notch, harmonics, top)
    return (*_band_pass(sfreq, low, top, order), *(_notch(sfreq, hum, quality) for hum in hums))


def edge_sections(sfreq: float, corner: float, order: int, kind: Literal["high", "low"]) -> tuple[Section, ...]:
    """Design a Butterworth high-pass or low-pass; parameters and errors as :func:`design_sections`.

    The bilinear transform of each pair of poles of the analogue filter, whose quality is 1 / (2 cos of its angle).
    """
    _check_rate(sfreq)
    if not 0.0 < corner < sfreq / 2:
        raise SignalError(f"a corner at {corner:g} Hz does not fit a signal of {sfreq:g} samples a second")
    if order < 2 or order % 2:
        raise SignalError(f"the order of an edge must be 2, 4, 6 …, not {order}")
    warped = math.tan(math.pi * corner / sfreq)
    sections: list[Section] = []
    for n in range(order // 2):
        damping = 2.0 * math.sin(math.pi * (2 * n + 1) / (2 * order)) * warped
        scale = 1.0 + damping + warped * warped
        a1, a2 = 2.0 * (warped * warped - 1.0) / scale, (1.0 - damping + warped * warped) / scale
        gain, middle = (1.0, -2.0) if kind == "high" else (warped * warped, 2.0)
        sections.append((gain / scale, middle * gain / scale, gain / scale, 1.0, a1, a2))
    return tuple(sections)


def notch_sections(sfreq: float, mains: float, *, harmonics: int, quality: float, top: float) -> tuple[Section, ...]:
    """Design notches at the mains and its multiples below ``top`` hertz; see :func:`design_sections`."""
    return tuple(_notch(sfreq, hum, quality) for hum in _hums(mains, harmonics, top))


def _check_rate(sfreq: float) -> None:
    if not (math.isfinite(sfreq) and 0.0 < sfreq <= FASTEST_HZ):
        raise SignalError(
            f"{sfreq:g} is no sampling rate of a muscle sensor",
            hint=f"give samples a second, more than 0 and at most {FASTEST_HZ:g}",
        )


def _hums(notch: float, harmonics: int, top: float) -> tuple[float, ...]:
    if not 0.0 < notch < top:
        raise SignalError(f"a notch at {notch:g} Hz lies outside the band that ends at {top:g} Hz")
    multiples = (notch * (n + 1) for n in range(harmonics))
    return tuple(hum for hum in multiples if hum < top)


def _band_pass(sfreq: float, low: float, high: float, order: int) -> list[Section]:
    below, above = (2.0 * math.tan(math.pi * corner / sfreq) for corner in (low, high))
    width, centre = above - below, math.sqrt(below * above)
    poles = [
        (2.0 + s) / (2.0 - s)
        for n in range(order // 2)
        for s in _to_band(cmath.exp(1j * math.pi * (2 * n + order + 1) / (2 * order)), width, centre)
    ]
    # The poles nearest to the unit circle come last and take the zeros nearest to them.
    rows: list[Section] = []
    zeros = [1.0] * order + [-1.0] * order
    for pole in sorted(poles, key=abs, reverse=True):
        zeros.sort(key=lambda zero: abs(zero - pole))
        first, second, *zeros = zeros
        rows.insert(0, (1.0, -(first + second), first * second, 1.0, -2.0 * pole.real, abs(pole) ** 2))
    gain = 1.0 / abs(response(rows, sfreq / math.pi * math.atan(centre / 2.0), sfreq))
    b0, b1, b2, a0, a1, a2 = rows[0]
    rows[0] = (gain * b0, gain * b1, gain * b2, a0, a1, a2)
    return rows


def _to_band(pole: complex, width: float, centre: float) -> tuple[complex, complex]:
    half = pole * width / 2.0
    root = cmath.sqrt(half * half - centre * centre)
    return half + root, half - root


def _notch(sfreq: float, frequency: float, quality: float) -> Section:
    angle = 2.0 * math.pi * frequency / sfreq
    gain = 1.0 / (1.0 + math.tan(angle / quality / 2.0))
    cosine = -2.0 * math.cos(angle)
    return (gain, gain * cosine, gain, 1.0, gain * cosine, 2.0 * gain - 1.0)


def response(sections: Sequence[Section], frequency: float, sfreq: float) -> complex:
    """What the sections do to a sine of ``frequency`` hertz: its gain and phase as one complex number."""
    back = cmath.exp(-2j * math.pi * frequency / sfreq)
    total = complex(1.0)
    for b0, b1, b2, a0, a1, a2 in sections:
        total *= (b0 + back * (b1 + back * b2)) / (a0 + back * (a1 + back * a2))
    return total
