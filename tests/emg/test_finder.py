"""Contractions are found live behind the gate: hum and loose electrodes are no squeezes."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hofte.core.clock import ManualClock
from hofte.device.simulated import Simulated
from hofte.emg.finder import Finder
from hofte.emg.level import Scale
from hofte.emg.model import Contraction

STARTS = (4.0, 10.0, 16.0)


@cache
def recorded(character: str) -> tuple[tuple[float, ...], Scale]:
    """Three squeezes of three seconds at 333.3 Hz."""
    clock = ManualClock()
    wishes = [wish for at_s in STARTS for wish in ((at_s, 0.8), (at_s + 3.0, 0.0))]
    device = Simulated(333.3, seed=2, character=character, references=(), wishes=wishes, clock=clock)
    device.open()
    clock.wait(25.0)
    return tuple(x for block in device.read() for x in block.samples[0]), device.scales()["target"]


def found(character: str, cuts: tuple[int, ...] = ()) -> list[Contraction]:
    samples, scale = recorded(character)
    finder = Finder(333.3, scale)
    borders = [0, *sorted(cut for cut in cuts if cut < len(samples)), len(samples)]
    parts = [samples[first:last] for first, last in pairwise(borders)]
    return [one for part in parts for one in finder.feed(part)] + finder.finish()


@settings(max_examples=10)
@given(st.lists(st.integers(0, 8000), max_size=12))
def test_blocks_leave_no_trace(cuts: list[int]) -> None:
    assert found("hum", tuple(cuts)) == found("hum")


@pytest.mark.parametrize("character", ["strong", "hum", "movement", "clipping"])
def test_each_squeeze_is_found_once_whatever_the_fault(character: str) -> None:
    squeezes = [one for one in found(character) if one.onset_s > 2.0]
    assert [one.onset_s for one in squeezes] == pytest.approx([at_s + 0.27 for at_s in STARTS], abs=0.1)


def test_an_electrode_that_is_off_is_no_squeeze() -> None:
    assert [one.onset_s < 18.0 for one in found("electrode-off")] == [True, True, True]
