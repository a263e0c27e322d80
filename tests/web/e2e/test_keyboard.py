"""A whole session without mouse or finger: from the library through the gates and the player to the summary."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.web.browser import settle

from .conftest import NewTrainee, Trainee

#: What has the focus: its text, its name, where it leads.
FOCUS = """() => {
  const { innerText, name, id, href } = document.activeElement;
  return [innerText?.trim(), name, id, href].filter(Boolean).join(" | ");
}"""


class Fingers:
    """Ten fingers on a keyboard."""

    def __init__(self, trainee: Trainee) -> None:
        self.page = trainee.page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab_to(self, wanted: str) -> None:
        """Go on from control to control until one says or is called ``wanted``."""
        seen: list[str] = []
        for _ in range(120):
            self.press("Tab")
            seen.append(self.page.evaluate(FOCUS))
            if wanted in seen[-1]:
                assert self.page.evaluate("document.activeElement.matches(':focus-visible')")
                return
        raise AssertionError(f"the keyboard never came to {wanted!r}, only to {seen}")

    def open(self, wanted: str) -> None:
        self.tab_to(wanted)
        with self.page.expect_navigation():
            self.press("Enter")

    def type(self, wanted: str, value: str) -> None:
        self.tab_to(wanted)
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(value)


def test_a_whole_session_by_keyboard_alone(new_trainee: NewTrainee) -> None:
    trainee = new_trainee("desktop")
    page, fingers = trainee.page, Fingers(trainee)
    trainee.go("/")
    fingers.open("/exercises/glute-bridge/")
    fingers.open("/prepare/")
    while "/before/" in page.url:
        fingers.open("go on")
    fingers.type("reps", "2")
    fingers.open("Make the session")
    trainee.idle()

    fingers.press("Space")
    trainee.screen("running")
    trainee.wait_for(lambda: page.locator("#done").is_visible())
    fingers.press("Space")
    trainee.screen("paused")
    fingers.press("Space")
    trainee.screen("running")
    fingers.press("Escape")
    expect(page.locator("#ask")).to_be_visible()
    expect(page.locator("#ask-no")).to_be_focused()
    fingers.press("Enter")
    expect(page.locator("#ask")).to_be_hidden()
    trainee.screen("running")
    fingers.tab_to("discreet")
    fingers.press("Space")
    expect(page.locator("#discreet")).to_have_attribute("aria-pressed", "true")
    fingers.press("Enter")
    expect(page.locator("#discreet")).to_have_attribute("aria-pressed", "false")
    page.evaluate("document.activeElement.blur()")

    def do_one() -> bool:
        if page.locator("#done").is_visible():
            fingers.press("d")
            settle(page)
        return trainee.now == "finished"

    trainee.wait_for(do_one, most_s=400)
    trainee.wait_for(lambda: page.locator("#summary").is_visible())
    expect(page.locator("#summary")).to_be_focused()
    with page.expect_navigation():
        fingers.press("Enter")
    expect(page.locator("#sentence")).to_be_visible()
    fingers.type("effort", "4")
    fingers.press("Enter")
    expect(page.locator("[role=status]")).to_be_visible()
    assert [rep["rep"] for rep in trainee.reps()][:2] == [1, 2]
