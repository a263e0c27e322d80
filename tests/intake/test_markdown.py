"""A folder of Markdown or MDX: FysFinder's kind of pages, and programs in pages."""

from __future__ import annotations

from pathlib import Path

import pytest

import hofte
from hofte.dose.model import FIELDS
from hofte.exercise.model import Exercise
from hofte.exercise.read import read_exercises
from hofte.intake.written import page_text
from hofte.page.model import Section
from hofte.page.read import parse_page

from .conftest import Made, Run, convert, states


def made(text: str | bytes, path: str = "ovelser/bro.md") -> Made:
    result = convert("markdown", text, path)
    return Made(result.pages[0], result.findings)


def test_front_matter_of_fysfinders_kind() -> None:
    front = (
        "title: Bro\nbodyParts:\n  - hofte\ndatePublished: 13/09/2025\nlastUpdated: '14/09/2025'\n"
        "previewImage: /a.webp\npreviewImageAlt: En bro\nvideoUrl: https://v.dk/1\nvideoName: Bro\n"
        "videoAttribution: Physi\nrelated:\n  - {type: blog, slug: x, title: X}\n"
    )
    meta = made(f"---\n{front}---\n\n## Sådan gør du\n\n1. Løft dig op.\n").meta
    assert (meta["date"], meta["last_modified_at"], meta["kind"]) == ("2025-09-13", "2025-09-14", "exercise")
    assert meta["pictures"] == [{"src": "/a.webp", "alt": "En bro", "license": "unknown", "published": False}]
    assert meta["videos"] == [{"url": "https://v.dk/1", "title": "Bro", "author": "Physi", "license": "unknown"}]
    assert meta["related"] == [{"type": "blog", "slug": "x", "title": "X"}]


def test_a_copy_that_is_unlisted_is_withheld() -> None:
    assert made("---\ntitle: Bro\nunlisted: true\n---\nx").meta["withheld"] == ["unlisted", "license-unknown"]


def test_a_page_without_front_matter_is_taken_as_it_is() -> None:
    page = made("# Beregner\n\nHer kan du beregne, hvor meget du får ud af øvelsen.\n").page
    assert page.body == "# Beregner\n\nHer kan du beregne, hvor meget du får ud af øvelsen."
    assert (page.lang, page.slug) == ("da", "bro")


def test_line_ends_and_unseen_characters() -> None:
    result = made("---\r\ntitle: Br\u200bo\r\n---\r\nGentag to gange dagligt\u200b.\r\n\r\nHold.\r\n")
    assert result.meta["title"] == "Bro"
    assert result.body == "Gentag to gange dagligt.\n\nHold."
    assert [(one.code, one.severity) for one in result.findings] == [("unseen", "info")]


def test_broken_front_matter_is_a_finding_and_the_body_still_comes() -> None:
    result = made("---\ntitle: [\n---\n\nTekst.\n")
    assert result.body == "Tekst."
    assert ("front-matter", "error") in [(one.code, one.severity) for one in result.findings]


MDX = """\
---
title: Bro
---
import { Kort } from "../kort";
export const dosis = 3;

<Kort farve="rød">

Lav {dosis} sæt.

</Kort>

{/* skjult */}
Slut.
"""


def test_mdx_leaves_its_words_and_says_what_goes() -> None:
    result = made(MDX, "bro.mdx")
    assert result.body.split() == ["Lav", "sæt.", "Slut."]
    assert sorted((one.line, one.code) for one in result.findings) == [
        (4, "mdx"),
        (5, "mdx"),
        (7, "html"),
        (9, "mdx"),
        (11, "html"),
    ]


def test_braces_in_markdown_are_words() -> None:
    assert made("Lav {3} sæt.").body == "Lav {3} sæt."


def test_mdx_that_shows_code_keeps_its_braces() -> None:
    result = made("```js\nconst a = {b: 1}\n```\n\n{a}\n", "bro.mdx")
    assert "{b: 1}" in result.body
    assert [one.code for one in result.findings] == ["mdx-code"]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("Øvelser/Bækken løft.md", "baekken-loeft"),
        ("hofte/index.mdx", "hofte"),
        ("a/page.md", "a"),
        ("index.md", "index"),
    ],
)
def test_names(path: str, slug: str) -> None:
    assert made("# X\n", path).page.slug == slug


