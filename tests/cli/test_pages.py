"""From what a person types to pages."""

import io
import os
import sys
from pathlib import Path

import pytest

from hofte.cli import pages
from hofte.cli.pages import find_sources, find_starter, read_one, read_source, starter_slugs, unreadable
from hofte.core.errors import PageUnreadable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.md", "a.markdown", "c.TXT", "d.html", ".hidden.md", "deep/e.md", ".git/f.md"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("# A page\n\nHold 10 seconds.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A starter library of our own."""
    for name in ("da/side-plank", "nb/side-plank", "nb/psoas"):
        file = tmp_path / "content" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# Page\n")
    monkeypatch.setattr(pages, "CONTENT", tmp_path / "content")
    for name in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "content"


def found(*paths: object, lang: str | None = None) -> list[str]:
    return [source.name for source in find_sources(map(str, paths), lang)]


def test_a_folder_gives_its_pages_in_order_and_nothing_hidden(folder: Path) -> None:
    names = [str(Path(name).relative_to(folder)) for name in found(folder)]
    assert names == ["a.markdown", "b.md", "c.TXT", "deep/e.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_nobody_waits_for_a_pipe_in_a_folder(folder: Path) -> None:
    before = found(folder)
    os.mkfifo(folder / "pipe.md")
    assert found(folder) == before


def test_an_empty_folder_is_a_problem_with_a_hint(tmp_path: Path) -> None:
    (source,) = find_sources([str(tmp_path)])
    assert source.problem
    assert ".markdown" in source.problem.hint


def test_a_file_of_any_name_and_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(folder / "d.html", "-") == [str(folder / "d.html"), "-"]
    stdin = io.TextIOWrapper(io.BytesIO(b"# Knib\r\n\r\nHold i 5 sekunder.\r\n"))
    monkeypatch.setattr(sys, "stdin", stdin)
    page = read_one("-")
    assert page.text == "# Knib\r\n\r\nHold i 5 sekunder.\r\n"
    assert page.path == "-"


def test_standard_input_that_is_no_text_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"good\nbad \xff")))
    with pytest.raises(PageUnreadable, match="line 2: byte 0xff"):
        read_one("-")


def test_a_slug_is_found_in_the_language_that_fits(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_starter("side-plank", "nb") == library / "nb" / "side-plank.md"
    assert find_starter("side-plank") == library / "da" / "side-plank.md"
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    assert find_starter("side-plank") == library / "nb" / "side-plank.md"
    monkeypatch.setenv("LANGUAGE", "no:da")
    assert find_starter("side-plank") == library / "nb" / "side-plank.md"
    assert find_starter("psoas", "da") == library / "nb" / "psoas.md"
    assert find_starter("da/side-plank", "nb") == library / "da" / "side-plank.md"
    assert starter_slugs() == ("psoas", "side-plank")


@pytest.mark.parametrize("slug", ["../nb/psoas", "/etc/passwd", "psoas.md", "", "nothing"])
def test_what_is_no_slug_leads_nowhere(library: Path, slug: str) -> None:
    assert find_starter(slug, "nb") is None


def test_a_file_comes_before_a_slug(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "psoas").write_text("# Mine\n")
    (source,) = find_sources(["psoas"])
    assert source.file == Path("psoas")


def test_a_near_miss_is_asked_about(library: Path) -> None:
    (source,) = find_sources(["side-plnk"])
    assert source.problem
    assert source.problem.hint == "did you mean the starter page side-plank?"
    (source,) = find_sources(["xyz"])
    assert source.problem
    assert "psoas, side-plank" in source.problem.hint
    with pytest.raises(PageUnreadable, match="xyz: there is no such file"):
        read_source(source)


def test_one_page_is_one_page(folder: Path) -> None:
    with pytest.raises(PageUnreadable, match="holds 4 pages"):
        read_one(str(folder))
    assert read_one(str(folder / "b.md")).title == "A page"


def test_an_unreadable_page_is_a_finding(folder: Path) -> None:
    (source,) = find_sources([str(folder / "d.html")])
    page = unreadable(source, PageUnreadable("bad", line=7))
    assert (page.path, page.findings[0].severity, page.findings[0].line) == (source.name, "error", 7)
