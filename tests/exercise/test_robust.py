"""Whatever a page says, reading its exercises neither crashes nor points beside the words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.stored import from_json, to_json
from hofte.core.values import Span
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.read import read_exercises
from hofte.page.read import parse_page

PAGES = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "pages").iterdir())]
PIECES = st.sampled_from(
    ["\n", "\n\n", "## ", "- ", "1. ", "|", "|-|\n", "**", ": ", "Hold i 5 sekunder.", "3 sæt af 8",
     "80-90 grader knæ", "Hvor ofte?\n", "Varianter", "stop urinstrålen", "---\n", "scope: PF\n", "poses: [1]\n",
     "\u200b", "\r\n", "½", "10 knib", "kind: exercise\n", "> ", "| Øvelse | Sæt | Gentagelser |\n|-|-|-|\n",
     "| Bro | 3 | 8 |\n", "**Bro.** Gentag 3 gange.", "1. dag. ", "Hvor lang pause?\n", "Skift side. ",
     "style: release\n",
     "blocks: [{exercises: [{title: a, reps: 3}, {title: b, reps: AMRAP}]}]\n", "exercises: [a, b]\n",
     "faq: [{question: Hvor ofte?, answer: dagligt}]\n", "excerpt: >-\n  Lav 3 sæt\n  af 8\n",
     "Hvad siger forskningen?"]
)  # fmt: skip


def spans(exercise: Exercise) -> Iterator[Span]:
    for dose in (*exercise.doses, *((exercise.inherited,) if exercise.inherited else ())):
        yield from dose.spans.values()
    for line in (*exercise.steps, *exercise.cautions, *exercise.equipment, *exercise.checks):
        if line.span is not None:
            yield line.span
    for variant in exercise.variants:
        yield from spans(variant)


def check(text: str, lang: str) -> None:
    reading = read_exercises(parse_page(text, lang=lang))
    for exercise in reading.exercises:
        assert exercise.name
        assert all(0 <= span.start < span.end <= len(text) for span in spans(exercise))
        assert len([dose for dose in exercise.doses[1:] if not dose.label]) == 0
    assert from_json(Reading, to_json(reading)) == reading


@given(st.sampled_from(PAGES), st.sampled_from(["da", "nb", "nn", "sv", "en"]), st.data())
def test_mutated_pages_are_read(text: str, lang: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + data.draw(PIECES | st.text(max_size=5)) + text[end:]
    check(text, lang)


@given(st.data())
def test_mutated_example_pages_are_read(shared: Path, data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from(sorted((shared / "seeds").iterdir())))
    text = seed.read_bytes().decode()
    start = data.draw(st.integers(0, len(text)))
    check(text[:start] + data.draw(PIECES) + text[start + data.draw(st.integers(0, 60)) :], "nb")


@given(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=12).map("".join))
def test_piles_of_pieces_below_front_matter_are_read(front: str, body: str) -> None:
    check(f"---\ntitle: x\n{front}\n---\n{body}", "da")


@given(st.binary(max_size=400), st.sampled_from(["da", "sv"]))
def test_any_bytes_that_are_text_are_read(raw: bytes, lang: str) -> None:
    check(raw.decode("utf-8", errors="replace").replace("\x00", " "), lang)


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["da", "nb", "en"]))
def test_piles_of_pieces_are_read(text: str, lang: str) -> None:
    check(text, lang)


@pytest.mark.parametrize(
    "text",
    ["Hold. " * 4000, "3 sæt af " * 4000, "- **a:** 3 sæt af 8\n" * 2000, "80-90 grader " * 4000,
     "a:" * 10_000, "**" * 50_000,
     "## Varianter\n\n" + "- hold i 5 sekunder\n" * 1000, "Stop urinstrålen. " * 5000,
     "# A\n\n" + "- Hold i 10 sekunder, 3 sæt\n" * 2000, "| Øvelse | Sæt |\n|-|-|\n| a | 3 |\n\n" * 1500,
     "# Øvelser\n\n" + "1. **a.** Gentag 3 gange.\n" * 2000,
     "## a\n\n" + "".join(f"Lav {n} sæt. " for n in range(2000)),
     "---\nblocks:\n- exercises:\n" + "  - {title: a, reps: 3}\n" * 2500 + "---\n",
     "# A\n\nHold i" + " " * 100_000 + "10 sekunder."],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_nothing_hangs(text: str) -> None:
    started = time.process_time()
    read_exercises(parse_page(text, lang="da"))
    assert time.process_time() - started < 30
