"""Draws one moment of a session on a terminal of any size: one thing at a time, big numbers, calm.

Nothing is told by colour alone: effort points up and fills the line, letting go points down and empties it, and
both say so in words. Knows how a :class:`~hofte.cli.view.View` looks; knows no clock, sensor or keyboard.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from hofte.cli.digits import draw_digits
from hofte.cli.view import Mark, Meter, Mood, View, shape_of
from hofte.cli.words import fill, say_clock

#: Mid tones with a contrast of at least 3.5 : 1 on black and on white: one for effort, one for letting go.
COLORS: dict[Mood, str] = {"squeeze": "#c2703d", "release": "#2f8f9d", "neutral": "default"}
MARKS: dict[Mark, str] = {"good": "●", "held_on": "◐", "done": "•", "now": "◉", "later": "○", "skipped": "–"}
#: The level bar ends here, in percent; the needle stays at the end when the level is higher.
TOP = 120.0
#: Beyond these a line or a bar is no longer taken in at one glance.
WIDEST_BAR, WIDEST_LINE = 60, 44
#: From this width on, sentences fit on one line.
_WIDE = 64
#: A terminal with fewer rows has no room for the line of keys, nor for large digits.
_LOW = 12
_EIGHTHS = " ▏▎▍▌▋▊▉"


class Screen:
    """One frame, drawn to the size that the terminal has at that moment."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        height = options.height or console.size.height
        yield Text("\n", end="").join(draw(self._view, options.max_width, height))


def draw(view: View, width: int, height: int) -> list[Text]:
    """Draw a frame.

    Parameters
    ----------
    view : View
    width, height : int
        Columns and rows of the terminal.

    Returns
    -------
    list of Text, length ``height``
        No line is wider than ``width``. What does not fit into a low terminal is left out, least needed first.
    """
    inner = max(10, width - 4)
    few = 1 if width >= _WIDE else 2
    # What is given up first in a low terminal has the largest number; 0 always stays. Parts keep their height from
    # phase to phase, so that nothing jumps.
    body = [
        (0, [_title(view)]),
        (2, _tall(_wrapped(view.cue, inner), few)),
        (0, _big(view, inner, height)),
        (5, [Text() if view.left_s is None else _line(view, inner)]),
        (3, _tall(_count(view, inner), 2)),
        (4, _meter(view.meter, view.mood, view, inner) if view.meter else [Text(view.sensor, "dim")]),
        (1, _tall(_notes(view, inner), few)),
    ]
    head, foot = [_head(view, width)], _keys(view, inner) if height >= _LOW else []
    room = max(1, height - len(head) - len(foot))
    while sum(len(lines) for _, lines in body) > room and (least := max(body, key=lambda part: part[0]))[0]:
        body.remove(least)
    lines = [*head, *_spread([lines for _, lines in body], room), *foot]
    return [_fit(line, width) for line in lines[:height]]


def _tall(lines: list[Text], rows: int) -> list[Text]:
    return lines + [Text()] * (rows - len(lines))


def _spread(parts: list[list[Text]], room: int) -> list[Text]:
    """Stack the parts and share the free rows out between, above and below them."""
    parts = [part for part in parts if part]
    free = max(0, room - sum(len(part) for part in parts))
    gaps = [0] * (len(parts) + 1)
    # First a row between all parts but the first two, which belong together; then above and below, and so on; never
    # more than two between parts.
    order = [*range(2, len(parts)), 0, len(parts)]
    for n in range(free):
        gaps[order[n % len(order)] if n < 2 * len(order) else (0, len(parts))[n % 2]] += 1
    lines: list[Text] = []
    for gap, part in zip(gaps, [*parts, []], strict=True):
        lines += [Text()] * gap + part
    return lines[:room]


