"""A diary that closes itself, and a clock moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hofte.core.clock import ManualClock
from hofte.diary.store import Diary


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def diary(tmp_path: Path, clock: ManualClock) -> Iterator[Diary]:
    with Diary(tmp_path / "hofte.sqlite3", clock=clock) as opened:
        yield opened
