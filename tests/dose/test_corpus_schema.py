from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import NotStored
from hofte.core.values import Range
from hofte.dose.corpus import from_corpus, to_corpus
from hofte.dose.model import FIELDS, Dose, Load

ranges = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: Range(float(min(pair)), float(max(pair))))
doses = st.builds(
    Dose,
    sets=st.none() | ranges,
    reps=st.none() | ranges,
    hold_s=st.none() | ranges,
    rest_rule=st.sampled_from([None, "equal_hold", "full_release"]),
    per_side=st.sampled_from([None, True]),
    load=st.none() | st.builds(Load, st.sampled_from(["kg", "rm"]), ranges) | st.just(Load("band")),
    tempo=st.sampled_from([None, "3-0-1"]),
    to_failure=st.sampled_from([None, True]),
)


@given(doses)
def test_a_dose_survives_the_schema(dose: Dose) -> None:
    assert from_corpus(to_corpus(dose)) == dose


def test_every_key_is_written_and_no_side_is_false() -> None:
    row = to_corpus(Dose(reps=Range(None, 10)))
    assert tuple(row) == FIELDS
    assert row["reps"] == [None, 10]
    assert row["per_side"] is False
    assert row["sets"] is None


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(NotStored, match="stes"):
        from_corpus({"stes": [3, 3]})
