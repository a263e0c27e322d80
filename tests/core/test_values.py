import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import ValueInvalid
from hofte.core.values import Range, Span

bounds = st.none() | st.floats(0, 1e6, allow_nan=False)


@given(bounds, bounds)
def test_a_range_is_ordered_and_names_at_least_one_number(low: float | None, high: float | None) -> None:
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        with pytest.raises(ValueInvalid):
            Range(low, high)
        return
    span = Range(low, high)
    assert span.least <= span.most
    assert span.least in span
    assert span.is_open == (None in (low, high))


@pytest.mark.parametrize("bound", [math.nan, math.inf, -math.inf, True, 10**400])
def test_a_bound_is_finite(bound: float) -> None:
    with pytest.raises(ValueInvalid, match="finite"):
        Range(bound, None)


@pytest.mark.parametrize(
    ("value", "words"),
    [(Range(8, 12), "8–12"), (Range(5, 5), "5"), (Range(None, 10), "≤10"), (Range(1.5, None), "≥1.5")],
)
def test_a_range_reads_as_a_person_writes_it(value: Range, words: str) -> None:
    assert str(value) == words


def test_a_span_finds_its_words_again() -> None:
    text = "hold i 20–30 sekunder"
    span = Span(7, 12)
    assert span.of(text) == "20–30"
    assert span.shifted(3).of("...hold i 20–30 sekunder") == "20–30"
    assert span.covering(Span(0, 4)) == Span(0, 12)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)])
def test_a_span_runs_forward(start: int, end: int) -> None:
    with pytest.raises(ValueInvalid):
        Span(start, end)
