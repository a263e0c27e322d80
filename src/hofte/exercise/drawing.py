"""Points in space become filled outlines on a picture: limbs, a head, a bench, a mat, a band, a barbell.

An outline's path has the same letters in every frame, only other numbers, so that it can be animated. Knows neither
joints nor SVG documents.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hofte.exercise.skeleton import Points, Vector, figure_data

#: Pixels to a metre.
SCALE = 240.0
_MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline, in pixels. ``tone`` names its colour; a shape with a ``width`` is a line and not filled."""

    tone: str
    path: str
    width: float = 0.0


class Camera:
    """Sees the scene from its right side, without perspective, and remembers how far the picture reaches.

    Parameters
    ----------
    turn_deg : float
        How far the viewer has walked around towards the figure's face; 90 sees it from the front.
    tilt_deg : float
        How steeply the viewer looks down.
    """

    def __init__(self, turn_deg: float, tilt_deg: float) -> None:
        turn, tilt = math.radians(turn_deg), math.radians(tilt_deg)
        self._turn = math.cos(turn), math.sin(turn)
        self._tilt = math.cos(tilt), math.sin(tilt)
        self._left = self._top = math.inf
        self._right = self._bottom = -math.inf

    def see(self, point: Vector, radius: float = 0.0) -> tuple[float, float]:
        """Where a point is on the picture, in pixels; ``radius`` (metres) is how far its outline reaches."""
        (x, y, z), (ct, st), (cv, sv) = point, self._turn, self._tilt
        u = (x * ct - z * st) * SCALE
        v = ((x * st + z * ct) * sv - y * cv) * SCALE
        reach = radius * SCALE
        self._left, self._right = min(self._left, u - reach), max(self._right, u + reach)
        self._top, self._bottom = min(self._top, v - reach), max(self._bottom, v + reach)
        return u, v

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of all that was seen, with a margin."""
        edge = _MARGIN * SCALE
        width, height = self._right - self._left, self._bottom - self._top
        return self._left - edge, self._top - edge, width + 2 * edge, height + 2 * edge


def draw_body(camera: Camera, at: Points) -> list[Shape]:
    """A person, from the far side to the near side."""
    thick = figure_data()["thickness_m"]

    def limb(*names: str) -> str:
        radii = [thick[name.removeprefix("right_").removeprefix("left_")] for name in names]
        joints = list(zip(names, radii, strict=True))
        return "".join(_capsule(camera, at[a], ra, at[b], rb) for (a, ra), (b, rb) in pairwise(joints))

    def leg(side: str, far: str) -> list[Shape]:
        foot = limb(f"{side}_ankle", f"{side}_heel", f"{side}_toe", f"{side}_ankle")
        return [Shape(f"{far}skin", foot), Shape(f"{far}leg", limb(f"{side}_hip", f"{side}_knee", f"{side}_ankle"))]

    def arm(side: str, far: str) -> list[Shape]:
        shoulder, elbow = at[f"{side}_shoulder"], at[f"{side}_elbow"]
        sleeve = _capsule(camera, shoulder, thick["shoulder"], _between(shoulder, elbow, 0.55), thick["sleeve"])
        bare = limb(f"{side}_shoulder", f"{side}_elbow", f"{side}_wrist", f"{side}_hand")
        return [Shape(f"{far}skin", bare), Shape(f"{far}top", sleeve)]

    shirt = limb("waist", "upper_back", "neck_root") + limb("right_shoulder", "left_shoulder")
    hips = limb("right_hip", "left_hip") + limb("pelvis", "waist")
    return [
        *arm("left", "far-"),
        *leg("left", "far-"),
        Shape("skin", _capsule(camera, at["neck"], thick["neck"], at["head"], thick["neck"])),
        Shape("top", shirt),
        Shape("leg", hips),
        Shape("hair", _ball(camera, at["crown"], thick["crown"])),
        Shape("skin", _ball(camera, at["head"], thick["head"]) + _ball(camera, at["nose"], thick["nose"])),
        *leg("right", ""),
        *arm("right", ""),
    ]


def moves(prop: Mapping[str, Any]) -> bool:
    """Whether a thing goes along with the body, or stands still."""
    return prop["shape"] in _HELD


def draw_prop(camera: Camera, prop: Mapping[str, Any], at: Points) -> list[Shape]:
    """A thing of a scene, as ``figure.toml`` describes it; bands and bars go with the body."""
    return _PROPS[prop["shape"]](camera, prop, at)


def draw_ring(camera: Camera, at: Vector, radius: float) -> Shape:
    """The soft ring that marks what is worked with."""
    return Shape("accent", _ball(camera, at, radius), 3.0)


def draw_arrow(camera: Camera, a: Vector, b: Vector) -> list[Shape]:
    """An arrow from one place to another; nothing if they are the same on the picture."""
    (ax, ay), (bx, by) = camera.see(a), camera.see(b)
    length = math.hypot(bx - ax, by - ay)
    if length < 1.0:
        return []
    ux, uy = (bx - ax) / length, (by - ay) / length
    wing = [(bx - 11 * ux + turn * 7 * uy, by - 11 * uy - turn * 7 * ux) for turn in (1, -1)]
    head = f"M{wing[0][0]:.1f} {wing[0][1]:.1f}L{bx:.1f} {by:.1f}L{wing[1][0]:.1f} {wing[1][1]:.1f}"
    return [Shape("accent", f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}{head}", 4.0)]


# --- outlines ------------------------------------------------------------------------------------------------------


def _capsule(camera: Camera, a: Vector, a_radius: float, b: Vector, b_radius: float) -> str:
    """The outline around two balls and what lies between them."""
    if a_radius < b_radius:
        a, a_radius, b, b_radius = b, b_radius, a, a_radius
    (ax, ay), (bx, by) = camera.see(a, a_radius), camera.see(b, b_radius)
    r, q = a_radius * SCALE, b_radius * SCALE
    apart = math.hypot(bx - ax, by - ay)
    along = math.atan2(by - ay, bx - ax)
    # Seen end on, the smaller ball lies within the larger: a sliver is left of it, so that the letters agree.
    spread = math.acos(min((r - q) / apart, 0.995)) if apart > 1e-9 else 0.1
    p1, p2 = along + spread, along - spread
    return (
        f"M{_on(ax, ay, r, p1)}A{r:.1f} {r:.1f} 0 1 1 {_on(ax, ay, r, p2)}"
        f"L{_on(bx, by, q, p2)}A{q:.1f} {q:.1f} 0 0 1 {_on(bx, by, q, p1)}Z"
    )


def _on(x: float, y: float, radius: float, angle: float) -> str:
    return f"{x + radius * math.cos(angle):.1f} {y + radius * math.sin(angle):.1f}"


def _ball(camera: Camera, at: Vector, radius: float) -> str:
    x, y = camera.see(at, radius)
    r = radius * SCALE
    # Half a circle each: a viewer widens a radius that is a trifle too small, so that rounding leaves no corner.
    arc = f"A{r - 0.1:.1f} {r - 0.1:.1f} 0 1 1"
    return f"M{x - r:.1f} {y:.1f}{arc} {x + r:.1f} {y:.1f}{arc} {x - r:.1f} {y:.1f}Z"


def _face(camera: Camera, *corners: Vector) -> str:
    return "M" + "L".join(f"{u:.1f} {v:.1f}" for u, v in map(camera.see, corners)) + "Z"


def _between(a: Vector, b: Vector, share: float) -> Vector:
    x, y, z = (p + (q - p) * share for p, q in zip(a, b, strict=True))
    return x, y, z


# --- things --------------------------------------------------------------------------------------------------------


def _box(camera: Camera, middle: Vector, size: Vector) -> list[Shape]:
    """A box that stands with the middle of its underside at ``middle``: its top, its near side, its front."""
    (x, y, z), (w, h, d) = middle, size
    left, right, low, high, far, near = x - w / 2, x + w / 2, y, y + h, z - d / 2, z + d / 2
    top = _face(camera, (left, high, far), (right, high, far), (right, high, near), (left, high, near))
    side = _face(camera, (left, low, near), (right, low, near), (right, high, near), (left, high, near))
    front = _face(camera, (right, low, near), (right, low, far), (right, high, far), (right, high, near))
    return [Shape("prop", top), Shape("prop-side", side), Shape("prop-front", front)]


def _mat(camera: Camera, prop: Mapping[str, Any], _: Points) -> list[Shape]:
    return _box(camera, tuple(prop["at"]), tuple(prop["size"]))


def _bench(camera: Camera, prop: Mapping[str, Any], _: Points) -> list[Shape]:
    """A pad on two feet."""
    (x, y, z), (w, h, d) = prop["at"], prop["size"]
    pad = 0.09
    feet = [_box(camera, (x, y, z + place * d * 0.36), (w * 0.5, h - pad, 0.08)) for place in (-1, 1)]
    return [*feet[0], *feet[1], *_box(camera, (x, y + h - pad, z), (w, pad, d))]


def _band(camera: Camera, prop: Mapping[str, Any], at: Points) -> list[Shape]:
    """A loop of rubber around two parts of the body."""
    a, b = (at[name] for name in prop["around"])
    return [Shape("accent", _capsule(camera, a, prop["radius"], b, prop["radius"]), 5.0)]


def _barbell(camera: Camera, prop: Mapping[str, Any], at: Points) -> list[Shape]:
    """A bar across the body, with a plate at each end."""
    x, y, z = at[prop["point"]]
    ends = [(x, y, z + side * prop["length"] / 2) for side in (-1, 1)]
    bar = Shape("bar", _capsule(camera, ends[0], 0.014, ends[1], 0.014))
    plate, hub = (_ball(camera, ends[1], prop["plate"] * share) for share in (1.0, 0.25))
    return [bar, Shape("prop-front", plate), Shape("prop", hub)]


def _floor(camera: Camera, prop: Mapping[str, Any], _: Points) -> list[Shape]:
    """A round patch of floor."""
    (x, y, z), (w, _h, d) = prop["at"], prop["size"]
    around = [math.tau * step / 48 for step in range(48)]
    return [Shape("ground", _face(camera, *((x + w / 2 * math.cos(a), y, z + d / 2 * math.sin(a)) for a in around)))]


_HELD = ("band", "barbell")
_PROPS = {"floor": _floor, "mat": _mat, "bench": _bench, "band": _band, "barbell": _barbell}
