"""Draws a calm figure from joint angles: one still picture, or one that moves, as SVG.

The drawing has no script, no style element and nothing from elsewhere: only presentation attributes, and ``animate``
elements in the moving form. Colours are custom properties of the page that shows it (``--figure-top`` …), each with
a tone of its own that is seen on white and on black. Whoever prefers reduced motion is given the still form: the
start faint, the top clear, an arrow between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from hofte.core.errors import ValueInvalid
from hofte.exercise.drawing import Camera, Shape, draw_arrow, draw_body, draw_prop, draw_ring, moves
from hofte.exercise.model import KeyPose
from hofte.exercise.resting import Contact, Pose, settle
from hofte.exercise.skeleton import Angles, angle_of, check_angles, figure_data

#: The moments of a figure's cycle, in the order in which they come.
MOMENTS = ("start", "top", "end")
#: How a cycle's time is shared: going to the top, staying there, going back, staying there.
_SHARES = (0.36, 0.18, 0.36, 0.10)
_GHOST = 0.22
#: The colour of each part, unless the page that shows it sets ``--figure-<name>``.
TONES: Mapping[str, str] = {
    "skin": "#a98b76",
    "far-skin": "#8f7867",
    "hair": "#6f625a",
    "top": "#4f8f9c",
    "far-top": "#427884",
    "leg": "#5c7694",
    "far-leg": "#526a88",
    "prop": "#a39f90",
    "prop-side": "#858172",
    "prop-front": "#747062",
    "bar": "#7a7d80",
    "ground": "#8a8f94",
    "accent": "#c8673a",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a figure is, what it rests on and from where it is seen; the data stand in ``figure.toml``."""

    name: str
    turn_deg: float
    tilt_deg: float
    contacts: tuple[Contact, ...]
    free: tuple[str, ...]
    props: tuple[Mapping[str, Any], ...]
    arrow: Mapping[str, Any] | None = None
    focus: str = ""
    ring_m: tuple[float, float] = (0.0, 0.0)


