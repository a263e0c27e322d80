"""A stretch by the clock, first one side, then the other, without a network from start to end."""

from __future__ import annotations

import json

from playwright.sync_api import expect
from tests.web.browser import eventually
from tests.web.conftest import Watch

from .conftest import Trainee

#: The page of this session is kept by the service worker, and nothing is on its way any more.
IS_KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const pages = await caches.open("hofte-sessions");
  return Boolean(await pages.match(location.pathname));
}"""


def test_offline_from_start_to_end_then_sent_once(trainee: Trainee, watch: Watch) -> None:
    page = trainee.page
    trainee.choose("hip-flexor-stretch", "Kneeling hip flexor stretch")
    trainee.pass_gates()
    trainee.prepare(reps=1, hold_s=30)
    eventually(page, lambda: page.evaluate(IS_KEPT))

    trainee.cut()
    page.reload()
    trainee.idle()
    trainee.start()
    trainee.wait(6)
    trainee.reads("side", "Left")
    trainee.wait(30)
    assert trainee.shape == "switch"
    expect(page.locator("#said")).to_contain_text("Right")
    trainee.wait(5)
    trainee.reads("side", "Right")
    trainee.wait_for_screen("finished")
    expect(page.locator("#message")).to_contain_text("sent when the connection is back")
    expect(page.locator("#summary")).to_be_hidden()
    watch.expect("ERR_INTERNET_DISCONNECTED")

    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.post_data or "") if "/log" in request.url else None)
    trainee.reconnect()
    trainee.wait_for(lambda: page.locator("#summary").is_visible(), most_s=60)
    expect(page.locator("#message")).to_have_text("Everything is saved in the diary.")
    trainee.summary()

    entries = trainee.diary()
    assert len({entry["id"] for entry in entries}) == len(entries)
    events = [entry["body"]["kind"] for entry in entries if entry["kind"] == "event"]
    assert [kind for kind in events if kind in ("start", "tick")] == ["start", "tick"]
    assert [(rep["side"], rep["effort_s"], rep.get("measured", False)) for rep in trainee.reps()] == [
        ("left", 30, False),
        ("right", 30, False),
    ]
    assert [entry["body"] for entry in entries if entry["kind"] == "session_finished"] == [{"reason": "done"}]

    # The same events a second time change nothing.
    for body in posted:
        assert json.loads(body)["events"]
    again = [{"id": entry["id"], **entry["body"]} for entry in entries if entry["kind"] == "event"]
    session = next(entry["session"] for entry in entries if entry["kind"] == "session_started")
    answer = page.request.post(
        f"{trainee.house.url}/session/{session}/log",
        data={"events": again},
        headers={"X-CSRFToken": page.locator("[name=csrfmiddlewaretoken]").first.input_value()},
    )
    assert sorted(answer.json()["ids"]) == sorted(event["id"] for event in again)
    assert len(trainee.diary()) == len(entries)
