"""What is not possible is said in one form: what, where, what to do; and nobody asks too often."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from hofte.web.api import limits, routes
from hofte.web.library.services import LARGEST_PAGE

API = "/api/v1"
DOSE = {"lang": "da", "text": "3 sæt af 10"}


def send(body: object, path: str = "/doses", **more: Any) -> Any:
    sent = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return Client().post(f"{API}{path}", sent, **{"content_type": "application/json"} | more)


def told(answer: Any) -> tuple[int, list[str]]:
    """The status of a problem and where it is; its form is checked."""
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert list(problem) == ["type", "title", "status", "detail", "hint", "errors"]
    assert problem["detail"]
    assert problem["hint"]
    assert problem["status"] == answer.status_code
    return answer.status_code, [one["at"] for one in problem["errors"]]


@pytest.mark.parametrize(
    ("body", "status", "at"),
    [
        (" ", 400, []),
        ("{", 400, []),
        (b"\xff\xfe", 400, []),
        ("[" * 100_000, 400, []),
        ("9" * 10_000, 400, []),
        ("null", 422, ["body"]),
        ("[1]", 422, ["body"]),
        ({"text": 5, "lang": "da"}, 422, ["body.text"]),
        ({"text": "", "lang": "xx"}, 422, ["body.text", "body.lang"]),
        ({"text": "3 x 10", "language": "da"}, 422, ["body.lang", "body.language"]),
        ({"text": "x" * 20_001, "lang": "da"}, 422, ["body.text"]),
        ('{"text": "\\ud800", "lang": "da"}', 422, ["body.text"]),
        ({**DOSE, "\ud800" * 99: 1}, 422, None),
    ],
)
def test_a_body_that_cannot_be_used(body: object, status: int, at: list[str] | None) -> None:
    found, where = told(send(body))
    assert found == status
    assert at in (None, where)


def test_a_body_is_looked_at_from_outside_first() -> None:
    assert told(send(DOSE, content_type="text/plain")) == (415, [])
    assert told(send(DOSE, HTTP_TRANSFER_ENCODING="chunked")) == (411, [])
    assert told(send(DOSE, CONTENT_LENGTH=str(10**12))) == (413, [])
    assert told(send({"text": "ø" * (LARGEST_PAGE // 2 + 1)}, "/read")) == (413, [])


@pytest.mark.store("sqlite")
def test_an_address_that_leads_nowhere(library: int) -> None:
    for path in ("", "/", "/pages/", "/nothing", "/pages/da/no-such-page", "/pages/da/a\nb", "/pages/da/%00"):
        answer = Client().get(f"{API}/{path.lstrip('/')}")
        assert told(answer) == (404, [])
    assert told(Client().get(f"{API}/pages/xx/hip-thrust")) == (422, ["path.lang"])
    assert told(Client().get(f"{API}/pages?page=0&per_page=101&language=xx")) == (
        422, ["query.language.0", "query.page", "query.per_page"],
    )  # fmt: skip
    assert told(Client().get(f"{API}/pages/da/hip-thrust?q=1")) == (422, ["query.q"])
    assert told(Client().get(f"{API}/pages?{'muscle=a&' * 1001}")) == (400, [])


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_a_method_that_there_is_not(method: str) -> None:
    for path in ("/pages", "/openapi.json"):
        answer = Client().generic(method, f"{API}{path}", b"{}", content_type="application/json")
        assert told(answer) == (405, [])
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ff%fe", "q=%22%27;--", "muscle=%00", "q=" + "%f0%9f%8d%91" * 100, "q=(" * 9]
)
def test_a_question_of_any_bytes_is_answered(library: int, query: str) -> None:
    assert Client().get(f"{API}/pages?{query}").status_code == 200


def test_who_asks_too_often_waits_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes.DOSES, "most", 2)
    monkeypatch.setattr(limits, "time", lambda: 600.0)
    ours = {"REMOTE_ADDR": "2001:db8::1"}
    assert [send(DOSE, **ours).status_code for _ in range(2)] == [200, 200]
    late = send(DOSE, REMOTE_ADDR="2001:db8::2", HTTP_X_FORWARDED_FOR="9.9.9.9")
    assert told(late) == (429, [])
    assert late["Retry-After"] == "60"
    for other in ("2001:db8:0:1::1", "192.0.2.1", "::ffff:192.0.2.2", ""):
        assert send(DOSE, REMOTE_ADDR=other).status_code == 200
    monkeypatch.setattr(limits, "time", lambda: 660.0)
    large = {"lang": "da", "text": "x" * 20_001, "more": "x" * 50_000}  # counts as two
    assert [told(send(large, **ours))[0], told(send(DOSE, **ours))[0]] == [422, 429]


@pytest.mark.store("sqlite")
def test_a_database_that_is_down_and_a_mistake_of_ours(library: int) -> None:
    client = Client(raise_request_exception=False)
    with patch.object(routes, "find", side_effect=OperationalError("disk I/O error")):
        down = client.get(f"{API}/pages")
    assert told(down) == (503, [])
    assert down["Retry-After"]
    with patch.object(routes, "find", side_effect=ZeroDivisionError("secret")):
        broken = client.get(f"{API}/pages")
    assert told(broken) == (500, [])
    assert "secret" not in broken.content.decode()
