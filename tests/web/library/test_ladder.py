"""Every rung of a ladder can be started, with what its exercise says where the rung says nothing itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
_PREPARE = re.compile(r'href="(/prepare/[^"]+)"')


def starts(answer: Any) -> list[str]:
    return _PREPARE.findall(answer.content.decode())


def test_each_rung_has_a_start_of_its_own(library: int, client: Any) -> None:
    page = client.get(reverse("starter_in", args=["hip-thrust", "en"]))
    ladder = next(part for part in page.context["shown"].parts if part.rungs)
    numbers = [rung.number for rung in ladder.rungs]
    assert len(numbers) == len(set(numbers)) > 4
    assert None not in numbers
    assert {int(address.split("/")[-2]) for address in starts(page)} >= set(numbers)


def test_a_rung_of_two_exercises_starts_neither(library: int, client: Any) -> None:
    page = client.get(reverse("starter_in", args=["pelvic-floor-quick-long", "en"]))
    ladder = next(part for part in page.context["shown"].parts if part.rungs)
    assert {rung.number for rung in ladder.rungs} == {None}
