"""Every example under ``corpus`` gives exactly the doses that stand behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hofte.dose.model import Dose
from hofte.dose.read import parse_doses

from .corpus_file import Example, read_examples, read_notation

EXAMPLES = read_examples()


def bare(dose: Dose, *, like: Dose) -> Dose:
    """A dose without its places; its label only where the example names one."""
    return replace(dose, spans={}, sure=True, label=dose.label if like.label else "")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.place)
def test_example_gives_its_doses(example: Example) -> None:
    found = parse_doses(example.text, example.lang)
    assert len(found) == len(example.doses), [str(dose) for dose in found]
    assert [bare(dose, like=want) for dose, want in zip(found, example.doses, strict=True)] == list(example.doses)


def test_every_language_has_examples_of_both_kinds() -> None:
    for lang in ("da", "nb", "nn", "sv", "en"):
        mine = [example for example in EXAMPLES if example.lang == lang]
        assert any(example.doses for example in mine)
        assert any(not example.doses for example in mine)


def test_unknown_notation_is_refused() -> None:
    with pytest.raises(ValueError, match="3 sips"):
        read_notation("→ 3 sips")
