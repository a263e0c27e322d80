"""A person at a real browser before a real server, whose clock follows the browser's, which a test moves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.web.browser import pass_time, settle, stop_time, watch
from tests.web.conftest import DESKTOP, PHONE, House

from hofte.coach.assessment import assessment_timeline
from hofte.coach.measured import RATE, Measured
from hofte.device.simulated import Simulated
from hofte.diary.model import Calibrated, Finished, Guided, Started
from hofte.diary.store import Diary
from hofte.emg.level import Scale

SETTINGS = Path(__file__).parents[2] / "settings"
SIZES = {"phone": PHONE, "desktop": DESKTOP}
#: The browser's time goes on in steps of this many seconds, as for a tab in the background.
STEP_S = 1.0


@pytest.fixture(scope="session")
def timed_house(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Iterator[House]:
    """A real server that takes its time from the browser."""
    data = Path(shutil.copytree(seed, tmp_path_factory.mktemp("timed") / "data"))
    environment = {"DJANGO_SETTINGS_MODULE": "hofte_browser_time", "PYTHONPATH": str(SETTINGS)}
    house = House(data, environment).start()
    yield house
    house.stop()
    assert "Traceback" not in house.log.read_text()


@cache
def scales_of(character: str) -> dict[str, Scale]:
    """Today's scales of a simulated person."""
    return Simulated(character=character).scales()


def stretches() -> Iterator[Measured]:
    """An assessment as if every level had been the same, with what a loose electrode leaves out."""
    at_s = 0.0
    for phase in assessment_timeline("en").phases:
        n = round(phase.until.at_least_s * RATE)
        values = {"target": (None, *(40.0 + tenth % 5 for tenth in range(n - 1))), "buttock": (10.0,) * n}
        problems = ("target:electrode_off",)
        yield Measured(phase.cue, phase.kind, phase.set, phase.rep, at_s, values, problems=problems)
        at_s += phase.until.at_least_s


