from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import NotStored
from hofte.core.stored import from_json, to_json
from hofte.core.values import Range, Span


@dataclass(frozen=True)
class Inner:
    kind: Literal["a", "b"]
    size: float | None = None


@dataclass(frozen=True)
class Outer:
    name: str
    span: Span
    day: date | None = None
    parts: tuple[Inner, ...] = ()
    pair: tuple[int, str] = (1, "x")
    ranges: dict[str, Range] | None = None
    flag: bool = False


inners = st.builds(Inner, st.sampled_from(["a", "b"]), st.none() | st.floats(allow_nan=False, allow_infinity=False))
outers = st.builds(
    Outer,
    st.text(),
    st.builds(lambda a, b: Span(a, a + b), st.integers(0, 99), st.integers(0, 99)),
    st.none() | st.dates(),
    st.lists(inners, max_size=3).map(tuple),
    st.tuples(st.integers(), st.text(max_size=3)),
    st.none() | st.dictionaries(st.text(max_size=3), st.builds(Range.exactly, st.integers(0, 9)), max_size=2),
    st.booleans(),
)


@given(outers)
def test_what_is_stored_reads_back_the_same(value: Outer) -> None:
    assert from_json(Outer, to_json(value)) == value


def test_a_default_is_left_out_and_comes_back() -> None:
    assert to_json(Inner("a")) == {"kind": "a"}
    assert to_json(Inner("a", 0.0)) == {"kind": "a", "size": 0.0}


@pytest.mark.parametrize(
    ("kind", "stored", "where"),
    [
        (Outer, {"name": 3, "span": {"start": 0, "end": 1}}, "Outer.name"),
        (Outer, {"name": "x"}, "span"),
        (Outer, {"name": "x", "span": {"start": 4, "end": 1}}, "Outer.span"),
        (Outer, {"name": "x", "span": {"start": 0, "end": 1}, "parts": [{"kind": "c"}]}, r"parts\[0\].kind"),
        (Outer, {"name": "x", "span": {"start": 0, "end": 1}, "day": "yesterday"}, "day"),
        (Outer, {"name": "x", "span": {"start": 0, "end": 1}, "hue": 1}, "hue"),
        (Inner, {"kind": "a", "size": 10**400}, "too large"),
        (Inner, {"kind": "a", "size": True}, "size"),
        (Inner, [], "object"),
    ],
)
def test_what_does_not_fit_names_its_place(kind: type, stored: Any, where: str) -> None:
    with pytest.raises(NotStored, match=where):
        from_json(kind, stored)


def test_a_thing_without_a_json_form_is_refused() -> None:
    with pytest.raises(NotStored, match="set"):
        to_json({"a": {1}})
