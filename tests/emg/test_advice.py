"""What a person is told about a signal: plain sentences in every language, calm ones."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest

from hofte.emg.advice import advice, advise
from hofte.emg.finding import GRAVEST, QualityFinding
from hofte.emg.level import Scale
from hofte.emg.model import Features, Problem
from hofte.emg.notice import Notices
from hofte.emg.strength import strength, weakness
from hofte.emg.whole_strength import contrast_db, weakness_of
from hofte.lang.data import languages


def test_every_problem_has_two_sentences_in_every_language() -> None:
    said = {lang: advice(lang) for lang in languages()}
    assert {frozenset(all_) for all_ in said.values()} == {frozenset(said["en"])}
    assert set(said["en"]) >= {*GRAVEST, "too_weak", "crosstalk", "one_sensor", "bearing_down", "wrong_muscle"}
    for each in (each for all_ in said.values() for each in all_.values()):
        assert each.what.endswith(".")
        assert each.do.endswith(".")
        assert "!" not in str(each)
    assert advice("fi") == advice("en")


def test_the_classes_of_strength_and_what_is_said_of_them() -> None:
    classes = [strength(Scale(1.0, 10.0 ** (db / 20))) for db in (5.9, 6.1, 9.9, 10.1, 19.9, 20.1)]
    assert classes == ["none", "poor", "poor", "fair", "fair", "good"]
    weak = weakness(Scale(1.0, 1.5), 60.0)
    assert weak is not None
    assert (weak.problem, weak.end_s) == ("weak", 60.0)
    assert advise(weak, "da") == advice("da")["too_weak"]
    assert advise(QualityFinding("weak", 0.0, 1.0, 8.0), "da") == advice("da")["weak"]
    assert weakness(Scale(1.0, 10.0), 60.0) is None


def test_a_recording_is_weak_by_its_own_contrast() -> None:
    envelope = np.ones(6000)
    envelope[1000:1400] = 2.5
    assert contrast_db(envelope) == pytest.approx(7.96, abs=0.01)
    assert weakness_of(envelope) == QualityFinding("weak", 0.0, 60.0, contrast_db(envelope) or 0.0)
    envelope[1000:1200] = 20.0
    assert weakness_of(envelope) is None
    assert contrast_db(envelope[:200]) is None
    assert contrast_db(np.zeros(600)) is None


def told(problems: Iterable[tuple[Problem, ...]]) -> list[tuple[Problem, ...]]:
    notices = Notices()
    said: list[tuple[Problem, ...]] = [()]
    for n, each in enumerate(problems):
        if notices.hear(Features(n / 50, None, problems=each)):
            assert notices.told != said[-1]
        said.append(notices.told)
    return said


def test_a_lost_packet_is_not_told_and_a_fault_that_comes_and_goes_stays_told() -> None:
    assert set(told([("gap",) if n % 100 < 8 else () for n in range(2000)])) == {()}
    said = told([("gap", "movement") if n % 100 < 40 else ("gap",) for n in range(1000)] + [()] * 200)
    changes = [after for before, after in pairwise(said) if before != after]
    assert changes == [("gap", "movement"), ("gap",), ()]
