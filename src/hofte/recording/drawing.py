"""A channel's level over the recording as SVG that can stand in a page: no script, no font, no name twice."""

from __future__ import annotations

import math
import re
from io import StringIO
from itertools import groupby
from typing import Any

from hofte.emg.level import Scale
from hofte.recording.needs import need
from hofte.recording.result import ChannelResult
from hofte.recording.say import Speaker

#: Colours that stay apart in grey print: the level, a contraction, what could not be trusted.
_LEVEL, _CONTRACTION, _NOTHING = "#0b5563", "#f2c14e", "#d9d9d9"
#: Inches; a page of A4 is as wide.
_WIDTH, _HEIGHT = 9.0, 2.4
#: Everything that a picture would say of when and by what it was made.
_ANONYMOUS = {"Date": None, "Creator": None, "Format": None, "Type": None}


def draw(channel: ChannelResult, duration_s: float, speaker: Speaker, name: str) -> str:
    """Draw a channel.

    Parameters
    ----------
    channel : ChannelResult
        With a trace.
    duration_s : float
        Of the recording, in seconds.
    speaker : Speaker
        In whose language the axes are called.
    name : str
        Letters and digits that no other picture of the page has: its parts are called so.

    Returns
    -------
    str
        An ``<svg>`` element.

    Raises
    ------
    PackageMissing
        If matplotlib is not installed.
    """
    rc_context, figure_of = need("matplotlib").rc_context, need("matplotlib.figure").Figure
    ticker = need("matplotlib.ticker")
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": name, "font.family": "sans-serif", "font.size": 9}):
        figure = figure_of(figsize=(_WIDTH, _HEIGHT), layout="constrained")
        axes = figure.subplots()
        scale = channel.shown_scale
        _draw_level(axes, channel, scale)
        for one in channel.contractions:
            axes.axvspan(one.onset_s, one.offset_s, color=_CONTRACTION, alpha=0.5, linewidth=0)
        axes.set_xlim(0.0, max(duration_s, 0.1))
        axes.set_ylim(bottom=0.0)
        axes.set_xlabel(speaker.words["figure"]["axis_time"])
        axes.xaxis.set_major_formatter(ticker.FuncFormatter(lambda at, _: f"{int(at) // 60}:{int(at) % 60:02d}"))
        axes.spines[["top", "right"]].set_visible(False)
        if scale:
            axes.set_ylabel(speaker.words["figure"]["axis_level"])
        written = StringIO()
        figure.savefig(written, format="svg", metadata=_ANONYMOUS)
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", svg)


def _draw_level(axes: Any, channel: ChannelResult, scale: Scale | None) -> None:
    """The band between the smallest and the largest level of each place; grey where there is none."""
    trace = channel.trace
    if trace is None:
        return
    low, high = ([_shown(one, scale) for one in values] for values in (trace.low, trace.high))
    axes.fill_between([(n + 0.5) * trace.seconds for n in range(len(low))], low, high, color=_LEVEL, linewidth=0.5)
    for is_missing, run in groupby(range(len(low)), key=lambda n: trace.low[n] is None):
        if is_missing:
            places = list(run)
            axes.axvspan(places[0] * trace.seconds, (places[-1] + 1) * trace.seconds, color=_NOTHING, linewidth=0)


def _shown(value: float | None, scale: Scale | None) -> float:
    if value is None:
        return math.nan
    return scale.percent(value) if scale else value
