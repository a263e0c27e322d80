"""A guided session in the terminal, from the page to the diary, while no time passes."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hofte.cli import play
from hofte.cli.faces import JsonFace, PlainFace, ScreenFace
from hofte.cli.interrupts import Interrupts
from hofte.cli.keys import NoKeys, ScriptedKeys
from hofte.cli.main import main
from hofte.cli.moment import Narrator
from hofte.coach.model import Plan, Timeline
from hofte.core.clock import ManualClock
from hofte.core.errors import DeviceError, DiaryError
from hofte.device.simulated import Simulated
from hofte.diary.model import Finished, SessionRecord
from hofte.diary.store import Diary

Hofte = Callable[..., Result]


def kept(file: Path) -> SessionRecord:
    """The one session in a diary."""
    with Diary(file) as diary:
        (record,) = diary.sessions()
    return record


def told(output: str) -> list[str]:
    return [line for line in output.splitlines() if line]


def test_the_norwegian_page_is_guided_to_five_holds_and_their_release(
    hofte: Hofte, diary_file: Path, shared: Path
) -> None:
    (seed,) = shared.glob("seeds/002*.txt")
    result = hofte("play", seed, "--exercise", "maraton", "--sensor", "simulated")
    assert result.exit_code == 0, result.output
    record = kept(diary_file)
    assert record.started
    assert record.started.exercise == "Maratontrening"
    assert record.started.lang == "nb"
    assert record.started.device == "simulated:strong"
    assert record.finished
    assert record.finished.reason == "done"
    assert [rep.rep for rep in record.reps] == [1, 2, 3, 4, 5]
    assert all(rep.measured and rep.reached and rep.let_go and rep.counted for rep in record.reps)
    assert all(rep.held_s and rep.held_s > 4.0 and rep.target_hold_s == 5.0 for rep in record.reps)
    assert all(rep.rest_s and rep.rest_s >= rep.target_rest_s == 5.0 for rep in record.reps)
    assert (
        "Du gjorde alle 5 repetisjonene. Nivået nådde målet i 5 av 5 målte. Du slapp helt etter alle" in result.stdout
    )


def test_our_own_page_is_guided_with_the_simulated_sensor(hofte: Hofte, diary_file: Path, page: Path) -> None:
    result = hofte("play", page, "-e", "kort", "--sensor", "simulated", "--hold", 2, "--rest", 2)
    assert result.exit_code == 0, result.output
    record = kept(diary_file)
    assert [(rep.measured, rep.reached, rep.let_go, rep.counted) for rep in record.reps] == [(True,) * 4] * 2


def test_a_session_by_the_clock_line_by_line(hofte: Hofte, page: Path) -> None:
    result = hofte("play", page, "-e", 1, "--hold", 4, "--rest", 6)
    lines = told(result.stdout)
    assert lines[:-1] == [
        "Kort økt, 0:25",
        "ikke fra siden: sett 1, hvor lenge 4 s, pause 6 s",
        "Gjør deg klar, og pust rolig. 5 s.",
        "Knip, opp og inn. 4 s. (repetisjon 1 av 2)",
        "Slipp, helt, og pust ut. 6 s.",
        "Knip, opp og inn. 4 s. (repetisjon 2 av 2)",
        "Slipp, helt, og pust ut. 6 s.",
        "Ferdig. Slipp helt, og hvil.",
        "Du gjorde alle 2 repetisjonene. Det er klokken som har telt: hold og slipp er ikke målt.",
        "nr.  hold     sluppet  pause",
        "1.1  4 → – s  –        6 → 6 s",
        "1.2  4 → – s  –        6 → 6 s",
    ]
    assert lines[-1].startswith("Lagret i dagboken: ")


def test_keys_pause_skip_and_stop(hofte: Hofte, diary_file: Path, page: Path) -> None:
    """Ready until 5, skip the first squeeze at 6, rest 8 to 20, be asked twice, stop in the second squeeze."""
    keys = [(6, "s"), (8, " "), (20, " "), (22, "q"), (23, "x"), (26, "q"), (27, "q")]
    result = hofte("play", page, "-e", 1, "--hold", 4, "--rest", 6, keys=keys)
    assert result.exit_code == 0
    record = kept(diary_file)
    assert [event.kind for event in record.events] == ["skip", "pause", "resume", "pause", "resume", "pause", "stop"]
    assert [set(rep.problems) for rep in record.reps] == [{"skipped", "paused"}, {"paused", "stopped"}]
    assert record.finished
    assert record.finished.reason == "stopped"
    assert result.stdout.count("Vil du stoppe her? q = ja, en annen tast = nei") == 2
    assert "Ingen repetisjoner ble gjort." in result.stdout


def test_a_no_to_stop_leaves_a_pause_a_pause(hofte: Hofte, diary_file: Path, page: Path) -> None:
    hofte("play", page, "-e", 1, "--hold", 4, keys=[(1, " "), (2, "q"), (3, "n"), (60, " ")])
    record = kept(diary_file)
    assert [(event.kind, round(event.at_s)) for event in record.events] == [("pause", 1), ("resume", 60)]
    assert record.finished
    assert record.finished.reason == "done"


def test_repetitions_in_ones_own_pace_end_with_a_key(hofte: Hofte, diary_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "bro.md"
    head = "---\ntitle: Bækkenløft\nlanguage: da\nkind: exercise\nscope: ST\nstyle: reps\n---\n\n"
    page.write_text(head + "**Antal gentagelser:** 1 sæt af 2 gentagelser.\n", encoding="utf-8")
    result = hofte("play", page, "--rest", 0, keys=[(7, "d"), (12, "\r")])
    assert result.exit_code == 0, result.output
    assert [round(rep.effort_s or 0.0) for rep in kept(diary_file).reps] == [2, 5]
    assert "Tryk d når gentagelsen er gjort." in result.stdout


def test_without_a_keyboard_no_session_waits_for_a_key(
    diary_file: Path, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    curls = tmp_path / "curls.md"
    curls.write_text("# Curls\n\nDo 2 repetitions with a dumbbell.\n", encoding="utf-8")
    nobody = play.Surroundings(ManualClock(), NoKeys())
    refused = CliRunner().invoke(main, ["play", str(curls)], obj=nobody)
    assert (refused.exit_code, "there is no keyboard" in refused.stderr) == (2, True)
    args = ["play", str(page), "-e", "raske", "--sensor", "simulated", "--character", "never-lets-go"]
    offered = CliRunner().invoke(main, args, obj=nobody)
    assert offered.exit_code == 0
    assert kept(diary_file).finished == Finished("stopped")


def test_ctrl_c_ends_tidily_and_keeps_what_was_done(
    hofte: Hofte, diary_file: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(self: ScriptedKeys) -> str:
        if round(self._clock.now(), 2) == 17.0:
            signal.raise_signal(signal.SIGINT)
        return ""

    monkeypatch.setattr(ScriptedKeys, "read", read)
    result = hofte("play", page, "-e", 1, "--hold", 4, "--rest", 6)
    assert result.exit_code == 130
    assert "Du gjorde 1 av 2 repetisjoner." in result.stdout
    record = kept(diary_file)
    assert [rep.problems for rep in record.reps] == [(), ("stopped",)]
    assert record.finished
    assert record.finished.reason == "interrupted"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_is_asked_about_and_a_second_one_breaks_off(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with Interrupts() as interrupts:
        assert not interrupts.came
        signal.raise_signal(number)
        assert interrupts.came
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is before


def test_a_sensor_that_dies_is_told_and_the_clock_goes_on(
    hofte: Hofte, diary_file: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(self: Simulated):
        if self._seed == 0 and self._elapsed() > 10.0:  # what it is calibrated with has another seed
            raise DeviceError("the cable is out")
        return whole(self)

    whole = Simulated.read
    monkeypatch.setattr(Simulated, "read", read)
    result = hofte("play", page, "-e", 1, "--sensor", "simulated", "--hold", 3, "--rest", 3)
    assert result.exit_code == 0
    assert result.stdout.count("Sensoren svarer ikke lenger. Økten fortsetter etter klokken. (the cable is out)") == 1
    record = kept(diary_file)
    assert [rep.measured for rep in record.reps] == [True, False]
    assert "signal_lost" in record.reps[1].problems
    assert "signal_lost" in [event.kind for event in record.events]
    assert "1 er ikke målt." in result.stdout


def test_a_full_disk_stops_no_session_and_what_could_not_be_kept_is_tried_again(
    hofte: Hofte, diary_file: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(self: Diary, session, kind, body, **rest):
        if kind == "rep" and body.rep == 1 and self.clock.now() < 16.0:
            raise DiaryError("the disk is full")
        return whole(self, session, kind, body, **rest)

    whole = Diary.write
    monkeypatch.setattr(Diary, "write", write)
    result = hofte("play", page, "-e", 1, "--hold", 4, "--rest", 6)
    assert result.exit_code == 0
    assert "the disk is full" in result.stdout
    assert [rep.rep for rep in kept(diary_file).reps] == [1, 2]


def test_what_cannot_be_kept_at_all_is_an_error_at_the_end(
    hofte: Hofte, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(self: Diary, session, kind, body, **rest):
        if kind != "session_started":
            raise DiaryError("the disk is full", hint="make room")
        return whole(self, session, kind, body, **rest)

    whole = Diary.write
    monkeypatch.setattr(Diary, "write", write)
    result = hofte("play", page, "-e", 1, "--hold", 4, "--rest", 6)
    assert result.exit_code == 2
    assert "Du gjorde alle 2 repetisjonene." in result.stdout
    assert result.stderr == "hofte: the disk is full\n  → make room\n"


def test_pf06_a_rest_shorter_than_the_hold_is_refused_in_the_pages_language(
    hofte: Hofte, diary_file: Path, page: Path
) -> None:
    result = hofte("play", page, "-e", 1, "--hold", 8, "--rest", 4)
    assert result.exit_code == 1
    assert result.stderr.startswith("hofte: PF06: Kort økt: hold 8 s, rest 4 s. Hvil minst like lenge")
    assert result.stderr.splitlines()[1] == "  → rest 8 s or longer"
    assert not diary_file.exists()


@pytest.mark.parametrize(
    ("args", "problem", "hint"),
    [
        ((), "the page has 2 exercises", "name one with --exercise: 1 Kort økt, 2 Raske knip"),
        (("-e", "knepp"), "no exercise is called 'knepp'", "1 Kort økt, 2 Raske knip"),
        (("-e", "k"), "several exercises could be meant by 'k'", "1 Kort økt, 2 Raske knip"),
        (("-e", 1, "--dose", "slow"), "no dose is called 'slow'", "choose one of: 1"),
        (("-e", 1, "--sensor", "toaster"), "no sensor is called 'toaster'", "timer, simulated or replay:FILE"),
        (("-e", 1, "--sensor", "replay:no.csv"), "no.csv", ""),
        (("-e", 1, "--sensor", "simulated", "--character", "lazy"), "'lazy'", "choose strong"),
    ],
)
def test_a_wrong_choice_says_what_there_is(hofte: Hofte, page: Path, args: tuple, problem: str, hint: str) -> None:
    if args[-1:] == ("k",):
        page.write_text(page.read_text().replace("Raske", "Korte"))
        hint = "1 Kort økt, 2 Korte knip"
    result = hofte("play", page, *args)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert hint in result.stderr
    assert "Traceback" not in result.output


def test_exercises_are_found_by_number_and_by_the_beginning_of_their_name(hofte: Hofte, page: Path) -> None:
    for name in ("2", "raske", "RASKE KNIP", "e kn"):
        result = hofte("play", page, "-e", name)
        assert result.stdout.startswith("Raske knip, ")


def test_json_lines_tell_the_whole_session(hofte: Hofte, diary_file: Path, page: Path) -> None:
    result = hofte("play", page, "-e", 1, "--hold", 4, "--rest", 6, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    whats = [line["what"] for line in lines]
    assert whats == ["told", *["entered"] * 4, "judged", "entered", "finished", "judged", "summary"]
    assert lines[-1] == {
        "what": "summary", "session": str(kept(diary_file).session), "reason": "done", "reps": 2, "of": 2,
        "sentence": "Du gjorde alle 2 repetisjonene. Det er klokken som har telt: hold og slipp er ikke målt.",
    }  # fmt: skip
    assert [line["at_s"] for line in lines if line["what"] == "entered"] == pytest.approx([0.0, 5.0, 9.0, 15.0, 19.0])


def test_the_diary_may_be_another_file(hofte: Hofte, diary_file: Path, page: Path, tmp_path: Path) -> None:
    hofte("play", page, "-e", 1, "--hold", 4, "--diary", tmp_path / "other.sqlite3")
    assert len(kept(tmp_path / "other.sqlite3").reps) == 2
    assert not diary_file.exists()


def test_the_face_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    narrator = Narrator(Timeline("x", "en", Plan(1, 1, 0.0, 5.0, 5.0, 0.0, False), ()))

    def face(**wishes: bool):
        return play.make_face(narrator, **{"as_json": False, "plain": False, "bell": False, **wishes})

    assert isinstance(face(), PlainFace)  # nobody watches here
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert isinstance(face(), ScreenFace)
    assert isinstance(face(plain=True), PlainFace)
    assert isinstance(face(as_json=True), JsonFace)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(face(), PlainFace)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(play, "_can_write", lambda signs: False)
    assert isinstance(face(), PlainFace)
