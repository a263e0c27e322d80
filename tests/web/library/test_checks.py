"""What is to be right while an exercise is done, in the words of the interface."""

from __future__ import annotations

import pytest
from django.utils import translation

from hofte.exercise.model import Check
from hofte.web.library.templatetags.checks import in_words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(90.0, 90.0, "Tjek: knæ 90°"), (80.0, 90.0, "Tjek: knæ 80–90°"), (None, 45.0, "Tjek: knæ 45°")],
)
def test_an_angle_is_said_once(low: float | None, high: float, words: str) -> None:
    with translation.override("da"):
        assert in_words(Check("angle", "knee", low, high, "deg", "")) == words
