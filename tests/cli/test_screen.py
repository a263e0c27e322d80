"""The drawing of a session: it fits any terminal, and says everything without colour."""

from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.console import Console

from hofte.cli.digits import HEIGHT, draw_digits
from hofte.cli.screen import COLORS, Screen, draw
from hofte.cli.view import SHAPES, Meter, View, shape_of
from hofte.cli.words import speech
from hofte.coach.model import Band, Phase, PhaseKind, Until
from hofte.lang.data import languages

HOLD = Phase("hold", Until(10.0), "squeeze", Band(40, 100), rep=3, set=1)
SLOW = Phase("work", Until(1.0, "rep"), "rep_hold", rep=7, set=2, side="left")
LET_GO = Phase("release", Until(10.0, "released", 30.0), "let_go", Band(0, 10), rep=3, set=1)
VIEW = View(
    exercise="Maratontrening", say=speech("nb"), phase=HOLD, title="Knip", cue="Løft opp og inn", following="Slipp",
    place="repetisjon 3 av 5", left_s=7.2, passed_s=2.8, share=0.28, marks=("good", "held_on", "now", "later", "later"),
    session_s=42.0, planned_s=105.0, sensor="simulert muskel", meter=Meter(72.0, Band(40, 100), 20.0),
)  # fmt: skip
OWN_PACE = replace(
    VIEW, phase=SLOW, left_s=None, place="sett 2 av 3 · repetisjon 7 av 12 · venstre side", meter=None,
    marks=("done",) * 6 + ("now",) + ("later",) * 5,
)  # fmt: skip


def frame(view: View, width: int = 80, height: int = 24) -> str:
    return "\n".join(line.plain for line in draw(view, width, height))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 20), (120, 40), (20, 8)])
@pytest.mark.parametrize("view", [VIEW, OWN_PACE, replace(VIEW, asking=True), replace(VIEW, paused=True)])
def test_a_frame_has_the_size_of_the_terminal(view: View, width: int, height: int) -> None:
    lines = draw(view, width, height)
    assert len(lines) == height
    assert max(line.cell_len for line in lines) <= width


def test_one_frame_as_it_is() -> None:
    assert [line.rstrip() for line in frame(VIEW).splitlines()] == [
        "  Maratontrening                                                   0:42 / 1:45",
        "",
        "                                   ▲  KNIP  ▲",
        "                                Løft opp og inn",
        "",
        "",
        "                                     ▄███▄",
        "                                    ██   ██",
        "                                    ▄█████▄",
        "                                    ██   ██",
        "                                     ▀███▀",
        "",
        "                  ━━━━━━━━━━━━────────────────────────────────",
        "",
        "                               repetisjon 3 av 5",
        "                                   ● ◐ ◉ ○ ○",
        "",
        "          ┌sluppet─┐          ┌─────────── mål ────────────┐",
        "          ████████████████████████████████████························",
        "                                 72 %  i målet",
        "",
        "                                   Så: Slipp",
        "",
        "                    mellomrom pause   s hopp over   q stopp",
    ]


@pytest.mark.parametrize(
    "view",
    [VIEW, replace(VIEW, phase=LET_GO, title="Slipp", meter=Meter(8.0, Band(40, 100), 20.0)),
     replace(VIEW, note="Slipp helt."), replace(VIEW, asking=True), replace(VIEW, meter=Meter(None, None, 20.0))],
)  # fmt: skip
@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_nothing_jumps_from_one_moment_to_the_next(view: View, size: tuple[int, int]) -> None:
    def rows(view: View) -> dict[str, int]:
        lines = frame(view, *size).splitlines()
        digits = next(n for n, line in enumerate(lines) if "█" in line and "%" not in line)
        return {"digits": digits, "count": next(n for n, line in enumerate(lines) if "repetisjon 3" in line)}

    assert rows(view) == rows(VIEW)


def test_effort_and_letting_go_differ_in_shape_and_word() -> None:
    effort, release = frame(VIEW), frame(replace(VIEW, phase=LET_GO, title="Slipp", share=0.28))
    assert "▲  KNIP  ▲" in effort
    assert "▽  SLIPP  ▽" in release
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert shape_of(replace(HOLD, kind="work", cue="half_down")) not in SHAPES.values()
    line = next(line for line in effort.splitlines() if "━" in line).strip()
    back = next(line for line in release.splitlines() if "━" in line).strip()
    assert line.count("━") == 12
    assert back.count("━") == 44 - 12  # letting go empties what effort fills


