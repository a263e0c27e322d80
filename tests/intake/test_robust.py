"""Whatever a file holds: no crash, no hang, and what comes out can be read."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import PageUnreadable
from hofte.intake.kinds import KINDS
from hofte.intake.model import Imported, Kind, NoFacts, Rights, Source
from hofte.intake.site import Site, read_yaml
from hofte.intake.written import page_text
from hofte.page.front_matter import read_front_matter

from .conftest import BRIDGE, Run, convert
from .test_records import LIFT, PLANK

PIECES = st.sampled_from(
    ["---\n", "title: x\n", "tags:\n", "- ", "{% if a %}", "{% endif %}", "{% for a in b %}", "{% endfor %}", "{%",
     "%}", "{{", "}}", "{% comment %}", "{% endcomment %}", "{% raw %}", "{% endraw %}", "{% include gallery %}",
     '{% include figure image_path="a" %}', "{% link a %}", "page.title", "|", "\n", "\n\n", "\r\n", "{: .a}",
     "*[A]: b\n", "<div>", "</div>", '<details markdown="1">', "<summary>", "<h2>", "</h2>", "<!--", "-->", "<script>",
     "</script>", "<img src=a>", "$1\\text{R}$", "![a](b)", "\u200b", "\ufeff", "\x00", "\x1e", "\u2028", "'", '"',
     "&a", "*a", "import a\n", "{/*", "*/}"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
FACTS = {"jekyll": Site()}


def imported(kind: Kind, raw: bytes, path: str = "_exercises/a.mdx") -> Imported | None:
    try:
        made = kind.convert(Source(path, raw), FACTS.get(kind.name, NoFacts()), Rights())
    except PageUnreadable:
        return None
    for page in made.pages:
        text = page_text(page)
        front = read_front_matter(text)
        assert front.meta == json.loads(json.dumps(page.meta)), text
        assert front.findings == ()
        assert text.encode()
    return made


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@given(raw=st.binary(max_size=200))
def test_any_bytes(kind: Kind, raw: bytes) -> None:
    imported(kind, raw)


@pytest.mark.parametrize("kind", [KINDS["jekyll"], KINDS["markdown"]], ids=["jekyll", "markdown"])
@given(text=st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_any_pile_of_markup(kind: Kind, text: str) -> None:
    imported(kind, text.encode("utf-8", "replace"))
    imported(kind, f"---\ntitle: x\n---\n{text}".encode("utf-8", "replace"))


@given(data=st.data())
def test_mutated_pages(data: st.DataObject) -> None:
    text = BRIDGE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(PIECES | st.text(max_size=5)) + text[end:]
    imported(KINDS["jekyll"], text.encode("utf-8", "replace"))


@given(
    meta=st.dictionaries(
        st.text(min_size=1, max_size=10) | st.sampled_from([*PLANK, "tags", "gallery", "date"]), VALUES
    )
)
def test_any_front_matter_is_written_so_that_it_is_read_back(meta: dict) -> None:
    front = json.dumps(meta)
    imported(KINDS["jekyll"], f"---\n{front}\n---\nx".encode("utf-8", "replace"))


@pytest.mark.parametrize(("kind", "record"), [("wger", LIFT), ("free-exercise-db", PLANK)])
@given(data=st.data())
def test_mutated_records(kind: str, record: dict, data: st.DataObject) -> None:
    changed = json.loads(json.dumps(record))
    for key in data.draw(st.lists(st.sampled_from(sorted(record)), max_size=4)):
        changed[key] = data.draw(VALUES)
    for one in changed.get("translations") or [] if isinstance(changed.get("translations"), list) else []:
        one[data.draw(st.sampled_from(sorted(LIFT["translations"][0])))] = data.draw(VALUES)
    imported(KINDS[kind], json.dumps(changed).encode())


@pytest.mark.parametrize("held", [["x" * 50] * 5000, [1] * 30_000, [[[]]] * 9000])
def test_a_front_matter_that_is_too_long_is_shortened_and_noted(held: list) -> None:
    made = imported(KINDS["free-exercise-db"], json.dumps({**PLANK, "odd": held}).encode())
    assert made is not None
    assert [one.code for one in made.findings] == ["front-matter-long"]


def test_values_deep_inside_each_other_become_a_text() -> None:
    deep: object = "bottom"
    for _ in range(200):
        deep = [deep]
    made = imported(KINDS["free-exercise-db"], json.dumps({**PLANK, "odd": deep}).encode())
    assert made is not None
    assert "bottom" in page_text(made.pages[0])


BOMB = "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [*{old},*{old},*{old},*{old},*{old},*{old},*{old},*{old},*{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "---\nTekst.\n"  # fmt: skip


@pytest.mark.parametrize("kind", ["jekyll", "markdown"])
def test_a_yaml_bomb_is_refused_within_a_second_with_a_reason(kind: str) -> None:
    begun = time.process_time()
    made = convert(kind, BOMB)
    assert time.process_time() - begun < 5  # unrefused, it takes minutes
    (finding,) = made.findings
    assert finding.severity == "error"
    assert "too many values" in finding.message
    assert made.pages[0].body == "Tekst."


def test_settings_that_are_a_bomb_or_no_yaml_are_none(tmp_path: Path) -> None:
    for text in (BOMB.removeprefix("---\n").split("---")[0], "a: [", "\x00", "- list"):
        (tmp_path / "_config.yml").write_text(text, encoding="utf-8")
        assert read_yaml(tmp_path / "_config.yml") == {}


@pytest.mark.parametrize("kind", ["jekyll", "markdown"])
def test_ten_megabytes_are_refused_within_a_second(kind: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a.md").write_bytes(b"---\ntitle: x\n---\n" + b"{% if a %}" * 1_000_000)
    begun = time.process_time()
    (outcome,) = run(tmp_path / "site", kind)
    assert time.process_time() - begun < 5  # unrefused, it takes minutes
    assert outcome.pages == ()
    assert "too large" in outcome.findings[0].message


@pytest.mark.parametrize(
    "unit",
    ["{% if a %}", "{% if a %}x{% endif %} ", "{%", "{{ 'a | ", "{{ a | b }}", "{% comment %}", "{% raw %}",
     "<!--", "<script>", "<div ", "<img src=a ", "$a\\", "{:", "*[a", "![", "![](", "<h1>", "\n", " ", "{% link a %}",
     "<x>", "{"],
)  # fmt: skip
def test_a_page_of_one_thing_takes_time_by_its_length(unit: str) -> None:
    """Eight times the text may take eight times as long, thrice that on a busy machine; not sixty-four times."""

    def seconds(length: int) -> float:
        raw = ("---\ntitle: x\n---\n" + unit * (length // len(unit))).encode()
        begun = time.process_time()
        imported(KINDS["jekyll"], raw)
        return time.process_time() - begun

    short = min(seconds(25_000) for _ in range(2))
    assert seconds(200_000) < 24 * short + 0.5