def test_pages_of_the_same_name_both_come(tmp_path: Path, run: Run) -> None:
    for folder in ("blog", "ordbog"):
        (tmp_path / "site" / folder).mkdir(parents=True)
        (tmp_path / "site" / folder / "hofte.md").write_text(f"---\nlanguage: da\n---\n# {folder}\n")
    first, second = states(run(tmp_path / "site", "markdown"))
    assert first == "da/hofte.md"
    assert second.startswith("da/hofte-")
    assert set(states(run(tmp_path / "site", "markdown"))) == {first, second}


def test_the_real_pages_come_whole(shared: Path, run: Run, tmp_path: Path) -> None:
    root = shared / "corpus" / "pages" / "fysfinder"
    outcomes = run(root, "markdown")
    assert len(outcomes) == len(list(root.rglob("*.md")))
    for outcome in outcomes:
        assert all(finding.severity != "error" for finding in outcome.findings), outcome
        source = parse_page((root / outcome.source).read_text(encoding="utf-8"))
        page = parse_page((tmp_path / "out" / outcome.pages[0].path).read_text(encoding="utf-8"))
        assert page.title == source.title
        assert [_shape(section) for section in page.sections] == [_shape(section) for section in source.sections]
        assert [one.question for one in page.questions] == [one.question for one in source.questions]
        assert (page.kind, page.lang) == (source.kind, source.lang)
        assert (page.published, page.updated) == (source.published, source.updated)


def test_importing_changes_nothing_of_what_pages_ask_for(shared: Path) -> None:
    for file in (*(shared / "corpus/pages/fysfinder").rglob("*.md"), *(shared / "seeds").glob("*.txt")):
        source = read_exercises(parse_page(file.read_text(encoding="utf-8"), path=file.name))
        page = made(file.read_bytes(), file.name).page
        imported = read_exercises(parse_page(page_text(page), path=file.name))
        assert list(map(_asks, imported.exercises)) == list(map(_asks, source.exercises)), file.name


def test_importing_hoftes_own_pages_changes_nothing() -> None:
    for file in (Path(hofte.__file__).parent / "content").rglob("*.md"):
        source = file.read_text(encoding="utf-8")
        text = page_text(made(source, f"{file.parent.name}/{file.name}").page)
        before, after = parse_page(source), parse_page(text)
        assert {key: value for key, value in after.meta.items() if key != "source"} == before.meta
        assert list(map(_words, after.sections)) == list(map(_words, before.sections))


def _asks(exercise: Exercise) -> object:
    doses = [{name: getattr(dose, name) for name in FIELDS} for dose in exercise.doses]
    lines = [line.text for line in (*exercise.steps, *exercise.cautions)]
    return exercise.name, exercise.scope, exercise.style, doses, lines, list(map(_asks, exercise.variants))


def _words(section: Section) -> tuple[str, list[str]]:
    return section.heading.text if section.heading else "", [block.text for block in section.blocks]


def _shape(section: Section) -> list[tuple[str, int, int]]:
    return [(block.kind, len(block.items), len(block.rows)) for block in section.blocks]


def test_the_seeds_come_whole(shared: Path, run: Run) -> None:
    outcomes = run(shared / "seeds", "markdown")
    hip, psoas, floor = (outcome.pages[0].summary for outcome in outcomes)
    assert [one.lang for one in (hip, psoas, floor) if one] == ["da", "da", "nb"]
    assert all(one and one.playable >= 2 for one in (hip, psoas, floor))
    assert page_text(convert("markdown", (shared / "seeds" / outcomes[0].source).read_bytes()).pages[0])


def test_files_about_the_project_are_no_pages(tmp_path: Path, run: Run) -> None:
    for name in ("README.md", "LICENSE.txt", "robots.txt", "bro.md", "node_modules/x.md", ".git/y.md", "picture.png"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text("---\nlanguage: da\n---\n# X\n")
    assert list(states(run(tmp_path / "site", "markdown"))) == ["da/bro.md"]
