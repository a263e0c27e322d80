"""Puts a body where it rests: feet on the floor, shoulders on a bench, and there they stay while it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hofte.core.errors import ValueInvalid
from hofte.exercise.skeleton import Angles, Points, Vector, angle_of, figure_data, plain, points

#: Contacts are solved to a hundredth of a millimetre.
EXACT_M = 1e-5
_STEP = 1e-5
_ROUNDS = 200
_STUCK = 1e6
#: Degrees that count as much as a metre: a body rather moves by ten centimetres than bends a joint by ten degrees more.
_DEG_PER_M = 100.0


@dataclass(frozen=True, slots=True)
class Contact:
    """A point of the body that rests on something.

    Parameters
    ----------
    point : str
        A name among :func:`points`.
    height_m : float
        How high the surface lies above the ground. The point keeps its own thickness above it.
    stays : bool
        Whether it also keeps its place along the surface once it rests there.
    """

    point: str
    height_m: float = 0.0
    stays: bool = True


@dataclass(frozen=True, slots=True)
class Pose:
    """A body in its place: the angles it really has, and where its points are."""

    angles: Angles
    points: Points


def settle(angles: Angles, contacts: Sequence[Contact], free: Sequence[str], like: Pose | None = None) -> Pose:
    """Move and bend a body by as little as needed, so that everything that rests does rest.

    Parameters
    ----------
    angles : mapping of joint to degrees
        What is wanted.
    contacts : sequence of Contact
    free : sequence of str
        The joints that may give way; all others are as wanted.
    like : Pose or None
        An earlier pose: contacts that stay, stay where they are in it.

    Returns
    -------
    Pose

    Raises
    ------
    ValueInvalid
        If the body cannot reach all its contacts.

    References
    ----------
    Levenberg (1944), doi 10.1090/qam/10666: the damped least squares by which it is solved.
    """
    anchor = tuple(sorted(like.points.items())) if like else None
    return _settle(tuple(sorted(angles.items())), tuple(contacts), tuple(free), anchor)


# A figure is drawn still and moving, and in each language: the same poses again.
@lru_cache(maxsize=1024)
def _settle(
    wanted: tuple[tuple[str, float], ...],
    contacts: tuple[Contact, ...],
    free: tuple[str, ...],
    anchor: tuple[tuple[str, Vector], ...] | None,
) -> Pose:
    angles, like = dict(wanted), dict(anchor) if anchor else None
    start = like["pelvis"] if like else (0.0, 0.0, 0.0)
    unknown = [*start, *(angle_of(angles, name) for name in free)]

    def misses(values: Sequence[float]) -> list[float]:
        placed = points({**angles, **dict(zip(free, values[3:], strict=True))}, (values[0], values[1], values[2]))
        return list(_misses(placed, contacts, like))

    # First only move the body, so that no joint gives way to what a mere shift can mend.
    unknown[:3] = _least_squares(lambda place: misses([*place, *unknown[3:]]), unknown[:3])
    unknown = _least_squares(misses, unknown)
    if max(map(abs, misses(unknown)), default=0.0) > EXACT_M:
        raise ValueInvalid("the figure cannot reach all the places where it should rest", hint="mend its joint angles")
    settled = {**angles, **dict(zip(free, unknown[3:], strict=True))}
    return Pose(settled, points(settled, (unknown[0], unknown[1], unknown[2])))


def _misses(placed: Points, contacts: Iterable[Contact], like: Points | None) -> Iterable[float]:
    thick = figure_data()["thickness_m"]
    for contact in contacts:
        name = contact.point
        here = placed[name]
        yield here[1] - contact.height_m - thick[plain(name)]
        if contact.stays and like is not None:
            yield here[0] - like[name][0]
            yield here[2] - like[name][2]


def _least_squares(misses: Callable[[Sequence[float]], list[float]], values: list[float]) -> list[float]:
    """Levenberg's method; the first three values are metres, the others degrees."""
    weights = [1.0 if index < 3 else _DEG_PER_M for index in range(len(values))]
    damping, now = 1e-3, misses(values)
    for _ in range(_ROUNDS):
        if not now or max(map(abs, now)) < EXACT_M / 10 or damping > _STUCK:
            break
        slopes = []
        for index, weight in enumerate(weights):
            moved = [*values]
            moved[index] += _STEP * weight
            slopes.append([(b - a) / _STEP for a, b in zip(now, misses(moved), strict=True)])
        step = _solve(slopes, now, damping)
        tried = [value - weight * part for value, weight, part in zip(values, weights, step, strict=True)]
        then = misses(tried)
        if sum(m * m for m in then) < sum(m * m for m in now):
            values, now, damping = tried, then, max(damping / 5, 1e-12)
        else:
            damping *= 4
    return values


def _solve(slopes: Sequence[Sequence[float]], right: Sequence[float], damping: float) -> list[float]:
    """Solve (J·Jᵗ + damping) x = J·misses by elimination; ``slopes`` holds one row for each unknown."""
    n = len(slopes)
    table = [
        [_dot(slopes[i], slopes[j]) + (damping if i == j else 0.0) for j in range(n)] + [_dot(slopes[i], right)]
        for i in range(n)
    ]
    for i in range(n):
        pivot = max(range(i, n), key=lambda row: abs(table[row][i]))
        table[i], table[pivot] = table[pivot], table[i]
        for row in range(i + 1, n):
            factor = table[row][i] / table[i][i]
            table[row] = [a - factor * b for a, b in zip(table[row], table[i], strict=True)]
    found = [0.0] * n
    for i in reversed(range(n)):
        found[i] = (table[i][n] - _dot(table[i][i + 1 : n], found[i + 1 :])) / table[i][i]
    return found


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
