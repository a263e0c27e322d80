"""Local profiles: who may see whom, and what deleting leaves behind (nothing)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

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