class Trainee:
    """One person: goes through the pages by what stands on them, and moves the browser's clock."""

    def __init__(self, page: Page, house: House) -> None:
        self.page, self.house = page, house

    # Pages

    def go(self, path: str) -> None:
        """Open a page of the house."""
        self.page.goto(self.house.url + path)

    def follow(self, link: Locator) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation():
            link.click()

    def choose(self, slug: str, exercise: str) -> None:
        """Open a page of the library and start one of its exercises; ends at the first gate or at the dose."""
        self.go(f"/exercises/{slug}/")
        self.follow(self.page.get_by_role("article", name=exercise, exact=True).locator("a.button.go"))

    def pass_gates(self) -> None:
        """Say no to every question, and give the self-test the most there is, until the dose is there."""
        while "/before/" in self.page.url:
            for name, value in {"hold_s": "10", "repeats": "10", "quick": "10"}.items():
                field = self.page.locator(f"input[type=number][name={name}]")
                if field.count():
                    field.fill(value)
            self.go_on()

    def prepare(self, *, character: str = "", **numbers: float) -> None:
        """Change the dose, choose the sensor, and make the session."""
        for name, value in numbers.items():
            self.page.locator(f"[name={name}]").fill(str(value))
        if character:
            self.know_scale(character)
            self.page.locator("[name=sensor][value=simulated]").check()
            self.page.locator("[name=character]").select_option(character)
        self.go_on()
        self.idle()

    def know_scale(self, character: str) -> None:
        """Today's scale of a simulated sensor is known, as after a calibration; test_calibration.py plays one."""
        person = UUID(self.diary()[0]["person"])
        with Diary(self.house.data / "hofte.sqlite3") as diary:
            for scope, (channel, scale) in product(("PF", ""), scales_of(character).items()):
                calibrated = Calibrated(f"simulated:{character}", scope, channel, scale)
                diary.write(uuid4(), "calibrated", calibrated, person=person)

    def keep_sensor_sessions(self) -> list[str]:
        """A calibration in which nothing was measured and a whole assessment; the addresses of what is told of them."""
        person, device = UUID(self.diary()[0]["person"]), "simulated:strong"
        calibration = Started("Scale", device=device, purpose="calibration")
        assessment = Started("Test", timeline=assessment_timeline("en"), device=device, purpose="assessment")
        paths = []
        with Diary(self.house.data / "hofte.sqlite3") as diary:
            for started in (calibration, assessment):
                session = uuid4()
                diary.write(session, "session_started", started, person=person)
                if started is assessment:
                    diary.write(session, "guided", Guided(device, scales_of("strong")), person=person)
                    for one in stretches():
                        diary.write(session, "measured", one, person=person)
                diary.write(session, "session_finished", Finished(), person=person)
                paths.append(f"/session/{session}/summary/")
        return paths

    def go_on(self) -> None:
        """Press the button that leads on."""
        self.follow(self.page.locator("main form button.go").last)

    # The session

    def idle(self) -> None:
        """The player is there."""
        self.screen("idle")
        settle(self.page)

    def start(self) -> None:
        self.press("main-key")
        self.screen("running")

    def press(self, button: str) -> None:
        """Press a button of the player; comes back when what follows is safe."""
        self.page.locator(f"#{button}").click()
        settle(self.page)

    def wait(self, seconds: float) -> None:
        """Let time pass in the browser, and let the server come along."""
        while seconds > 1e-9:
            step_s = min(STEP_S, seconds)
            pass_time(self.page, step_s)
            seconds -= step_s

    def cut(self) -> None:
        """The network goes away."""
        self.page.context.set_offline(True)
        settle(self.page)

    def reconnect(self) -> None:
        """The network is back."""
        self.page.context.set_offline(False)
        settle(self.page)

    def wait_for(self, condition: Callable[[], Any], *, most_s: float = 120.0) -> float:
        """Let time pass until something is so; how long that took."""
        waited = 0.0
        while not condition():
            assert waited < most_s, f"nothing came of it in {waited:g} s; the page is {self.now}"
            self.wait(STEP_S)
            waited += STEP_S
        return waited

    def wait_for_screen(self, name: str, *, most_s: float = 400.0) -> float:
        return self.wait_for(lambda: self.now == name, most_s=most_s)

    @property
    def now(self) -> str:
        """What the player shows: idle, running, paused or finished."""
        return self.page.locator("body").get_attribute("data-screen") or ""

    @property
    def shape(self) -> str:
        return self.page.locator("body").get_attribute("data-shape") or ""

    def text(self, element: str) -> str:
        return self.page.locator(f"#{element}").inner_text()

    def screen(self, name: str) -> None:
        expect(self.page.locator("body")).to_have_attribute("data-screen", name)

    def reads(self, element: str, text: str) -> None:
        """An element shows a text, now or as soon as it is drawn."""
        expect(self.page.locator(f"#{element}")).to_have_text(text)

    # What was done

    def summary(self) -> Locator:
        """Go on to the summary; its table's rows."""
        self.page.locator("#summary").click()
        expect(self.page.locator("#sentence")).to_be_visible()
        return self.page.locator("tbody tr")

    def diary(self) -> list[dict[str, Any]]:
        """Everything that is kept of this person, as they would take it along."""
        entries: list[dict[str, Any]] = self.page.request.get(self.house.url + "/diary/export.json").json()["entries"]
        return entries

    def reps(self) -> list[dict[str, Any]]:
        return [entry["body"] for entry in self.diary() if entry["kind"] == "rep"]


NewTrainee: TypeAlias = Callable[..., Trainee]


@pytest.fixture
def new_trainee(new_page: Callable[..., Page], timed_house: House) -> NewTrainee:
    """People with a browser each: ``new_trainee("desktop", locale="da-DK")``."""

    def come(size: str = "phone", house: House = timed_house, **options: Any) -> Trainee:
        page = new_page(viewport=SIZES[size], **options)
        stop_time(page.context)
        watch(page.context)
        return Trainee(page, house)

    return come


@pytest.fixture
def trainee(new_trainee: NewTrainee) -> Trainee:
    """A person with a phone, in English."""
    return new_trainee()
