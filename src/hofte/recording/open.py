"""Opens a recording by what the file holds, whatever it is called."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hofte.recording.model import RecordingError, Source

FORMATS = "CSV, CSV.gz, EDF, EDF+, BDF, XDF or Parquet"


def open_recording(
    path: Path, *, channels: Sequence[str] = (), sfreq: float | None = None, stream: str | None = None
) -> Source:
    """Open a recording.

    Parameters
    ----------
    path : Path
    channels : sequence of str
        Which columns, signals or channels are muscles, in the order wanted; empty to let names and units tell.
    sfreq : float or None
        The sampling rate in hertz; it goes before what the file says.
    stream : str or None
        Which stream of an XDF file: its name, type or number; without it the only one that has muscles.

    Returns
    -------
    Source

    Raises
    ------
    RecordingError
        If it is not there, is no recording, or has no muscle.
    PackageMissing
        If a package that reads this format is not installed.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if not head:
            raise RecordingError(path, "it is empty", sample=0, hint="record again")
        if head[:4] == b"XDF:":
            from hofte.recording.xdf import Xdf

            return Xdf(path, channels, sfreq, stream)
        if head[:4] == b"PAR1":
            from hofte.recording.parquet import Parquet

            return Parquet(path, channels, sfreq)
        if head in (b"0       ", b"\xffBIOSEMI"):
            from hofte.recording.edf import Edf

            return Edf(path, channels, sfreq)
        from hofte.recording.text import Text

        return Text(path, channels, sfreq)
    except OSError as error:
        raise RecordingError(path, error.strerror or str(error), hint=f"a recording is {FORMATS}") from error
