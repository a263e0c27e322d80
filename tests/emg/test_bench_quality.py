"""The benchmark of signal quality runs, and its numbers are what was promised."""

from __future__ import annotations

from bench.quality import line, live, made, whole


def test_the_benchmark_finds_hum_and_movement_and_raises_no_false_alarm() -> None:
    clean, dirty, heavy = made(250, 60.0)
    assert clean["shares"] == {}
    for result in (dirty, heavy):
        assert result["shares"]["hum"] > 0.95
        assert 0.01 < result["shares"]["movement"] < 0.2
    results = [*live(1, 500, 30.0, 2.0), whole(0.1), clean, dirty, heavy]
    assert all(line(result) for result in results)
    assert [result["hums"] for result in results if result["case"] == "live"] == [False, True]