def find_scene(name: str) -> Scene:
    """The scene of that name.

    Raises
    ------
    ValueInvalid
        If there is none.
    """
    scenes = figure_data()["scene"]
    if name not in scenes:
        raise ValueInvalid(f"no scene is called {name!r}", hint=f"use one of {', '.join(sorted(scenes))}")
    data = scenes[name]
    if "like" in data:
        data = {**scenes[data["like"]], **data}
    return Scene(
        name=name,
        turn_deg=data["turn"],
        tilt_deg=data["tilt"],
        contacts=tuple(Contact(**contact) for contact in data["contacts"]),
        free=tuple(data["free"]),
        props=tuple(data["props"]),
        arrow=data.get("arrow"),
        focus=data.get("focus", ""),
        ring_m=tuple(data.get("ring", (0.0, 0.0))),
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """What a page says of its figure: the scene, the key poses, and the picture as a sentence."""

    scene: Scene
    poses: tuple[KeyPose, ...]
    text: str = ""


def read_figure(meta: Mapping[str, Any]) -> Figure | None:
    """The figure of a page.

    Parameters
    ----------
    meta : mapping
        The page's front matter: ``figure`` names the scene, ``poses`` is a list of ``{name, angles}``,
        ``figure_text`` says in a sentence what is seen.

    Returns
    -------
    Figure or None
        ``None`` if the page has no figure.

    Raises
    ------
    ValueInvalid
        If there is no such scene, or the poses are no list of names with angles in degrees.
    """
    if not meta.get("figure"):
        return None
    try:
        poses = tuple(
            KeyPose(str(pose["name"]), {str(joint): float(deg) for joint, deg in pose["angles"].items()})
            for pose in meta["poses"]
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        hint = "write poses as a list of {name: start, angles: {hip: 90}}"
        raise ValueInvalid(f"the poses of the figure cannot be read ({error!r})", hint=hint) from error
    return Figure(find_scene(str(meta["figure"])), poses, str(meta.get("figure_text") or ""))


def settle_poses(poses: Sequence[KeyPose], scene: Scene) -> dict[str, Pose]:
    """Put each key pose in its place: what rests at the top, rests at the same place in all.

    Parameters
    ----------
    poses : sequence of KeyPose
        ``start`` and ``top``, and ``end`` where it differs from the start.
    scene : Scene

    Returns
    -------
    dict of moment to Pose
        For ``start``, ``top`` and ``end``.

    Raises
    ------
    ValueInvalid
        If ``start`` or ``top`` is missing, an angle is beyond its limits, or a contact cannot be reached.
    """
    wanted = {pose.name: pose.angles for pose in poses}
    for moment in MOMENTS[:2]:
        if moment not in wanted:
            raise ValueInvalid(f"the figure has no pose called {moment!r}", hint="give it a start and a top")
    for angles in wanted.values():
        check_angles(angles)
    top = settle(wanted["top"], scene.contacts, scene.free)
    start = settle(wanted["start"], scene.contacts, scene.free, like=top)
    end = settle(wanted["end"], scene.contacts, scene.free, like=top) if "end" in wanted else start
    return {"start": start, "top": top, "end": end}


def frames(poses: Sequence[KeyPose], n: int, scene: Scene) -> tuple[Pose, ...]:
    """The way from the start to the top and on to the end, in ``2 n + 1`` steps.

    Parameters
    ----------
    poses : sequence of KeyPose
    n : int
        Steps from one key pose to the next, at least 1.
    scene : Scene

    Returns
    -------
    tuple of Pose
        The first is the start, number ``n`` the top, the last the end. All bones keep their lengths, and what
        rests stays at its place.

    Raises
    ------
    ValueInvalid
        As :func:`settle_poses`.
    """
    key = settle_poses(poses, scene)
    found = [key["start"]]
    for a, b in ((key["start"], key["top"]), (key["top"], key["end"])):
        for step in range(1, n):
            angles = _blend(a.angles, b.angles, _ease(step / n))
            found.append(settle(angles, scene.contacts, scene.free, like=key["top"]))
        found.append(b)
    return tuple(found)


def _blend(a: Angles, b: Angles, share: float) -> dict[str, float]:
    names = sorted(a.keys() | b.keys())
    return {name: angle_of(a, name) + (angle_of(b, name) - angle_of(a, name)) * share for name in names}


def _ease(share: float) -> float:
    """Start and stop gently."""
    return share * share * (3 - 2 * share)


def figure_svg(
    poses: Sequence[KeyPose], scene: Scene, *, title: str, text: str = "", moving: bool = False, seconds: float = 5.0
) -> str:
    """Draw a figure.

    Parameters
    ----------
    poses : sequence of KeyPose
    scene : Scene
    title : str
        The name of the exercise: what a screen reader says.
    text : str
        The figure as a sentence.
    moving : bool
        ``False``: a still picture of the top, with the start behind it. ``True``: the movement, over and over.
    seconds : float
        How long one cycle of the movement takes.

    Returns
    -------
    str
        An ``svg`` element, the same for the same input.

    Raises
    ------
    ValueInvalid
        As :func:`settle_poses`.
    """
    camera = Camera(scene.turn_deg, scene.tilt_deg)
    parts = _moving(camera, poses, scene, seconds) if moving else _still(camera, poses, scene)
    left, top, width, height = camera.box
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" role="img">'
        f"<title>{_words(title)}</title><desc>{_words(text)}</desc>{parts}</svg>"
    )


def _words(text: str) -> str:
    """Text as XML allows it: no marks, no control characters."""
    return escape("".join(sign for sign in text if sign.isprintable()))


def _still(camera: Camera, poses: Sequence[KeyPose], scene: Scene) -> str:
    key = settle_poses(poses, scene)
    behind, clear = _draw(camera, key["start"], scene, 0.0), _draw(camera, key["top"], scene, 1.0)
    ghost = "".join(_path(shape) for shape, other in zip(behind, clear, strict=True) if shape != other)
    things = "".join(map(_path, _things(camera, scene)))
    body = "".join(map(_path, [*clear, *_arrow(camera, key, scene)]))
    return f'{things}<g opacity="{_GHOST}">{ghost}</g>{body}'


def _arrow(camera: Camera, key: Mapping[str, Pose], scene: Scene) -> list[Shape]:
    if not scene.arrow:
        return []
    a, b = (key[moment].points[scene.arrow["point"]] for moment in ("start", "top"))
    times = scene.arrow.get("times", 1.0)
    way = scene.arrow.get("way") or [(q - p) * times for p, q in zip(a, b, strict=True)]
    x, y, z = (p + by for p, by in zip(a, scene.arrow["off"], strict=True))
    return draw_arrow(camera, (x, y, z), (x + way[0], y + way[1], z + way[2]))


def _moving(camera: Camera, poses: Sequence[KeyPose], scene: Scene, seconds: float) -> str:
    n = 8
    way = frames(poses, n, scene)
    drawn = [_draw(camera, pose, scene, _effort(index, n)) for index, pose in enumerate(way)]
    times = _times(n)
    things = "".join(map(_path, _things(camera, scene)))
    return things + "".join(_animated(shapes, times, seconds) for shapes in zip(*drawn, strict=True))


def _effort(index: int, n: int) -> float:
    return 1 - abs(index - n) / n


def _times(n: int) -> list[float]:
    """When each frame is reached; the top and the end stay for a while, so they come twice."""
    go, stay, back, _ = _SHARES
    up = [go * step / n for step in range(n + 1)]
    down = [go + stay + back * step / n for step in range(n + 1)]
    return [*up, *down, 1.0]


def _animated(shapes: Sequence[Shape], times: Sequence[float], seconds: float) -> str:
    first, n = shapes[0], len(shapes) // 2
    if all(shape == first for shape in shapes):
        return _path(first)
    paths = [shape.path for shape in (*shapes[: n + 1], *shapes[n:], shapes[-1])]
    moments = ";".join(f"{time:.3f}".rstrip("0").rstrip(".") for time in times)
    animate = (
        f'<animate attributeName="d" dur="{seconds:g}s" repeatCount="indefinite" '
        f'keyTimes="{moments}" values="{";".join(paths)}"/>'
    )
    return _path(first, animate)


def _things(camera: Camera, scene: Scene) -> list[Shape]:
    return [shape for prop in scene.props if not moves(prop) for shape in draw_prop(camera, prop, {})]


def _draw(camera: Camera, pose: Pose, scene: Scene, effort: float) -> list[Shape]:
    """The body with what moves along with it."""
    shapes = draw_body(camera, pose.points)
    for prop in scene.props:
        if moves(prop):
            shapes += draw_prop(camera, prop, pose.points)
    if scene.focus:
        relaxed, active = scene.ring_m
        shapes.append(draw_ring(camera, pose.points[scene.focus], relaxed + (active - relaxed) * effort))
    return shapes


def _path(shape: Shape, inside: str = "") -> str:
    colour = f"var(--figure-{shape.tone}, {TONES[shape.tone]})"
    line = (
        f'fill="none" stroke="{colour}" stroke-width="{shape.width:g}" stroke-linecap="round" stroke-linejoin="round"'
    )
    look = line if shape.width else f'fill="{colour}"'
    if shape.tone == "ground":
        look += f' opacity="{_GHOST}"'
    end = f">{inside}</path>" if inside else "/>"
    return f'<path {look} d="{shape.path}"{end}'
