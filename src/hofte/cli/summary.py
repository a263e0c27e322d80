"""What was done, said at the end: one honest sentence first, then target beside actual."""

from __future__ import annotations

from collections.abc import Sequence

from hofte.cli.moment import say_problem
from hofte.cli.words import Speech, counted, fill, say_number
from hofte.coach.model import RepResult, Timeline

#: A repetition with one of these was begun, not done.
_UNDONE = frozenset(("skipped", "stopped"))


def sentences(results: Sequence[RepResult], total: int, say: Speech) -> str:
    """Say how much was done, and what is known of hold and release.

    Parameters
    ----------
    results : sequence of RepResult
    total : int
        How many repetitions there were to do.
    say : mapping
        The words of the language.
    """
    said = say["summary"]
    done = [result for result in results if not _UNDONE.intersection(result.problems)]
    parts = [_how_many(len(done), total, say)]
    if not_counted := sum(not result.counted for result in done):
        parts.append(counted(not_counted, said["not_counted"]))
    measured = [result for result in results if result.measured]
    released = [result.let_go for result in results if result.let_go is not None]
    if reached := [result.reached for result in measured if result.reached is not None]:
        parts.append(fill(said["reached_some"], n=sum(reached), total=len(reached)))
    if released:
        all_let_go = all(released) and len(released) == len(results) == total
        parts.append(
            str(said["released_all"])
            if all_let_go
            else fill(said["released_some"], n=sum(map(bool, released)), total=len(released))
        )
    if results and not measured:
        parts.append(str(said["not_measured"]))
    elif len(measured) < len(results):
        parts.append(counted(len(results) - len(measured), said["partly_measured"]))
    return " ".join(parts)


def table(results: Sequence[RepResult], say: Speech) -> list[str]:
    """Each repetition as a line: target → actual of hold and pause, and whether it was let go."""
    said = say["summary"]
    head = [said["rep"], said["hold"], said["let_go"], said["rest"]]
    rows = [_row(result, say) for result in results]
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]]
    notes = [""] + [", ".join(say_problem(problem, say) for problem in result.problems) for result in results]
    return [f"{line}  {note}".rstrip() for line, note in zip(lines, notes, strict=True)]


def total_reps(timeline: Timeline) -> int:
    """How many repetitions a timeline asks for, both sides together."""
    return len({(phase.set, phase.side, phase.rep) for phase in timeline.phases if phase.rep})


def _how_many(done: int, total: int, say: Speech) -> str:
    said = say["summary"]
    if not done:
        return str(said["none_done"])
    if done < total:
        return fill(said["some_done"], n=done, total=total)
    return counted(total, said["all_done"])


def _row(result: RepResult, say: Speech) -> list[str]:
    held = result.held_s if result.measured else None
    return [
        _number(result),
        _beside(result.target_hold_s, held, say),
        _let_go(result, say),
        _beside(result.target_rest_s, result.rest_s, say),
    ]


def _number(result: RepResult) -> str:
    arrow = {"left": "←", "right": "→"}.get(result.side or "", "")
    return f"{result.set}.{result.rep}{arrow}"


def _beside(target: float, actual: float | None, say: Speech) -> str:
    if not target and actual is None:
        return "–"
    return f"{say_number(target, say)} → {'–' if actual is None else say_number(actual, say)} s"


def _let_go(result: RepResult, say: Speech) -> str:
    if result.let_go is None:
        return "–"
    if not result.let_go:
        return str(say["summary"]["no"])
    return str(say["summary"]["yes"]) if result.release_s is None else f"{say_number(result.release_s, say)} s"
