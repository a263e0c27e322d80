"""Coming back to a session: after a reload, after a tab was closed, from a second tab."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.web.browser import close as close_tab
from tests.web.browser import settle

from .conftest import Trainee
from .test_marathon import begin


def reload(trainee: Trainee) -> None:
    trainee.page.reload()


def close(trainee: Trainee) -> None:
    """The tab goes at once, without being asked; the person opens the address again."""
    address, dying = trainee.page.url, trainee.page
    trainee.page = dying.context.new_page()
    close_tab(dying, trainee.page, trainee.house.url)
    trainee.page.goto(address)


@pytest.mark.parametrize("end", [reload, close])
def test_a_session_goes_on_at_the_very_repetition(trainee: Trainee, end: Callable[[Trainee], None]) -> None:
    begin(trainee, "strong", reps=3, rest_s=10)
    trainee.start()
    trainee.wait(5 + 20 + 4)  # four seconds into the second squeeze
    trainee.reads("rep", "2/3")
    assert trainee.shape == "effort"

    end(trainee)
    trainee.screen("paused")
    trainee.page.clock.run_for(100)
    trainee.reads("rep", "2/3")
    trainee.reads("word", "Paused")
    settle(trainee.page)
    trainee.press("main-key")
    trainee.wait(0.5)
    # A squeeze that was cut in two is none: it begins again.
    trainee.reads("word", "Squeeze")
    trainee.reads("count", "10")
    trainee.wait_for_screen("finished")
    trainee.summary()
    reps = trainee.reps()
    assert [rep["rep"] for rep in reps] == [1, 2, 3]
    assert all(rep["measured"] and rep["held_s"] > 9 for rep in reps)
    assert "paused" in reps[1]["problems"]
    assert "problems" not in reps[0]


def test_two_tabs_play_one_session_in_one_place(trainee: Trainee) -> None:
    begin(trainee, "strong", reps=2, rest_s=10)
    first = trainee.page
    trainee.start()
    trainee.wait(8)

    second: Page = first.context.new_page()
    second.goto(first.url)
    expect(second.locator("#elsewhere")).to_be_visible()
    second.locator("#take-over").click()
    expect(first.locator("#elsewhere")).to_be_visible()

    trainee.page = second
    trainee.screen("paused")
    settle(trainee.page)
    trainee.press("main-key")
    trainee.wait_for_screen("finished")
    trainee.summary()
    entries = trainee.diary()
    assert [rep["rep"] for rep in trainee.reps()] == [1, 2]
    assert [entry["kind"] for entry in entries].count("session_finished") == 1
    assert sum(entry["body"].get("kind") == "start" for entry in entries) == 1
