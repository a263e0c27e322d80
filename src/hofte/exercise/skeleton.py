"""A simple human skeleton: joint angles in degrees become points in space.

Axes: ``x`` is forwards, ``y`` up, ``z`` to the person's right; lengths are metres. All angles are zero for a person
who stands upright with arms down. Flexion, abduction and dorsiflexion are positive; ``trunk`` leans the whole body
backwards (90 is lying on the back) and ``roll`` tips it over to its right side. A joint's name alone speaks for both
sides (``knee``); ``right_knee`` and ``left_knee`` win over it. Knows nothing of
drawing, nor of what the body rests on.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from hofte.core.errors import ValueInvalid

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
Angles = Mapping[str, float]
Points = Mapping[str, Vector]


@cache
def figure_data() -> Mapping[str, Any]:
    """The body's lengths, the limits of its joints, and the scenes: ``figure.toml`` beside this module."""
    return tomllib.loads((files(__package__) / "figure.toml").read_text(encoding="utf-8"))


def check_angles(angles: Angles) -> None:
    """Refuse angles that no joint has, or that no body reaches.

    Raises
    ------
    ValueInvalid
        Naming the joint, its limits and what was asked for.
    """
    limits = figure_data()["limits_deg"]
    for name, angle in angles.items():
        joint = plain(name)
        if joint not in limits:
            raise ValueInvalid(f"no joint is called {name!r}", hint=f"use one of {', '.join(limits)}")
        low, high = limits[joint]
        if not low <= angle <= high:
            raise ValueInvalid(f"{name} cannot be at {angle:g}°: a figure bends it from {low}° to {high}°")


def points(angles: Angles, at: Vector = (0.0, 0.0, 0.0)) -> dict[str, Vector]:
    """Where every joint is.

    Parameters
    ----------
    angles : mapping of joint to degrees
        Joints that are not named are at zero.
    at : tuple of three floats
        Where the middle of the pelvis is, in metres.

    Returns
    -------
    dict of point name to (x, y, z)
        ``pelvis``, ``lap``, ``waist``, ``upper_back``, ``neck_root``, ``neck``, ``head``, ``nose``, ``crown`` and,
        with ``right_`` and ``left_``, ``shoulder``, ``elbow``, ``wrist``, ``hand``, ``hip``, ``knee``, ``ankle``,
        ``heel``, ``toe``.
    """
    size = figure_data()["body_m"]
    hips = _times(_turn_x(angles.get("roll", 0.0)), _turn_z(angles.get("trunk", 0.0)))
    chest = _times(hips, _times(_turn_z(-angles.get("spine", 0.0)), _turn_x(angles.get("side", 0.0))))
    head = _times(chest, _times(_turn_z(-angles.get("neck", 0.0)), _turn_x(angles.get("neck_side", 0.0))))
    waist = _from(at, hips, (0.0, size["pelvis"], 0.0))
    neck = _from(waist, chest, (0.0, size["chest"], 0.0))
    found = {
        "pelvis": at,
        "lap": _from(at, hips, (size["lap"], 0.0, 0.0)),
        "waist": waist,
        "upper_back": _from(waist, chest, (0.0, size["chest"] * 0.75, 0.0)),
        "neck_root": _from(waist, chest, (0.0, size["chest"] * 0.93, 0.0)),
        "neck": neck,
        "head": _from(neck, head, (size["face"], size["neck"], 0.0)),
        "nose": _from(neck, head, (size["face"] + size["nose"], size["neck"] - 0.01, 0.0)),
        "crown": _from(neck, head, (size["face"] - size["crown"], size["neck"] + size["crown"], 0.0)),
    }
    for side, sign in (("right", 1.0), ("left", -1.0)):
        joint = _joint(angles, side)
        found |= {f"{side}_{name}": point for name, point in _leg(at, hips, joint, sign).items()}
        found |= {f"{side}_{name}": point for name, point in _arm(neck, chest, joint, sign).items()}
    return found


def plain(name: str) -> str:
    """The name of a joint or point without its side."""
    return name.removeprefix("right_").removeprefix("left_")


def angle_of(angles: Angles, name: str) -> float:
    """The angle of a joint, in degrees: its own, else that of both sides, else zero."""
    return angles.get(name, angles.get(plain(name), 0.0))


def _joint(angles: Angles, side: str) -> Callable[[str], float]:
    return lambda name: angle_of(angles, f"{side}_{name}")


def _leg(at: Vector, hips: Matrix, joint: Callable[[str], float], sign: float) -> dict[str, Vector]:
    size = figure_data()["body_m"]
    thigh = _limb(hips, joint("hip_out"), joint("hip"), joint("hip_turn"), sign)
    shank = _times(thigh, _turn_z(-joint("knee")))
    foot = _times(shank, _turn_z(joint("ankle")))
    hip = _from(at, hips, (0.0, 0.0, sign * size["half_hips"]))
    knee = _from(hip, thigh, (0.0, -size["thigh"], 0.0))
    ankle = _from(knee, shank, (0.0, -size["shank"], 0.0))
    return {
        "hip": hip,
        "knee": knee,
        "ankle": ankle,
        "heel": _from(ankle, foot, (-size["heel"], -size["ankle"], 0.0)),
        "toe": _from(ankle, foot, (size["forefoot"], -size["ankle"], 0.0)),
    }


def _arm(neck: Vector, chest: Matrix, joint: Callable[[str], float], sign: float) -> dict[str, Vector]:
    size = figure_data()["body_m"]
    upper = _limb(chest, joint("shoulder_out"), joint("shoulder"), joint("shoulder_turn"), sign)
    lower = _times(upper, _turn_z(joint("elbow")))
    shoulder = _from(neck, chest, (0.0, -size["shoulder_drop"], sign * size["half_shoulders"]))
    elbow = _from(shoulder, upper, (0.0, -size["upper_arm"], 0.0))
    wrist = _from(elbow, lower, (0.0, -size["forearm"], 0.0))
    return {
        "shoulder": shoulder,
        "elbow": elbow,
        "wrist": wrist,
        "hand": _from(wrist, lower, (0.0, -size["hand"], 0.0)),
    }


def _limb(parent: Matrix, out: float, forwards: float, turn: float, sign: float) -> Matrix:
    """Turn a limb in its socket: outwards from the body, forwards, then about its own length (inwards)."""
    return _times(_times(parent, _turn_x(-sign * out)), _times(_turn_z(forwards), _turn_y(sign * turn)))


# --- turning -----------------------------------------------------------------------------------------------------


def _turn_x(deg: float) -> Matrix:
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    return (1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c)


def _turn_y(deg: float) -> Matrix:
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    return (c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c)


def _turn_z(deg: float) -> Matrix:
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    return (c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0)


def _times(a: Matrix, b: Matrix) -> Matrix:
    (b11, b12, b13), (b21, b22, b23), (b31, b32, b33) = b
    rows = [
        (
            r[0] * b11 + r[1] * b21 + r[2] * b31,
            r[0] * b12 + r[1] * b22 + r[2] * b32,
            r[0] * b13 + r[1] * b23 + r[2] * b33,
        )
        for r in a
    ]
    return rows[0], rows[1], rows[2]


def _from(origin: Vector, frame: Matrix, by: Vector) -> Vector:
    x, y, z = (row[0] * by[0] + row[1] * by[1] + row[2] * by[2] for row in frame)
    return origin[0] + x, origin[1] + y, origin[2] + z
