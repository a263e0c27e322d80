"""What is said when something is wrong: in the person's language, with a way on, and never a page in pieces."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hofte.web.library.models import Document
from hofte.web.people.models import Person
from hofte.web.search import views


@pytest.fixture
def dane() -> Client:
    return Client(raise_request_exception=False, HTTP_ACCEPT_LANGUAGE="da", enforce_csrf_checks=True)


def is_whole(answer: Any, words: str) -> bool:
    """A page in Danish with a heading and a way back."""
    text = answer.content.decode()
    with translation.override("da"):
        heading, way = translation.gettext(words), translation.gettext("Back to the exercises")
    assert heading != words
    return all(part in text for part in ('<html lang="da">', f"<h1>{heading}</h1>", way, "</html>"))


@pytest.mark.django_db
def test_a_wrong_address(dane: Client) -> None:
    answer = dane.get("/nowhere/at/all/")
    assert answer.status_code == 404
    assert is_whole(answer, "There is nothing here")
    assert "Resolver404" not in answer.content.decode()


@pytest.mark.django_db
def test_what_is_somebody_else_s_says_what_the_view_says(dane: Client) -> None:
    answer = dane.get(reverse("own", args=["0f0e0d0c-0b0a-4908-8706-050403020100"]))
    assert answer.status_code == 404
    assert "eller den tilhører en anden" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token(dane: Client) -> None:
    answer = dane.post(reverse("people"), {"name": "x"})
    assert answer.status_code == 403
    assert is_whole(answer, "Please try again")
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_a_request_that_is_too_large(dane: Client) -> None:
    dane.handler.enforce_csrf_checks = False
    answer = dane.post(reverse("paste"), {"text": "x" * 3_000_000})
    assert answer.status_code == 400
    assert is_whole(answer, "This was not understood")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("database or disk is full"), 503, "Nothing can be kept right now"),
        (DatabaseError("server closed the connection"), 503, "Nothing can be kept right now"),
        (IntegrityError("ours"), 500, "Something went wrong"),
        (KeyError("ours"), 500, "Something went wrong"),
    ],
)
def test_a_view_that_fails(
    dane: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(views, "find", fail)
    answer = dane.get("/")
    assert answer.status_code == status
    assert is_whole(answer, words)
    assert str(error) not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.store("sqlite")
def test_a_full_disk_is_said_and_what_was_kept_is_kept(cast: Any) -> None:
    cast.client.raise_request_exception = False
    kept = {"text": "Lav 3 sæt af 12 gentagelser.", "save": "1"}
    assert cast.client.post(reverse("paste"), kept).status_code == 302
    with connection.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        answer = cast.client.post(reverse("paste"), kept | {"text": "Lav 4 sæt.\n" + "x" * 900_000})
    finally:
        connection.close()  # the limit is the connection's
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert [document.text for document in Document.objects.all()] == [kept["text"]]


@pytest.mark.django_db
def test_the_health_check_says_that_the_database_is_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("no such server")

    monkeypatch.setattr(connection, "cursor", fail)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
