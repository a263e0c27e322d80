"""A muscle sensor in the player: a calibration that fails and is mended, and an assessment down to its report."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.web.browser import serious_faults

from hofte.emg.advice import advice

from .conftest import NewTrainee, Trainee


def finish(trainee: Trainee) -> None:
    trainee.wait_for_screen("finished")
    trainee.follow(trainee.page.locator("#summary"))


def open_sensor(trainee: Trainee) -> None:
    """Past the gates to the page of the sensor."""
    trainee.go("/sensor/")
    while "/before/" in trainee.page.url:
        trainee.go_on()


def test_a_calibration_that_fails_says_why_and_measures_only_that_again(new_trainee: NewTrainee) -> None:
    trainee = new_trainee("phone", locale="da-DK")
    page = trainee.page
    trainee.choose("pelvic-floor-quick-long", "Lange knib")
    trainee.pass_gates()
    page.locator("[name=sensor][value=simulated]").check()
    page.locator("[name=character]").select_option("electrode-off")
    trainee.go_on()
    assert serious_faults(page) == []
    trainee.go_on()
    trainee.idle()

    assert page.locator("#muscle").count() == 0  # no level before there is a scale
    page.keyboard.press("Space")
    trainee.wait(6)
    trainee.reads("word", "Vær stille, giv slip")
    trainee.wait_for(lambda: "elektrode" in trainee.text("message").casefold(), most_s=30)
    finish(trainee)
    expect(page.locator(".trouble")).to_have_count(1)
    expect(page.locator(".trouble")).to_contain_text(advice("da")["electrode_off"].what)
    assert serious_faults(page) == []

    trainee.go_on()
    trainee.idle()
    trainee.start()
    assert trainee.wait_for(lambda: trainee.now == "finished") < 40
    trainee.follow(page.locator("#summary"))
    expect(page.locator(".trouble")).to_have_count(0)
    trainee.go_on()
    trainee.idle()
    expect(page.locator("#muscle")).to_be_visible()
    assert page.locator("#what").inner_text() == "Lange knib"


def test_an_assessment_from_the_sensor_s_page_to_a_report_on_paper(new_trainee: NewTrainee) -> None:
    trainee = new_trainee("desktop", locale="nb-NO")
    page = trainee.page
    open_sensor(trainee)
    assert serious_faults(page) == []
    trainee.know_scale("strong")
    trainee.follow(page.locator("button[value=assessment]"))
    trainee.idle()
    trainee.start()
    trainee.wait(18)
    trainee.reads("word", "Raskt og hardt")
    trainee.reads("rep", "1/5")

    page.reload()  # in the first squeeze: it begins again, and nothing before it is lost
    trainee.screen("paused")
    trainee.press("main-key")
    finish(trainee)

    expect(page.locator("#sentence")).to_contain_text(re.compile(r"\b[5-9]\d %"))
    expect(page.locator("svg.trace")).to_have_count(5)
    expect(page.locator("tbody tr")).to_have_count(5)
    expect(page.locator("tbody")).not_to_contain_text("ikke målt")
    assert serious_faults(page) == []
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 1 <= sheets <= 2
    table = page.request.get(trainee.house.url + (page.locator("a[href$='.csv']").get_attribute("href") or ""))
    assert table.text().startswith("part,rep,")
    trainee.go("/diary/")
    expect(page.locator(".days > li")).to_have_count(1)
