from __future__ import annotations

from datetime import date

import pytest

from hofte.page.dates import parse_date, read_dates


@pytest.mark.parametrize(
    "text",
    [
        "18/10/2024", "18-10-2024", "18.10.2024", "2024-10-18", "2024-10-18T07:15:52Z", "2024-10-18 07:15:52 +0200",
        "18. oktober 2024", "18 okt. 2024", "18. Oktober 2024", "Oct 18, 2024", "October 18th, 2024",
        "18 October 2024", "18 oktober 2024",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    assert parse_date(text) == date(2024, 10, 18)


@pytest.mark.parametrize(
    "text", ["", "13/2024", "31/02/2024", "10-15", "80-90-100", "maj", "1. Smarch 2024", "x" * 999]
)
def test_what_is_no_day_gives_none(text: str) -> None:
    assert parse_date(text) is None


def test_an_update_before_publication_is_a_finding() -> None:
    published, updated, findings = read_dates({"datePublished": "19/02/2025", "lastUpdated": "24/02/2024"})
    assert (published, updated) == (date(2025, 2, 19), date(2024, 2, 24))
    assert [one.code for one in findings] == ["date-order"]


def test_an_update_on_the_same_day_is_none() -> None:
    assert read_dates({"date": "2025-02-19", "updated": "2025-02-19"})[2] == ()


def test_a_date_that_cannot_be_read_is_a_finding() -> None:
    published, _, findings = read_dates({"datePublished": "last spring"})
    assert published is None
    assert [one.code for one in findings] == ["date-unreadable"]
