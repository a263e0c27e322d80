"""The way to a session: the screen, the pelvic-floor gate, the self-test, the dose; none can be skipped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hofte.web.library.models import Document
from hofte.web.library.selectors import exercises_of, reading_of
from hofte.web.training.models import Entry

pytestmark = pytest.mark.django_db


def squeezes() -> tuple[Document, int]:
    """The page of quick and long squeezes, and the number of its long ones."""
    found = Document.objects.get(slug="pelvic-floor-quick-long", lang="en")
    return found, [e.style for e in exercises_of(reading_of(found))].index("long")


def bridge() -> tuple[Document, int]:
    return Document.objects.get(slug="glute-bridge", lang="en"), 0


def before(client: Any, page: tuple[Document, int], **answers: str) -> Any:
    return client.post(f"/before/{page[0].id}/{page[1]}/", answers, follow=True)


def pass_gates(client: Any, page: tuple[Document, int]) -> Any:
    before(client, page, gate="screen")
    before(client, page, gate="pelvic")
    return before(client, page, gate="selftest", hold_s="6", repeats="5", quick="8")


def names(response: Any) -> list[str]:
    return [template.name for template in response.templates]


def test_rf01_the_first_session_is_preceded_by_the_screen(cast: Any, library: int) -> None:
    page = bridge()
    asked = cast.client.get(f"/prepare/{page[0].id}/{page[1]}/", follow=True)
    assert "training/screen.html" in names(asked)
    assert "training/prepare.html" in names(before(cast.client, page, gate="screen"))
    body = Entry.objects.get(person=cast.astrid.id, kind="screen").body
    assert body["open"] is True
    assert body["version"]
    assert not any(body["answers"].values())


def test_rf01_no_session_can_be_made_past_the_screen(cast: Any, library: int) -> None:
    page = bridge()
    cast.client.post(f"/prepare/{page[0].id}/{page[1]}/", {"sets": "1", "reps": "5", "sensor": "timer"})
    assert not Entry.objects.filter(kind="session_started").exists()


def test_rf02_rf13_a_tick_closes_the_gate_with_fixed_words_and_where_to_go(cast: Any, library: int) -> None:
    page = bridge()
    answer = before(cast.client, page, gate="screen", saddle_numb="on")
    assert "training/closed.html" in names(answer)
    assert b"112" in answer.content
    again = cast.client.get(f"/prepare/{page[0].id}/{page[1]}/", follow=True)
    assert "training/screen.html" in names(again)


def test_rf12_nothing_ticked_never_means_safe(cast: Any, library: int) -> None:
    asked = cast.client.get(f"/before/{bridge()[0].id}/0/", follow=True)
    assert b"cannot rule out illness" in asked.content
    assert b"safe" not in asked.content.split(b"<main")[1]


def test_rf01_it_is_asked_again_after_four_weeks(cast: Any, library: int) -> None:
    page = bridge()
    before(cast.client, page, gate="screen")
    long_ago = timezone.now() - timedelta(weeks=4, days=1)
    Entry.objects.filter(kind="screen").update(at=long_ago)
    assert "training/screen.html" in names(cast.client.get(f"/prepare/{page[0].id}/0/", follow=True))


def test_rf01_pn01_pain_above_five_asks_it_again(cast: Any, library: int) -> None:
    page = bridge()
    session = start(cast.client, page)
    told = cast.client.post(f"/session/{session}/summary/", {"pain": "7"}, follow=True)
    assert b"Over 5" in told.content or b"over 5" in told.content or b"Above 5" in told.content
    assert "training/screen.html" in names(cast.client.get(f"/prepare/{page[0].id}/0/", follow=True))


def start(client: Any, page: tuple[Document, int], **changed: str) -> str:
    before(client, page, gate="screen")
    form = client.get(f"/prepare/{page[0].id}/{page[1]}/").context["form"]
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: value for name, value in values.items() if value not in (None, False, "")} | changed
    made = client.post(f"/prepare/{page[0].id}/{page[1]}/", sent)
    assert made.status_code == 302, made.context["objection"]
    return str(made["Location"]).strip("/").split("/")[-1]


def test_pf18_pain_or_overactivity_opens_only_letting_go(cast: Any, library: int) -> None:
    page = squeezes()
    before(cast.client, page, gate="screen")
    question = cast.client.get(f"/before/{page[0].id}/{page[1]}/").context["questions"][0][0]
    answer = before(cast.client, page, gate="pelvic", **{question: "on"})
    assert "training/closed.html" in names(answer)
    assert answer.context["release"].slug == "pelvic-floor-release"
    assert "training/pelvic.html" in names(cast.client.get(f"/prepare/{page[0].id}/{page[1]}/", follow=True))


def test_pf18_the_gate_binds_no_other_exercise(cast: Any, library: int) -> None:
    assert "training/prepare.html" in names(before(cast.client, bridge(), gate="screen"))


def test_pf08_pf09_holds_start_at_the_own_longest_hold(cast: Any, library: int) -> None:
    ready = pass_gates(cast.client, squeezes())
    assert "training/prepare.html" in names(ready)
    assert ready.context["form"].initial["hold_s"] == 6


@pytest.mark.parametrize("hold_s", ["0", "11", "-1", "x", ""])
def test_pf09_the_self_test_counts_to_ten(cast: Any, library: int, hold_s: str) -> None:
    page = squeezes()
    before(cast.client, page, gate="screen")
    before(cast.client, page, gate="pelvic")
    answer = before(cast.client, page, gate="selftest", hold_s=hold_s, repeats="5", quick="5")
    assert answer.status_code == 422
    assert not Entry.objects.filter(kind="selftest").exists()


def test_bh08_after_three_weeks_the_self_test_is_taken_anew(cast: Any, library: int) -> None:
    page = squeezes()
    pass_gates(cast.client, page)
    Entry.objects.update(at=timezone.now() - timedelta(days=22))
    assert "training/selftest.html" in names(cast.client.get(f"/prepare/{page[0].id}/{page[1]}/", follow=True))


def test_pf06_a_shorter_rest_is_refused_with_the_rule_s_words(cast: Any, library: int) -> None:
    page = squeezes()
    pass_gates(cast.client, page)
    sent = {"sets": "1", "reps": "5", "hold_s": "6", "rest_s": "3", "sensor": "timer"}
    answer = cast.client.post(f"/prepare/{page[0].id}/{page[1]}/", sent)
    assert answer.status_code == 422
    assert answer.context["objection"].rule == "PF06"
    assert b"PF06" in answer.content
    assert not Entry.objects.filter(kind="session_started").exists()


def test_st02_what_is_not_from_the_page_says_so(cast: Any, library: int) -> None:
    page = bridge()
    before(cast.client, page, gate="screen")
    shown = cast.client.get(f"/prepare/{page[0].id}/0/")
    rows = {field.name: (said, from_page) for field, said, from_page in shown.context["rows"]}
    assert rows["sets"] == ("2–3", True)
    assert rows["per_side"] == ("", False)
    assert b"not from the page" in shown.content


def test_a_stranger_sees_no_session_and_no_page_of_somebody_else(cast: Any, library: int) -> None:
    session = start(cast.client, bridge())
    for address in (f"/session/{session}/", f"/session/{session}/summary/"):
        assert cast.stranger_client.get(address).status_code == 404
    assert cast.stranger_client.post(f"/session/{session}/delete/").status_code == 404
    assert cast.stranger_client.post(f"/session/{session}/log", "{}", content_type="text/json").status_code == 404


# --- After a session -------------------------------------------------------------------------------------------------


def play(client: Any, session: str) -> None:
    """Play a session by the clock without a socket, as a browser that was offline sends it."""
    events = [
        {"id": "00000000-0000-4000-8000-000000000001", "kind": "start", "at_s": 0.0, "detail": ""},
        *(
            {"id": f"00000000-0000-4000-8000-0000000001{n:02}", "kind": "rep", "at_s": 10.0 + 5 * n, "detail": ""}
            for n in range(60)
        ),
    ]
    for _ in range(2):  # sent twice: an acknowledgement that got lost
        answer = client.post(f"/session/{session}/log", {"events": events}, content_type="application/json")
        assert answer.status_code == 200
        assert len(answer.json()["ids"]) == len(events)


def test_what_was_done_offline_is_kept_once_and_told_honestly(cast: Any, library: int) -> None:
    session = start(cast.client, bridge(), sets="1", reps="5")
    play(cast.client, session)
    assert Entry.objects.filter(session=session, kind="rep").count() == 5
    assert Entry.objects.filter(session=session, kind="session_finished").count() == 1
    shown = cast.client.get(f"/session/{session}/summary/")
    assert "5 of 5" in shown.context["report"].sentence
    assert "nothing was measured" in shown.context["report"].sentence


def test_a_repetition_can_be_corrected_and_the_log_keeps_both(cast: Any, library: int) -> None:
    session = start(cast.client, bridge(), sets="1", reps="5")
    play(cast.client, session)
    cast.client.post(f"/session/{session}/correct/", {"rep": "1", "seconds": "", "done": ""})
    cast.client.post(f"/session/{session}/correct/", {"rep": "2", "seconds": "4.5", "done": "on"})
    shown = cast.client.get(f"/session/{session}/summary/").context["report"]
    assert "4 of 5" in shown.sentence
    assert "changed by you" in shown.rows[1].remarks
    assert shown.rows[2].rep.effort_s == 4.5
    assert Entry.objects.filter(session=session, kind="rep").count() == 5
    refused = cast.client.post(f"/session/{session}/correct/", {"rep": "99"}, follow=True)
    assert refused.status_code == 200
    assert Entry.objects.filter(session=session, kind="amended").count() == 2


def test_the_diary_goes_along_and_a_session_is_deleted_for_good(cast: Any, library: int) -> None:
    session = start(cast.client, bridge(), sets="1", reps="5")
    play(cast.client, session)
    assert cast.client.get("/diary/export.csv").content.count(b"\n") == 6
    assert str(session) in cast.client.get("/diary/export.json").content.decode()
    assert str(session) not in cast.stranger_client.get("/diary/export.json").content.decode()
    cast.client.post(f"/session/{session}/delete/")
    assert not Entry.objects.filter(session=session).exists()


@pytest.mark.parametrize(
    "sent", [b"", b"{", b"[]", b'{"events": 3}', b'{"events": [{}]}', b'{"events": [{"id": "x"}]}', b"[" * 100_000]
)
def test_rubbish_in_the_log_is_refused_and_changes_nothing(cast: Any, library: int, sent: bytes) -> None:
    session = start(cast.client, bridge())
    before_it = Entry.objects.filter(session=session).count()
    assert cast.client.post(f"/session/{session}/log", sent, content_type="application/json").status_code == 400
    assert Entry.objects.filter(session=session).count() == before_it
