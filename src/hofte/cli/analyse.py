"""``hofte analyse``: recordings in, contractions and what the signal was like out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hofte.cli.main import NEGATIVE, OK, USAGE, Refused
from hofte.cli.progress import share_of
from hofte.core.errors import HofteError
from hofte.lang.data import languages

if TYPE_CHECKING:
    from hofte.recording.analyse import Options
    from hofte.recording.many import Row
    from hofte.recording.result import Analysis

#: Kinds of muscles beside the trained one.
REFERENCES = ("buttock", "thigh", "belly")
#: What a folder is searched for.
ENDINGS = (".csv", ".csv.gz", ".tsv", ".edf", ".bdf", ".xdf", ".parquet")
_UNITS = {"uv": 1e-6, "µv": 1e-6, "mv": 1e-3, "v": 1.0, "": 1.0}
_FIELDS = (
    "onset_s",
    "offset_s",
    "mean_percent",
    "peak_percent",
    "steadiness",
    "release_s",
    "return_s",
    "residual_percent",
)


class _Quantity(click.ParamType[tuple[str, float]]):
    """``[CHANNEL=]NUMBER[UNIT]`` as a channel's name (empty for the first) and volts or counts."""

    name = "quantity"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        channel, _, text = str(value).rpartition("=")
        number = text.strip().lower().rstrip("vuµm").strip()
        try:
            return channel, float(number) * _UNITS[text.strip().lower()[len(number) :].strip()]
        except (ValueError, KeyError):
            self.fail(f"{value!r} is no level: 80uV, 0.08mV, or CHANNEL=80uV", param, ctx)


class _Reference(click.ParamType[tuple[str, str]]):
    """``KIND=CHANNEL``."""

    name = "reference"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        kind, _, channel = str(value).partition("=")
        if kind not in REFERENCES or not channel:
            self.fail(f"{value!r} is no reference: buttock=CHANNEL, thigh=CHANNEL or belly=CHANNEL", param, ctx)
        return kind, channel


@click.command(
    "analyse",
    epilog="\b\nExamples:\n"
    "  hofte analyse session.csv.gz\n"
    "  hofte analyse session.edf --html report.html --lang nb\n"
    "  hofte analyse lab.xdf --stream EMG --channel left --channel gluteus --reference buttock=gluteus\n"
    "  hofte analyse study/ --json > study.jsonl\n"
    "  hofte analyse study/ --cluster tcp://10.0.0.5:8786 --csv contractions.csv",
)
@click.argument("paths", nargs=-1, required=True, metavar="RECORDING...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each recording.")
@click.option(
    "--csv", "csv_file", type=click.Path(path_type=Path), metavar="FILE", help="Write all contractions as CSV."
)
@click.option(
    "--html", "html_file", type=click.Path(path_type=Path), metavar="FILE", help="Write a report with figures."
)
@click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language of the report.")
@click.option("--channel", "channels", multiple=True, metavar="NAME",
              help="Analyse this channel; may be given again. Else names and units tell the muscles.")  # fmt: skip
@click.option("--reference", "references", multiple=True, type=_Reference(), metavar="KIND=NAME",
              help="This channel is another muscle: buttock, thigh or belly.")  # fmt: skip
@click.option("--rest", "rests", multiple=True, type=_Quantity(), metavar="[NAME=]LEVEL",
              help="Root mean square at rest, such as 2.5uV; of the first channel unless one is named.")  # fmt: skip
@click.option("--max", "maxima", multiple=True, type=_Quantity(), metavar="[NAME=]LEVEL",
              help="Root mean square of the person's own best squeeze that day.")  # fmt: skip
@click.option("--calibration", type=click.Path(path_type=Path), metavar="FILE",
              help="A recording of rest and three maximal squeezes of that day, with the same channels.")  # fmt: skip
@click.option("--rate", "sfreq", type=click.FloatRange(min=0, min_open=True), metavar="HZ",
              help="The sampling rate, where the file does not tell it or is wrong.")  # fmt: skip
