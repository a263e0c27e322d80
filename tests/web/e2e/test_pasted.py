"""A page that somebody pastes becomes a session: the Norwegian example, and a text of our own."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from .conftest import NewTrainee, Trainee

OWN = """# Knebøy ved stolen

Stå foran en stol med hoftebred avstand mellom føttene. Sett deg rolig ned til du rører setet, og reis deg igjen.

**Repetisjoner:** 2 sett med 4 repetisjoner, hold 1 sekund nede, 30 sekunders pause mellom settene.

Kneet skal ikke bøyes mer enn 90 grader.
"""


def paste(trainee: Trainee, text: str) -> None:
    """Paste, look, save."""
    page = trainee.page
    trainee.go("/pages/paste/")
    page.locator("textarea[name=text]").fill(text)
    trainee.follow(page.locator("main form button.go"))
    trainee.follow(page.locator("button[name=save]"))


def test_the_norwegian_page_is_pasted_and_played(new_trainee: NewTrainee, shared: Path) -> None:
    trainee = new_trainee(locale="nb-NO")
    page = trainee.page
    seed = next(file for file in sorted((shared / "seeds").iterdir()) if "Bekkenbunnstrening" in file.read_text()[:100])
    paste(trainee, seed.read_text(encoding="utf-8"))

    # What was read lights up where it stands.
    marathon = page.get_by_role("article", name="Maratontrening")
    chip = marathon.locator("[data-lights]", has_text="10 s")
    chip.click()
    expect(page.locator("mark.lit").first).to_contain_text("10 sekunder")
    trainee.follow(marathon.locator("a.button.go"))
    trainee.pass_gates()
    expect(page.locator("[name=reps]")).to_have_value("5")
    expect(page.locator("[name=hold_s]")).to_have_value("10")
    trainee.prepare(character="strong", reps=2, rest_s=10)
    trainee.start()
    trainee.wait_for(lambda: trainee.shape == "effort")
    trainee.reads("word", "Knip")
    trainee.wait_for(lambda: trainee.shape == "release")
    trainee.reads("word", "Slipp")
    trainee.wait_for_screen("finished")
    expect(trainee.summary()).to_have_count(2)
    assert all(rep["let_go"] and rep["held_s"] > 9 for rep in trainee.reps())


def test_a_text_of_ones_own_is_pasted_and_played(new_trainee: NewTrainee) -> None:
    trainee = new_trainee("desktop", locale="nb-NO")
    page = trainee.page
    paste(trainee, OWN)
    trainee.follow(page.get_by_role("article").locator("a.button.go").first)
    trainee.pass_gates()
    assert [page.locator(f"[name={name}]").input_value() for name in ("sets", "reps", "hold_s", "set_rest_s")] == [
        "2", "4", "1", "30",
    ]  # fmt: skip
    trainee.prepare()
    trainee.start()
    trainee.wait_for(lambda: trainee.shape == "effort")
    for n in range(8):
        trainee.wait_for(lambda: page.locator("#done").is_enabled() and page.locator("#done").is_visible(), most_s=40)
        trainee.press("done")
        trainee.wait(0.1)
        trainee.screen("running" if n < 7 else "finished")
    expect(trainee.summary()).to_have_count(8)
