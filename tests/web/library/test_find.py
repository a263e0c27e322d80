"""The simple search and the filters, on both stores: the same answers, whatever is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hofte.web.library import selectors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lang", "query", "slug"),
    [
        ("da", "bækkenbund", "pelvic-floor-release"),
        ("da", "  HOFTE   thrust ", "hip-thrust"),
        ("nb", "bekkenbunn", "pelvic-floor-release"),
        ("nb", "sideplanke", "side-plank"),
        ("en", "PELVIC floor", "pelvic-floor-release"),
        ("en", "side plank", "side-plank"),
    ],
)
def test_words_find_pages(library: int, lang: str, query: str, slug: str) -> None:
    assert slug in {document.slug for document in selectors.library(lang, query=query)}


def test_all_words_must_occur(library: int) -> None:
    assert selectors.library("en", query="plank zebra") == []


def test_a_filter_leaves_what_it_promises(library: int) -> None:
    every = selectors.library("da")
    facets = selectors.facets(every, "muscles", "")
    assert facets
    for facet in facets:
        assert len(selectors.narrowed(every, muscle=facet.value)) == facet.count


def test_a_language_without_pages_gets_the_nearest(library: int) -> None:
    assert {document.lang for document in selectors.library("sv")} == {"en"}


@pytest.mark.parametrize(
    "query", ["\0", "%", "_", "'; DROP TABLE library_document; --", "\ud800", "𝕳𝖎𝖕", "a" * 5000, "\\"]
)
def test_a_strange_query_is_answered(library: int, client: Any, query: str) -> None:
    answer = client.get(
        reverse("library"),
        {"q": query.encode("utf-8", "surrogatepass"), "muscle": query[:1] if query.isascii() else ""},
    )
    assert answer.status_code == 200


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.binary(max_size=60), muscle=st.text(max_size=20))
def test_any_bytes_are_answered(library: int, client: Any, query: bytes, muscle: str) -> None:
    typed = {"q": query, "muscle": muscle.encode("utf-8", "surrogatepass"), "equipment": query}
    assert client.get(reverse("library"), typed).status_code == 200