@pytest.mark.parametrize(
    ("kind", "level", "words"),
    [
        ("hold", 72.0, "72 %  i målet"),
        ("hold", 30.0, "30 %  under målet"),
        ("hold", 180.0, "180 %  i målet"),
        ("release", 8.0, "8 %  sluppet helt"),
        ("release", 35.0, "35 %  slipp mer"),
        ("hold", None, "ikke noe signal akkurat nå"),
        ("ready", 35.0, "35 %"),
    ],
)
def test_the_level_is_told_in_words(kind: PhaseKind, level: float | None, words: str) -> None:
    view = replace(VIEW, phase=replace(HOLD, kind=kind), meter=Meter(level, Band(40, 100), 20.0))
    assert words in [line.strip() for line in frame(view).splitlines()]


def test_a_gap_is_shown_and_not_filled_in() -> None:
    shown = frame(replace(VIEW, meter=Meter(None, Band(40, 100), 20.0)))
    assert "╌" * 60 in shown
    assert "%" not in shown


def test_an_own_pace_shows_the_repetition_and_the_key() -> None:
    shown = frame(OWN_PACE)
    assert "trykk d når repetisjonen er gjort" in shown
    assert "d gjort   mellomrom pause" in shown
    assert "sett 2 av 3 · repetisjon 7 av 12 · venstre side" in shown
    assert all(line in shown for line in draw_digits("7"))
    assert "━" not in shown


def test_a_wait_for_the_release_counts_up() -> None:
    assert replace(VIEW, phase=LET_GO, left_s=None, passed_s=13.4).big == "+3"
    assert replace(VIEW, left_s=7.2).big == "8"
    assert replace(VIEW, left_s=0.0).big == "0"
    assert replace(VIEW, left_s=119.5).big == "2:00"


def test_a_question_and_a_pause_are_words() -> None:
    assert "Vil du stoppe her? q = ja" in frame(replace(VIEW, asking=True))
    assert "‖  PAUSE  ‖" in frame(replace(VIEW, paused=True, title="Pause"))


def test_a_large_terminal_gets_larger_digits() -> None:
    assert all(line in frame(VIEW, 120, 40) for line in draw_digits("8", double=True))


def test_a_low_terminal_keeps_the_phase_and_the_number() -> None:
    shown = frame(VIEW, 30, 6)
    assert "KNIP" in shown
    assert "8" in shown


@given(st.integers(1, 200), st.integers(1, 80), st.sampled_from(languages()), st.booleans(), st.floats(-50, 500))
def test_any_terminal_can_be_drawn_on(width: int, height: int, lang: str, asking: bool, level: float) -> None:
    view = replace(VIEW, say=speech(lang), asking=asking, meter=Meter(level, Band(40, 100), 20.0))
    lines = draw(view, width, height)
    assert len(lines) == height
    assert all(line.cell_len <= width for line in lines)


@pytest.mark.parametrize("color_system", [None, "standard", "256", "truecolor"])
def test_colors_only_add_to_what_stands_there(color_system: str | None) -> None:
    out = StringIO()
    console = Console(file=out, width=80, height=24, force_terminal=True, color_system=color_system, no_color=False)
    console.print(Screen(VIEW), end="")
    has_color = "\x1b[" in out.getvalue()
    assert has_color == (color_system is not None)
    plain = Console(file=StringIO(), width=80, height=24)
    plain.print(Screen(VIEW), end="")
    assert plain.file.getvalue().rstrip() == frame(VIEW).rstrip()


def test_both_colors_can_be_read_on_black_and_on_white() -> None:
    def luminance(name: str) -> float:
        channels = [value / 255 for value in Color.parse(name).triplet or ()]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for mood in ("squeeze", "release"):
        light = luminance(COLORS[mood])
        assert (light + 0.05) / 0.05 >= 3.5
        assert 1.05 / (light + 0.05) >= 3.5


@pytest.mark.parametrize("text", ["0123456789", "1:30", "+3"])
def test_digits_are_even_blocks(text: str) -> None:
    lines = draw_digits(text)
    assert len(lines) == HEIGHT
    assert len({len(line) for line in lines}) == 1
    double = draw_digits(text, double=True)
    assert len(double) == 2 * HEIGHT
    assert {len(line) for line in double} == {2 * len(lines[0])}


def test_digits_leave_out_what_they_cannot_draw() -> None:
    assert draw_digits("7x") == draw_digits("7")
    assert draw_digits("") == [""] * HEIGHT
