"""Local profiles: who may see whom, and what deleting leaves behind (nothing)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hofte.web.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_new_browser_has_nobody(client: Any) -> None:
    shown = client.get(reverse("people"))
    assert shown.status_code == 200
    assert shown.context["current"] is None
    assert list(shown.context["people"]) == []
    assert Person.objects.count() == 0


def test_people_of_a_device_see_each_other_and_no_stranger(cast: Any) -> None:
    shown = cast.client.get(reverse("people"))
    assert [person.name for person in shown.context["people"]] == ["Birk", "Astrid"]
    assert shown.context["current"] == cast.astrid
    assert "Vera" not in shown.content.decode()


@pytest.mark.parametrize("action", ["choose_person", "rename_person", "delete_person"])
def test_a_stranger_can_do_nothing_to_them(cast: Any, action: str) -> None:
    answer = cast.stranger_client.post(reverse(action, args=[cast.astrid.id]), {"name": "Mallory"})
    assert answer.status_code == 404
    assert set(Person.objects.values_list("name", flat=True)) == {"Astrid", "Birk", "Vera"}
    assert cast.stranger_client.get(reverse("people")).context["current"] == cast.stranger


def test_another_trains(cast: Any) -> None:
    cast.client.post(reverse("choose_person", args=[cast.neighbour.id]))
    assert cast.client.get(reverse("people")).context["current"] == cast.neighbour


def test_a_name_is_any_short_text(cast: Any) -> None:
    cast.client.post(reverse("rename_person", args=[cast.astrid.id]), {"name": "  <b>Å\0strid</b> " + "x" * 99})
    cast.astrid.refresh_from_db()
    assert cast.astrid.name == ("<b>Åstrid</b> " + "x" * 99)[:60]
    assert "<b>Å" not in cast.client.get(reverse("people")).content.decode()


def test_somebody_is_added_and_trains(cast: Any) -> None:
    cast.client.post(reverse("people"), {"name": "Carla"})
    shown = cast.client.get(reverse("people"))
    assert [person.name for person in shown.context["people"]] == ["Birk", "Astrid", "Carla"]
    assert shown.context["current"].name == "Carla"


def test_a_cookie_that_was_tampered_with_is_nobody(cast: Any) -> None:
    cast.client.cookies["hofte"] = "x" * 32
    assert cast.client.get(reverse("people")).context["current"] is None


def test_a_browser_that_comes_back_is_not_forgotten(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cookie is all that leads to a profile: it lives 400 days from the last week in which somebody came."""
    begun = timezone.now()
    renewed = []
    for day in (0, 0, 8, 8, 15):
        monkeypatch.setattr("hofte.web.people.services.timezone.now", lambda day=day: begun + timedelta(days=day))
        renewed.append("hofte" in cast.client.get(reverse("people")).cookies)
    assert renewed == [True, False, True, False, True]
    assert cast.client.cookies["hofte"]["max-age"] == settings.SESSION_COOKIE_AGE
    assert cast.client.get(reverse("people")).context["current"] == cast.astrid


def test_a_browser_without_people_gets_no_cookie_to_keep(client: Any) -> None:
    assert "hofte" not in client.get(reverse("people")).cookies
