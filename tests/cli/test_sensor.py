"""The listener: a device becomes features, and falls silent instead of ending the session."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from hofte.cli.sensor import EFFORT_MEANT, Listener, make_listener
from hofte.coach.model import Phase, Until
from hofte.core.clock import ManualClock
from hofte.core.errors import DeviceError, HofteError
from hofte.device.protocol import SignalBlock
from hofte.device.simulated import Simulated

HOLD, REST = Phase("hold", Until(5.0), "squeeze"), Phase("release", Until(5.0), "let_go")


def levels(listener: Listener, clock: ManualClock, seconds: float) -> list[float]:
    clock.wait(seconds)
    return [features.level for features in listener.read() if features.level is not None]


def test_the_simulated_person_follows_the_phases() -> None:
    clock = ManualClock()
    with make_listener("simulated", clock) as listener:
        assert listener.measures
        assert listener.source == "simulated:strong"
        listener.follow(HOLD)
        levels(listener, clock, 1.0)
        held = levels(listener, clock, 2.0)
        listener.follow(REST)
        levels(listener, clock, 1.0)
        let_go = levels(listener, clock, 2.0)
        listener.follow(None)
    assert sum(held) / len(held) == pytest.approx(100 * EFFORT_MEANT, abs=12)
    assert sum(let_go) / len(let_go) < 10


def test_without_a_sensor_nothing_is_measured() -> None:
    with make_listener("timer", ManualClock()) as listener:
        listener.follow(HOLD)
        assert (listener.measures, listener.read(), listener.source) == (False, [], "timer")


def test_a_dead_sensor_is_silent_and_says_why() -> None:
    class Dying(Simulated):
        def read(self) -> Sequence[SignalBlock]:
            raise DeviceError("gone")

    with Listener(Dying(clock=ManualClock()), "simulated") as listener:
        assert listener.read() == []
        assert listener.failure
        assert listener.failure.message == "gone"
        assert not listener.measures
        listener.follow(HOLD)
        assert listener.read() == []


@pytest.mark.parametrize("source", ["", "replay", "replay:", "serial", "timer:x"])
def test_a_sensor_that_there_is_not(source: str) -> None:
    with pytest.raises(HofteError) as error:
        make_listener(source, ManualClock())
    assert "replay:FILE" in error.value.hint


def test_a_recording_is_replayed(hofte: Callable[..., Result], page: Path, tmp_path: Path, diary_file: Path) -> None:
    """A simulated session is recorded by hand and played again: what was measured then is measured now."""
    clock = ManualClock()
    muscle = Simulated(250.0, clock=clock, references=(), wishes=[(5.0, 0.8), (8.0, 0.0), (11.0, 0.8), (14.0, 0.0)])
    muscle.open()
    clock.wait(19.0)
    samples = [sample for block in muscle.read() for sample in block.samples[0]]
    recording = tmp_path / "squeezes.csv"
    recording.write_text("# sampling_rate_hz=250\ntarget_v\n" + "".join(f"{sample:.9f}\n" for sample in samples))
    result = hofte("play", page, "-e", 1, "--hold", 3, "--rest", 3, "--sensor", f"replay:{recording}")
    assert result.exit_code == 0, result.output
    assert "Nivået nådde målet i 2 av 2 målte." in result.stdout
