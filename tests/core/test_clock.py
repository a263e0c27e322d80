from datetime import UTC, datetime, timedelta

from hofte.core.clock import ManualClock, SystemClock


def test_a_manual_clock_moves_only_when_it_waits() -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    clock = ManualClock(start)
    assert (clock.now(), clock.today()) == (0.0, start)
    clock.wait(2.5)
    clock.wait(-1)
    assert (clock.now(), clock.today()) == (2.5, start + timedelta(seconds=2.5))


def test_the_system_clock_never_goes_backwards_and_knows_its_zone() -> None:
    clock = SystemClock()
    assert clock.now() <= clock.now()
    assert clock.today().tzinfo is UTC