def _fit(line: Text, width: int) -> Text:
    line = line.copy()
    line.truncate(width, overflow="ellipsis")
    line.no_wrap = True
    if line.justify != "full":
        line.pad_left(max(0, (width - line.cell_len) // 2))
    return line


def _head(view: View, width: int) -> Text:
    total = f"{say_clock(view.session_s)} / {say_clock(view.planned_s)}"
    name = Text(view.exercise)
    name.truncate(max(1, width - len(total) - 5), overflow="ellipsis")
    gap = " " * max(1, width - name.cell_len - len(total) - 4)
    return Text(f"  {name.plain}{gap}{total}  ", "dim", justify="full")


def _title(view: View) -> Text:
    shape = "‖" if view.paused else shape_of(view.phase)
    color = COLORS["neutral"] if view.paused else COLORS[view.mood]
    return Text(f"{shape}  {view.title.upper()}  {shape}", f"bold {color}")


def _big(view: View, width: int, height: int) -> list[Text]:
    double = height >= 32
    lines = draw_digits(view.big, double=double)
    if double and len(lines[0]) > width:
        lines = draw_digits(view.big)
    style = "dim" if view.paused else COLORS[view.mood]
    if len(lines[0]) > width or height < _LOW:
        return [Text(view.big, f"bold {style}")]
    return [Text(line, style) for line in lines]


def _line(view: View, width: int) -> Text:
    """How much of the phase has passed: effort fills the line, letting go empties it."""
    length = min(width, WIDEST_LINE)
    share = min(1.0, max(0.0, view.share))
    filled = round(length * (1.0 - share if view.mood == "release" else share))
    return Text.assemble(("━" * filled, COLORS[view.mood]), ("─" * (length - filled), "dim"))


def _count(view: View, width: int) -> list[Text]:
    lines = _wrapped(view.place, width, between=" · ")
    marks = " ".join(MARKS[mark] for mark in view.marks)
    if marks and len(marks) <= width:
        lines.append(Text(marks))
    return lines


def _meter(meter: Meter, mood: Mood, view: View, width: int) -> list[Text]:
    length = min(width, WIDEST_BAR)
    said = view.say["level"]
    verdict = meter.verdict(mood)
    number = "" if meter.level is None else f"{meter.level:.0f} %"
    words = "  ".join(part for part in (number, said[verdict] if verdict else "") if part)
    return [_bands(meter, mood, view, length), _bar(meter, mood, length), Text(words, "bold")]


def _bands(meter: Meter, mood: Mood, view: View, length: int) -> Text:
    """The two bands as brackets over the bar, named; the one that counts now stands out."""
    said = view.say["level"]
    bands: list[tuple[float, float, str, Mood]] = [(0.0, meter.released_below, said["released_band"], "release")]
    if meter.target is not None:
        bands.append((meter.target.low, min(meter.target.high, TOP), said["target"], "squeeze"))
    plain, styles = [" "] * length, []
    for low, high, name, of in bands:
        start, end = _place(low, length), max(_place(low, length) + 1, _place(high, length))
        plain[start:end] = _bracket(name, end - start)
        styles.append((f"bold {COLORS[of]}" if of == mood else "dim", start, end))
    text = Text("".join(plain)[:length])
    for style, start, end in styles:
        text.stylize(style, start, end)
    return text


def _bracket(name: str, length: int) -> str:
    if length < 2:
        return "╷"
    room = length - 2
    spaced = f" {name} " if len(name) + 2 <= room else name if len(name) <= room else ""
    return f"┌{spaced.center(room, '─')}┐"


def _bar(meter: Meter, mood: Mood, length: int) -> Text:
    if meter.level is None:
        return Text("╌" * length, "dim")
    eighths = round(min(max(meter.level, 0.0), TOP) / TOP * length * 8)
    whole, rest = divmod(eighths, 8)
    bar = "█" * whole + (_EIGHTHS[rest] if rest else "")
    return Text.assemble((bar, COLORS[mood]), ("·" * (length - len(bar)), "dim"))


def _place(level: float, length: int) -> int:
    return round(min(max(level, 0.0), TOP) / TOP * length)


def _notes(view: View, width: int) -> list[Text]:
    said = view.say["session"]
    if view.asking:
        return [Text(line.plain, "bold reverse") for line in _wrapped(said["confirm_stop"], width)]
    if view.note:
        return [Text(line.plain, "bold") for line in _wrapped(view.note, width)]
    if view.waits_for_person:
        return _wrapped(said["press_done"], width)
    following = fill(said["next"], phase=view.following) if view.following else said["last"]
    return [Text(line.plain, "dim") for line in _wrapped(following, width)]


def _keys(view: View, width: int) -> list[Text]:
    said = view.say["key"]
    keys = [said["resume" if view.paused else "pause"], said["skip"], said["stop"]]
    if view.waits_for_person:
        keys.insert(0, said["done"])
    return [_key_line(line.plain) for line in _wrapped("   ".join(keys), width, between="   ")]


def _key_line(line: str) -> Text:
    """The first word of each part is the key itself and stands out."""
    text = Text(style="dim")
    for n, part in enumerate(line.split("   ")):
        key, _, does = part.partition(" ")
        text.append("   " if n else "").append(key, "bold not dim").append(f" {does}")
    return text


def _wrapped(text: str, width: int, between: str = " ") -> list[Text]:
    """Break a text between its words into lines that fit; ``rich`` would need a console for it."""
    lines: list[str] = []
    for word in text.split(between):
        if lines and cell_len(lines[-1] + between + word) <= width:
            lines[-1] += between + word
        else:
            lines.append(word)
    return [Text(line) for line in lines if line]
