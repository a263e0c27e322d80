"""The muscle map as SVG: a figure from the front and one from the back, each muscle a link to its pages.

The picture is for those who see it and have a pointer; the list of muscles beside it says and does the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from hofte.web.search.facets import body_map

VIEWS = ("front", "back")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A muscle as the map draws it: the paths of an SVG."""

    muscle: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """The body from one side: its outline and the muscles that are seen; ``box`` is the SVG's ``viewBox``."""

    view: str
    box: str
    outline: str
    shapes: tuple[Shape, ...]
    lines: tuple[str, ...]


@cache
def figures() -> tuple[Figure, ...]:
    """The body from the front and from the back."""
    data = body_map()
    middle, height = float(data["half_width"]), float(data["height"])
    outline = _path(_whole(_points(data["outline"])), middle)
    return tuple(
        Figure(
            view,
            f"0 0 {_number(2 * middle)} {_number(height)}",
            outline,
            tuple(_shape(one, middle) for one in data["shape"] if one["view"] == view),
            tuple(_path(_points(points), middle, closed=False) for points in data["lines"][view]),
        )
        for view in VIEWS
    )


def muscles() -> tuple[str, ...]:
    """Every muscle of the map, from head to foot."""
    return tuple(body_map()["body"])


def _shape(one: Mapping[str, object], middle: float) -> Shape:
    points = _points(one["points"])
    if one.get("whole"):
        return Shape(str(one["muscle"]), (_path(_whole(points), middle),))
    other = [(-x, y) for x, y in points]
    return Shape(str(one["muscle"]), (_path(points, middle), _path(other, middle)))


def _points(said: object) -> list[Point]:
    return [(float(x), float(y)) for x, y in said]  # type: ignore[attr-defined]


def _whole(half: Sequence[Point]) -> list[Point]:
    """A right half with its mirror image; the points on the middle line once."""
    return [*half, *((-x, y) for x, y in reversed(half) if x)]


def _path(points: Sequence[Point], middle: float, *, closed: bool = True) -> str:
    """A smooth line through points (a Catmull-Rom spline as Bézier curves)."""
    placed = [(middle + x, y) for x, y in points]
    count = len(placed)

    def at(number: int) -> Point:
        return placed[number % count] if closed else placed[min(max(number, 0), count - 1)]

    drawn = [f"M{_number(placed[0][0])} {_number(placed[0][1])}"]
    for number in range(count if closed else count - 1):
        before, here, there, after = at(number - 1), at(number), at(number + 1), at(number + 2)
        bends = (
            here[0] + (there[0] - before[0]) / 6,
            here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6,
            there[1] - (after[1] - here[1]) / 6,
            *there,
        )
        drawn.append("C" + " ".join(map(_number, bends)))
    return "".join(drawn) + ("Z" if closed else "")


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
