"""A session in a real terminal (a pseudo-terminal), where no time passes."""

import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from hofte.cli.digits import draw_digits

ROOT = Path(__file__).parents[2]
#: Plays with the keyboard of the terminal and a clock moved by hand, which stands still at ``HALT`` until a key comes.
PLAY = """
import fcntl, os, select, sys, termios
from hofte.cli.main import main
from hofte.cli.play import Surroundings
from hofte.core.clock import ManualClock

class Clock(ManualClock):
    def wait(self, seconds):
        super().wait(seconds)
        if self.now() >= float(os.environ["HALT"]) and os.environ.pop("ONCE", ""):
            select.select([0], [], [])

fcntl.ioctl(0, termios.TIOCSCTTY, 0)
main(sys.argv[1:], prog_name="hofte", obj=Surroundings(Clock()))
"""
DRAWS, DRAWS_NO_MORE = "\x1b[?1049h", "\x1b[?1049l"


class Terminal:
    """Runs the command in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(
        self, *args: str, keys: bytes = b"", after: str = "", halt_s: float = 0.0, width: int = 80, height: int = 24
    ) -> tuple[int, str]:
        """Give the exit code and all that was written; ``keys`` are pressed when ``after`` has been written."""
        hand, other = pty.openpty()
        termios.tcsetwinsize(other, (height, width))
        before = termios.tcgetattr(other)
        environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
        environment |= {"TERM": "xterm-256color", "HOFTE_DATA": str(self._folder), "HALT": str(halt_s)}
        environment |= {"ONCE": "yes"} if keys else {}
        call = [sys.executable, "-c", PLAY, *args]
        streams = {"stdin": other, "stdout": other, "stderr": other}
        with subprocess.Popen(call, **streams, cwd=ROOT, env=environment, start_new_session=True) as process:
            written = ""
            while process.poll() is None or _has_more(hand):
                if not _has_more(hand):
                    continue
                written += os.read(hand, 65536).decode("utf-8", "replace")
                if keys and after in written:
                    os.write(hand, keys)
                    keys = b""
        assert termios.tcgetattr(other) == before  # put back as it was
        os.close(hand)
        os.close(other)
        assert "Traceback" not in written
        return process.returncode, written


def _has_more(hand: int) -> bool:
    import select

    return bool(select.select([hand], [], [], 0.01)[0])


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 20)])
def test_the_screen_is_drawn_and_put_back(terminal: Terminal, page: Path, width: int, height: int) -> None:
    args = ("play", str(page), "-e", "kort", "--hold", "2", "--rest", "2", "--ready", "1")
    code, written = terminal.run(*args, width=width, height=height)
    assert code == 0
    into, back = written.index(DRAWS), written.index(DRAWS_NO_MORE)
    drawn, afterwards = written[into:back], written[back:]
    assert "▲  KNIP  ▲" in drawn
    assert "▽  SLIPP  ▽" in drawn
    assert draw_digits("2")[2] in drawn
    assert "\x1b[?25l" in drawn
    assert "\x1b[?25h" in written[into:]  # the cursor is back
    assert "Du gjorde alle 2 repetisjonene." in " ".join(afterwards.split())


def test_keys_are_read_without_enter(terminal: Terminal, page: Path) -> None:
    code, written = terminal.run("play", str(page), "-e", "kort", keys=b"qq", after=DRAWS, halt_s=7.0)
    assert code == 0
    assert "Ingen repetisjoner ble gjort." in written


def test_ctrl_c_ends_with_130_and_a_summary(terminal: Terminal, page: Path) -> None:
    code, written = terminal.run("play", str(page), "-e", "kort", keys=b"\x03", after=DRAWS, halt_s=7.0)
    assert code == 130
    assert "Ingen repetisjoner ble gjort." in written[written.index(DRAWS_NO_MORE) :]
    assert "Lagret i dagboken" in written


def test_the_exercise_is_asked_for(terminal: Terminal, page: Path) -> None:
    code, written = terminal.run("play", str(page), "--plain", keys=b"2\n", after="Which exercise", halt_s=1e9)
    assert code == 0
    assert "  1  Kort økt" in written
    assert "Raske knip, " in written
    assert "mellomrom pause, s hopp over, q stopp" in written
