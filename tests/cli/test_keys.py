"""Keys: scripted, from a real pseudo-terminal, and none at all."""

import os
import pty
import sys
import termios

import pytest

from hofte.cli.keys import NoKeys, ScriptedKeys, keyboard
from hofte.core.clock import ManualClock


def test_scripted_keys_come_when_their_moment_has() -> None:
    clock = ManualClock()
    clock.wait(100.0)
    keys = ScriptedKeys(clock, [(2.0, "s"), (1.0, " "), (1.5, "q")])
    assert keys.read() == ""
    clock.wait(1.6)
    assert keys.read() == " q"
    assert keys.read() == ""
    clock.wait(10.0)
    assert keys.read() == "s"


def test_a_pipe_has_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin, os.fdopen(writing, "w"):
        monkeypatch.setattr(sys, "stdin", stdin)
        with keyboard() as keys:
            assert isinstance(keys, NoKeys)
            assert keys.read() == ""


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch):
    """The hand end of a pseudo-terminal whose other end is standard input."""
    hand, other = pty.openpty()
    with os.fdopen(other, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield hand
    os.close(hand)


def test_keys_come_without_enter_and_the_terminal_is_put_back(terminal: int) -> None:
    before = termios.tcgetattr(sys.stdin.fileno())
    with keyboard() as keys:
        assert keys.read() == ""
        os.write(terminal, b"Sq ")
        assert keys.read() == "sq "
        os.write(terminal, b"\x1b[D")  # an arrow: its last letter is the key d
        assert keys.read() == ""
        os.write(terminal, "å".encode())
        assert keys.read() == "å"
        assert termios.tcgetattr(sys.stdin.fileno()) != before
    assert termios.tcgetattr(sys.stdin.fileno()) == before


def test_the_terminal_is_put_back_after_an_interrupt(terminal: int) -> None:
    before = termios.tcgetattr(sys.stdin.fileno())
    with pytest.raises(KeyboardInterrupt), keyboard():
        raise KeyboardInterrupt
    assert termios.tcgetattr(sys.stdin.fileno()) == before
