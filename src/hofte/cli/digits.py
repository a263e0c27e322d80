"""Digits that can be read from the floor: five rows of block characters, or ten where there is room."""

from __future__ import annotations

HEIGHT = 5

_FONT = """\
 ▄███▄ |  ▄██  | ▄███▄ | ▄███▄ |██  ██ |███████| ▄███▄ |███████| ▄███▄ | ▄███▄ |  |       |
██▀ ▀██|▀▀▀██  |▀▀  ▄██|▀▀  ▄██|██  ██ |██▄▄▄  |██▀    |    ▄██|██   ██|██   ██|██|  ▄▄   |
██   ██|   ██  |  ▄██▀ |  ▀▀██▄|███████|▀▀▀▀██▄|██████▄|   ▄██ |▄█████▄|▀██████|  |██████ |
██▄ ▄██|   ██  |▄██▀   |▄▄  ▀██|    ██ |▄▄  ▄██|██   ██|  ▄██  |██   ██|    ▄██|██|  ▀▀   |
 ▀███▀ | ▄▄██▄▄|███████| ▀███▀ |    ██ | ▀███▀ | ▀███▀ |  ██   | ▀███▀ | ▀███▀ |  |       |
"""
_ROWS = [line.split("|") for line in _FONT.splitlines()]
_GLYPHS = {sign: tuple(row[n] for row in _ROWS) for n, sign in enumerate("0123456789:+")}
#: A character of half a cell as its upper and its lower pixel.
_PIXELS = {" ": "  ", "█": "██", "▄": " █", "▀": "█ "}


def draw_digits(text: str, *, double: bool = False) -> list[str]:
    """Draw digits, ``:`` and ``+`` as lines of equal width.

    Parameters
    ----------
    text : str
        What to draw; other characters are left out.
    double : bool
        Twice as wide and twice as tall.
    """
    glyphs = [_GLYPHS[sign] for sign in text if sign in _GLYPHS]
    lines = ["  ".join(glyph[row] for glyph in glyphs) for row in range(HEIGHT)]
    return [_stretched(line, half) for line in lines for half in (0, 1)] if double else lines


def _stretched(line: str, half: int) -> str:
    return "".join(_PIXELS[sign][half] * 2 for sign in line)
