"""What an analysis says in words and in numbers as people write them; the words are ``lang/<code>/recording.toml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from hofte.emg.advice import advice, advise
from hofte.emg.model import Contraction
from hofte.lang.data import words
from hofte.recording.model import Remark
from hofte.recording.result import Analysis, ChannelResult

#: Columns of the table of contractions, and the word over each.
COLUMNS = ("number", "onset_s", "offset_s", "held_s", "mean_percent", "peak_percent", "release_s", "residual_percent")
#: Places of one problem that are named; the others are only counted.
_NAMED = 5


class Speaker:
    """Says things in one language.

    Parameters
    ----------
    lang : str
        ``da``, ``nb``, ``nn``, ``sv``, ``en``.

    Raises
    ------
    LanguageUnknown
        If there is no such language.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words = words(lang, "recording")
        self._decimal = str(words(lang, "cli")["number"]["decimal"])

    def number(self, value: float, digits: int = 1) -> str:
        return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", self._decimal)  # + 0.0: no -0

    def unit(self, name: str, value: float | None, digits: int = 1) -> str:
        """A value with its unit; a dash where it is not known."""
        said = self.words["unit"]
        return str(said["unknown"] if value is None else said[name].format(n=self.number(value, digits)))

    def clock(self, seconds: float) -> str:
        """Minutes and seconds, with hours where there are some."""
        tenths = round(10 * seconds)
        minutes, rest = divmod(tenths, 600)
        hours, minutes = divmod(minutes, 60)
        said = f"{rest // 10:02d}{self._decimal}{rest % 10}"
        return f"{hours}:{minutes:02d}:{said}" if hours else f"{minutes}:{said}"

    def made(self, analysis: Analysis) -> str:
        sfreq = f"{analysis.sfreq:.6g}".replace(".", self._decimal)
        return str(self.words["report"]["made"].format(duration=self.clock(analysis.duration_s), sfreq=sfreq))

    def scale(self, channel: ChannelResult) -> str:
        factor = 1e6 if channel.unit == "V" else 1.0
        ends = {
            name: self.unit(channel.unit, None if value is None else factor * value)
            for name, value in (("rest", channel.rest), ("maximum", channel.maximum))
        }
        return str(self.words["scale"][channel.scale].format(**ends))

    def found(self, count: int) -> str:
        said = self.words["found"]
        return str(said["none" if not count else "one" if count == 1 else "other"].format(n=count))

    def columns(self) -> list[str]:
        return [str(self.words["column"][name]) for name in COLUMNS]

    def row(self, number: int, one: Contraction, *, has_level: bool) -> list[str]:
        """The cells of one contraction, in the order of :data:`COLUMNS`."""
        levels = (one.mean_percent, one.peak_percent, one.residual_percent)
        mean, peak, residual = (self.unit("percent", level if has_level else None, 0) for level in levels)
        return [
            str(number), self.clock(one.onset_s), self.clock(one.offset_s),
            self.unit("second", one.offset_s - one.onset_s), mean, peak, self.unit("second", one.release_s), residual,
        ]  # fmt: skip

    def sentence(self, channel: ChannelResult, duration_s: float) -> str:
        """What a figure of the channel shows."""
        said, found = self.words["figure"], channel.contractions
        duration = self.clock(duration_s)
        if not found:
            return str(said["said_none"].format(channel=channel.name, duration=duration))
        releases = [one.release_s for one in found if one.release_s is not None]
        peaks = [one.peak_percent for one in found if channel.has_level(one)]
        released = said["not_released"]
        if releases:
            released = said["released"].format(
                n=len(releases), total=len(found), release=self.unit("second", median(releases))
            )
        return str(
            said["said"].format(
                channel=channel.name,
                found=self.found(len(found)),
                duration=duration,
                longest=self.unit("second", max(one.offset_s - one.onset_s for one in found)),
                highest=self.unit("percent", max(peaks, default=None), 0),
                released=released,
            )
        )

    def quality(self, channel: ChannelResult) -> list[str]:
        """Each problem of the signal once: where, what, and what to do."""
        said = []
        for problem in dict.fromkeys(found.problem for found in channel.quality):
            places = [found for found in channel.quality if found.problem == problem]
            where = [f"{self.clock(one.start_s)}–{self.clock(one.end_s)}" for one in places[:_NAMED]]
            more = [f"… ({len(places)})"] if len(places) > _NAMED else []
            said.append(f"{', '.join([*where, *more])}: {advise(max(places, key=lambda one: one.measure), self.lang)}")
        return said

    def together(self, analysis: Analysis) -> list[str]:
        """What other muscles did; nothing where nobody said which they are."""
        said, efforts = self.words["together"], analysis.efforts
        kinds = {channel.name: channel.kind for channel in analysis.channels}
        total = next((len(channel.contractions) for channel in analysis.channels if channel.kind == "target"), 0)
        lines = []
        if shares := [one.selectivity for one in efforts if one.selectivity is not None]:
            lines.append(str(said["selectivity"].format(n=self.unit("percent", median(shares), 0))))
        for problem, n in Counter(problem for one in efforts for problem in one.problems).items():
            code, _, name = problem.partition(":")
            if name:
                muscle = f"{name} ({self.words['kind'][kinds[name]]})"
                advised = advice(self.lang)[code]
                lines.append(str(said["of_some"].format(muscle=muscle, n=n, total=total, advice=advised)))
        pressed = advice(self.lang)["bearing_down"]
        places = [self.clock(one.onset_s) for one in efforts if "bearing_down" in one.problems]
        return [*lines, *(str(said["at"].format(clock=place, advice=pressed)) for place in places)]

    def remarks(self, remarks: Sequence[Remark]) -> list[str]:
        return [str(self.words["remark"][one.code].format(**one.values)) for one in remarks]


def table(analysis: Analysis, lang: str) -> list[str]:
    """The analysis as lines for a terminal."""
    speaker = Speaker(lang)
    lines = [f"{analysis.path}  {speaker.made(analysis)}"]
    for channel in analysis.channels:
        lines += ["", f"{channel.name}: {speaker.found(len(channel.contractions))}", f"  {speaker.scale(channel)}"]
        rows = [speaker.row(n, one, has_level=channel.has_level(one)) for n, one in enumerate(channel.contractions, 1)]
        if rows:
            cells = [speaker.columns(), *rows]
            widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
            lines += [
                "  ".join(["", *(cell.rjust(width) for cell, width in zip(row, widths, strict=True))]) for row in cells
            ]
        lines += [f"  {sentence}" for sentence in speaker.quality(channel)]
    said = [*speaker.together(analysis), *speaker.remarks(analysis.remarks)]
    if analysis.error:
        said.append(speaker.words["report"]["partly"].format(error=analysis.error))
    return [*lines, *([""] if said else []), *said]