@click.option("--stream", metavar="NAME", help="Which stream of an XDF file: its name, type or number.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N",
              help="How many recordings at once; else one for each processor.")  # fmt: skip
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler (tcp://HOST:PORT), or local. Extra: cluster.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    as_json: bool,
    csv_file: Path | None,
    html_file: Path | None,
    lang: str,
    workers: int | None,
    cluster: str | None,
    **asked: Any,
) -> None:
    """Find contractions in recordings, how they were let go, and what was wrong with the signal.

    RECORDING is a CSV, CSV.gz, EDF, EDF+, BDF, XDF or Parquet file with 1 to 64 channels, of any length, or a folder of
    them. Without --rest and --max or --calibration both ends of the scale are estimated from the recording, which is
    said. Needs the extra analysis.

    Exit code 1 when a recording could be read in part only or a channel has nothing to be judged by, 2 when one could
    not be read at all.
    """
    from hofte.recording.needs import require

    require("numpy", "scipy", *(["matplotlib"] if html_file else []), *(["distributed"] if cluster else []))
    options = _options(with_trace=html_file is not None, **asked)
    rows: list[Row[Analysis]] = []
    exit_code = OK
    for row in _analysed(list(_found(paths)), options, workers, cluster, alone=len(paths) == 1 and not cluster):
        exit_code = max(exit_code, _exit_code(row))
        _show(row, lang, as_json=as_json)
        if csv_file or html_file:
            rows.append(row)
    if csv_file:
        _write_csv(csv_file, rows)
    if html_file:
        from hofte.recording.page import report

        html_file.write_text(report(rows, lang), encoding="utf-8")
    ctx.exit(exit_code)


def _found(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(one for one in path.rglob("*") if one.name.lower().endswith(ENDINGS) and one.is_file())
        if not inside:
            raise HofteError(f"{path}: no recording in this folder", hint=f"recordings end in {', '.join(ENDINGS)}")
        # A list of annotations is no recording.
        yield from (one for one in inside if not one.name.endswith(".annotations.csv"))


def _options(
    *,
    channels: tuple[str, ...],
    references: Sequence[tuple[str, str]],
    rests: Sequence[tuple[str, float]],
    maxima: Sequence[tuple[str, float]],
    calibration: Path | None,
    sfreq: float | None,
    stream: str | None,
    with_trace: bool,
) -> Options:
    from hofte.recording.analyse import Options, calibrated_scales

    kinds: Mapping[str, Any] = {channel: kind for kind, channel in references}
    options = Options(channels, sfreq, stream, kinds, with_trace=with_trace)
    if calibration:
        if rests or maxima:
            raise click.UsageError("--calibration tells rest and maximum; leave --rest and --max out")
        return options.with_scales(calibrated_scales(calibration, options), "calibrated")
    return options.with_scales(_scales(dict(rests), dict(maxima)), "given")


def _scales(rests: Mapping[str, float], maxima: Mapping[str, float]) -> dict[str, Any]:
    from hofte.emg.level import Scale

    if set(rests) != set(maxima):
        raise click.UsageError("--rest and --max belong together: give both, for the same channels")
    return {name: Scale(rest, maxima[name]) for name, rest in rests.items()}


def _analysed(
    paths: Sequence[Path], options: Options, workers: int | None, cluster: str | None, *, alone: bool
) -> Iterator[Row[Analysis]]:
    from hofte.recording.analyse import analyse
    from hofte.recording.many import Row, map_recordings

    if alone and len(paths) == 1:
        with share_of(f"analysing {paths[0].name}") as progress:
            result = analyse(paths[0], options, progress)
        yield Row(paths[0], result)
        return
    with share_of(f"analysing {len(paths)} recordings") as progress:
        told = progress and (lambda done: progress(done / len(paths)))
        yield from map_recordings(
            paths, partial(analyse, options=options), workers=workers, cluster=cluster, progress=told
        )


def _exit_code(row: Row[Analysis]) -> int:
    if row.result is None:
        return USAGE
    return OK if row.result.is_sound else NEGATIVE


def _show(row: Row[Analysis], lang: str, *, as_json: bool) -> None:
    from hofte.recording.result import analysis_json
    from hofte.recording.say import table

    if row.result is None:
        Refused(HofteError(row.error, hint=row.hint)).show()
        if as_json:
            click.echo(json.dumps({"path": str(row.path), "error": row.error, "hint": row.hint}, ensure_ascii=False))
    elif as_json:
        click.echo(json.dumps(analysis_json(row.result), ensure_ascii=False, allow_nan=False))
    else:
        first, *others = table(row.result, lang)
        click.secho(first, bold=True)
        click.echo("\n".join([*others, ""]))


def _write_csv(file: Path, rows: Iterable[Row[Analysis]]) -> None:
    from hofte.recording.result import contraction_json

    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["recording", "channel", *_FIELDS])
        for row in rows:
            for channel in row.result.channels if row.result else ():
                for one in channel.contractions:
                    values = contraction_json(one, has_level=channel.has_level(one))
                    writer.writerow([row.path, channel.name, *(values[name] for name in _FIELDS)])
