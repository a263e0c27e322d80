"""How heavy: what was typed is in the address, nothing is kept, and nonsense gets an answer."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "da"})


def test_st06_the_kilos_of_a_percentage(client: Client) -> None:
    html = client.get("/loads/?load=62,5&reps=5&step=2.5&percent=70&percent=80").content.decode()
    assert "70,3 til 72,9" in html  # Brzycki, Epley
    assert html.count('class="asked"') == 3  # 70, 75 and 80
    assert "47,5–50" in html  # 70 % of both, rounded down


def test_st06_more_than_ten_repetitions_are_told_in_words(client: Client) -> None:
    html = client.get("/loads/?load=60&reps=12").content.decode()
    assert "Ud fra 2 til 10 gentagelser" in html
    assert "<table" not in html


@pytest.mark.store("sqlite")
@pytest.mark.parametrize(
    "query",
    [
        "load=&reps=",
        "load=heavy&reps=-3&step=9",
        "load=1e400&reps=5",
        "load=60&reps=5&percent=²&percent=-1",
        "load=nan",
    ],
)
def test_nonsense_gets_an_answer(client: Client, query: str) -> None:
    answer = client.get(f"/loads/?{quote(query, safe='=&')}")
    assert answer.status_code == 200
