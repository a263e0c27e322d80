"""The header of an EDF, EDF+ or BDF file: fixed fields of ASCII, every one of them checked.

Source: Kemp et al. (1992), A simple format for exchange of digitized polygraphic recordings, Electroencephalogr. Clin.
Neurophysiol. 82:391; Kemp & Olivan (2003), European data format 'plus', Clin. Neurophysiol. 114:1755. BDF differs in
its first bytes and in 24 bits a sample.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hofte.recording.model import RecordingError

#: Bytes of the general part of the header, and of the part of each signal.
GENERAL, EACH = 256, 256
_BDF = b"\xffBIOSEMI"
#: Length of each field of a signal, in the order of the file.
_FIELDS = {
    "label": 16, "transducer": 80, "dimension": 8, "physical_min": 8, "physical_max": 8, "digital_min": 8,
    "digital_max": 8, "prefiltering": 80, "n_samples": 8, "reserved": 32,
}  # fmt: skip
#: More is no file that anybody has made.
_MOST_SIGNALS, _LARGEST_RECORD = 1024, 2**26


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: its values are ``(digital + offset) * gain`` in ``unit``; ``n_samples`` of them in each record."""

    label: str
    unit: str
    gain: float
    offset: float
    n_samples: int


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says.

    Parameters
    ----------
    signals : tuple of Signal
        All of them, those that hold annotations, too.
    n_records : int
        -1 while the file is being written.
    record_s : float
        Length of a record in seconds.
    sample_bytes : int
        2 in EDF, 3 in BDF.
    is_plus, is_broken : bool
        Whether the records have a time of their own, and whether there may be gaps between them.
    """

    signals: tuple[Signal, ...]
    n_records: int
    record_s: float
    sample_bytes: int
    is_plus: bool
    is_broken: bool

    @property
    def size(self) -> int:
        """Bytes before the first record."""
        return GENERAL + EACH * len(self.signals)

    @property
    def record_bytes(self) -> int:
        return self.sample_bytes * sum(signal.n_samples for signal in self.signals)


def read_header(path: Path, file: BinaryIO) -> Header:
    """Read the header from the beginning of an open file.

    Raises
    ------
    RecordingError
        If a field is not what it must be; it is named.
    """
    head = file.read(GENERAL)
    if len(head) < GENERAL:
        raise _broken(path, "it ends within its header")
    count = _number(path, head, 252, 4, "number of signals")
    if not 1 <= count <= _MOST_SIGNALS:
        raise _broken(path, f"its header tells of {count:g} signals")
    rest = file.read(EACH * int(count))
    if len(rest) < EACH * int(count):
        raise _broken(path, "it ends within its header")
    record_s = _number(path, head, 244, 8, "length of a record")
    if record_s <= 0:
        raise _broken(path, f"its records last {record_s:g} seconds, so it has no sampling rate")
    header = Header(
        signals=tuple(_signal(path, rest, int(count), n) for n in range(int(count))),
        n_records=int(_number(path, head, 236, 8, "number of records")),
        record_s=record_s,
        sample_bytes=3 if head[:8] == _BDF else 2,
        is_plus=head[192:195] in (b"EDF", b"BDF") and head[195:196] == b"+",
        is_broken=head[195:197] == b"+D",
    )
    if not 0 < header.record_bytes <= _LARGEST_RECORD:
        raise _broken(path, f"its records have {header.record_bytes} bytes")
    return header


def _signal(path: Path, rest: bytes, count: int, n: int) -> Signal:
    fields: dict[str, str] = {}
    start = 0
    for name, length in _FIELDS.items():
        fields[name] = rest[start + n * length : start + (n + 1) * length].decode("latin-1").strip(" \0")
        start += count * length
    names = ("digital_min", "digital_max", "physical_min", "physical_max", "n_samples")
    low, high, least, most, size = (_parsed(path, fields[name], f"{name} of signal {n + 1}") for name in names)
    if size < 0 or size != int(size):
        raise _broken(path, f"signal {n + 1} has {size:g} samples in a record")
    # A file whose ranges are empty says counts, whatever it calls its unit.
    gain = (most - least) / (high - low) if high > low else 0.0
    if gain == 0.0:
        return Signal(fields["label"], "", 1.0, 0.0, int(size))
    return Signal(fields["label"], fields["dimension"], gain, most / gain - high, int(size))


def _number(path: Path, head: bytes, start: int, length: int, name: str) -> float:
    return _parsed(path, head[start : start + length].decode("latin-1").strip(" \0"), name)


def _parsed(path: Path, text: str, name: str) -> float:
    try:
        value = float(text.replace(",", ".").replace("_", "?"))  # some writers use their country's decimal sign
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _broken(path, f"the {name} in its header is {text!r}")
    return value


def _broken(path: Path, reason: str) -> RecordingError:
    return RecordingError(path, reason, sample=0, hint="this EDF or BDF file is damaged: fetch it anew")
