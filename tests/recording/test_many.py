"""Many files at once: order is kept, a broken file is a row, a killed worker's file is done again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.recording.work import work

from hofte.core.errors import ValueInvalid
from hofte.recording.many import KILLED, ClusterUnreachable, map_recordings


def test_a_killed_workers_files_are_done_again_and_a_killer_is_a_row(tmp_path: Path) -> None:
    names = ["a", "killed-once", "broken", "b", "killer", "odd", "c", "d"]
    paths = [tmp_path / name for name in names]
    told: list[int] = []
    rows = list(map_recordings(paths, work, workers=2, progress=told.append))
    assert [row.path for row in rows] == paths
    assert {row.result[0] for row in rows if row.result} == {"a", "killed-once", "b", "c", "d"}
    assert {row.path.stem: row.error for row in rows if row.error} == {
        "broken": f"{paths[2]}: sample 3: it is broken",
        "killer": f"{paths[4]}: {KILLED}",
        "odd": f"{paths[5]}: ZeroDivisionError: by nothing",
    }
    assert rows[2].hint == "fetch it anew"
    assert os.getpid() not in {row.result[1] for row in rows if row.result}
    assert told == list(range(1, 9))


def test_on_a_cluster_of_two_a_killed_workers_files_are_done_again(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ["a", "killed-once", "broken", "b"]]
    rows = list(map_recordings(paths, work, workers=2, cluster="local"))
    assert [row.path for row in rows] == paths
    assert [row.result[0] for row in rows if row.result] == ["a", "killed-once", "b"]
    assert rows[2].error == f"{paths[2]}: sample 3: it is broken"
    assert os.getpid() not in {row.result[1] for row in rows if row.result}


def test_work_that_cannot_travel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueInvalid, match="cannot travel"):
        next(map_recordings([tmp_path], lambda path: path))
    with pytest.raises(ValueInvalid, match="0 workers"):
        next(map_recordings([tmp_path], work, workers=0))


def test_a_cluster_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(ClusterUnreachable, match="no Dask scheduler answers at nowhere"):
        next(map_recordings([tmp_path], work, cluster="nowhere://here"))
