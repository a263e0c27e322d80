"""What a person is told about a signal: what is wrong and what to do, ``lang/<code>/quality.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from hofte.emg.finding import QualityFinding
from hofte.emg.level import LEAST_SNR_DB
from hofte.lang.data import languages, words


@dataclass(frozen=True, slots=True)
class Advice:
    """Two plain sentences in one language."""

    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.what} {self.do}"


@cache
def advice(lang: str) -> Mapping[str, Advice]:
    """All advice of a language, by problem; English when there is no such language.

    Beside the problems of a signal there are ``too_weak`` (no level can be shown at all), ``crosstalk`` and
    ``one_sensor`` (nothing can be said about other muscles), ``bearing_down`` and ``wrong_muscle``.
    """
    code = lang if lang in languages() else "en"
    return MappingProxyType({key: Advice(said["what"], said["do"]) for key, said in words(code, "quality").items()})


def advise(found: QualityFinding, lang: str) -> Advice:
    """What is said of one finding."""
    is_too_weak = found.problem == "weak" and found.measure < LEAST_SNR_DB
    return advice(lang)["too_weak" if is_too_weak else found.problem]
