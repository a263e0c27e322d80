"""Writes a sheet with every figure of the starter library, still and moving, on light and on dark: to look at.

Run as ``python -m tools.figures build/figures.html``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from pathlib import Path

from hofte.exercise.figure import figure_svg, read_figure
from hofte.page.read import read_page

_PAPER = (("#ffffff", "#1d2327"), ("#14181c", "#e8e6e1"))
_CELL = "flex:0 0 30rem;margin:1rem;"


def _figures(lang: str) -> Iterator[tuple[str, str, str]]:
    """Name, still and moving picture of each page that has a figure."""
    for file in sorted(Path(str(files("hofte") / "content" / lang)).glob("*.md")):
        page = read_page(file)
        figure = read_figure(page.meta)
        if figure is not None:
            still, moving = (
                figure_svg(figure.poses, figure.scene, title=page.title, text=figure.text, moving=is_moving)
                for is_moving in (False, True)
            )
            yield page.title, still, moving


def make_sheet(lang: str = "en") -> str:
    """The sheet as an HTML document."""
    rows = [
        f'<div style="background:{ground};color:{ink};display:flex;flex-wrap:wrap">'
        f'<h2 style="flex:0 0 100%;margin:1rem">{escape(name)}</h2>'
        f'<div style="{_CELL}">{still}</div><div style="{_CELL}">{moving}</div></div>'
        for ground, ink in _PAPER
        for name, still, moving in _figures(lang)
    ]
    body = "".join(rows)
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Figures</title><body>{body}</body></html>\n'
    )


def main(arguments: list[str]) -> int:
    """Write the sheet to the path given."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tools.figures PATH.html\n")
        return 2
    path = Path(arguments[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(make_sheet(), encoding="utf-8")
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
