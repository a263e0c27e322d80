"""Building again: the outcome is that of a fresh build to the byte, whatever changed and wherever it was cut off."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import BRIDGE, PICTURE, Builder, tree, write

PAGE = """\
---
title: {title}
language: da
kind: exercise
muscle_group: [{muscle}]
{more}
---

# {title}

1. {text}

3 sæt af 10 gentagelser.
"""


def page(title: str, muscle: str = "Baller", text: str = "Løft hoften.", more: str = "date: 2026-01-02") -> str:
    return PAGE.format(title=title, muscle=muscle, text=text, more=more)


class Home:
    """A folder of pages, a site of it that is built again and again, and fresh ones to compare it with."""

    def __init__(self, builder: Builder, folder: Path, empty: Path) -> None:
        self._empty = empty
        self._builder = builder
        self.content, self.out, self._folder = folder / "content", folder / "site", folder
        self._fresh = 0
        write(self.content, "bro.md", BRIDGE)
        write(self.content, "squat.md", page("Squat"))
        write(self.content, "march.md", page("March", "Hoftebøjere", "Se [broen](/bro/) først."))
        write(self.content, "nb/squat.md", page("Knebøy").replace("language: da", "language: nb"))

    def build(self, **options: Any) -> dict[str, Any]:
        return self._builder.build([self.content], self.out, self._folder / "cache", **options)

    def fresh(self, **options: Any) -> dict[str, bytes]:
        self._fresh += 1
        out, cache = self._folder / f"fresh-{self._fresh}", self._folder / f"cache-{self._fresh}"
        shutil.copytree(self._empty, cache)
        report = self._builder.build([self.content], out, cache, **options)
        assert report["read"] == report["pages"]
        files = tree(out)
        shutil.rmtree(out)
        return files


@pytest.fixture(scope="module")
def empty(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build remembers that has seen no page."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "content").mkdir()
    builder.build([folder / "content"], folder / "site", folder / "cache")
    return folder / "cache"


@pytest.fixture
def home(builder: Builder, tmp_path: Path, empty: Path) -> Home:
    shutil.copytree(empty, tmp_path / "cache")
    return Home(builder, tmp_path, empty)


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(content: Path) -> None:
        text = (content / name).read_text(encoding="utf-8")
        assert old in text
        (content / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def add_picture(content: Path) -> None:
    (content / "billeder").mkdir()
    (content / "billeder/bro.png").write_bytes(PICTURE)


CHANGES: dict[str, Callable[[Path], None]] = {
    "a word of a text": swap("squat.md", "Løft hoften.", "Gå ned i knæ med hoften."),
    "a title that others name": swap("bro.md", "title: Bro på gulvet", "title: Bækkenløft"),
    "a muscle that makes pages related": swap("march.md", "Hoftebøjere", "Baller"),
    "a new page with a dose": lambda content: write(content, "ny.md", page("Ny øvelse", "Baglår")),
    "a page named like another in its folder": lambda content: write(content, "a/squat.md", page("Squat i a")),
    "a page in a third language": lambda content: write(
        content, "en/squat.md", page("Squat down").replace("da\n", "en\n", 1)
    ),
    "another address": swap("bro.md", "permalink: /oevelse/bro/", "permalink: /oevelse/bækkenløft/"),
    "an address that it had": swap("bro.md", "/gammel/bro.html", "/ældre/bro/"),
    "a picture that was missing": add_picture,
    "a dose that is no more": swap("ny.md", "3 sæt af 10 gentagelser.", "Så længe du vil."),
    "a date": swap("squat.md", "2026-01-02", "2026-03-04"),
    "a page that is a draft now": swap("march.md", "kind: exercise", "kind: exercise\npublished: false"),
    "a page that is gone": lambda content: (content / "squat.md").unlink(),
    "a picture that is gone": lambda content: (content / "billeder/bro.png").unlink(),
}


#: Changes that are built together with the one after them.
_WITH_THE_NEXT = {
    "a page named like another in its folder", "another address", "an address that it had", "a date",
    "a page that is a draft now", "a page that is gone",
}  # fmt: skip


def test_building_again_gives_what_a_fresh_build_gives_to_the_byte(home: Home) -> None:
    home.build()
    before = tree(home.out)
    for name, change in CHANGES.items():
        change(home.content)
        if name in _WITH_THE_NEXT:
            continue
        report = home.build(processes=1)
        now = tree(home.out)
        assert now == home.fresh(processes=2), name
        assert now != before, name
        assert "error" not in report
        before = now


def test_nothing_to_do_writes_nothing_and_a_word_writes_its_page_only(home: Home) -> None:
    home.build()
    times = {file: file.stat().st_mtime_ns for file in home.out.rglob("*")}
    again = home.build()
    assert (again["read"], again["written"], again["removed"]) == (0, 0, 0)
    assert {file: file.stat().st_mtime_ns for file in home.out.rglob("*")} == times
    CHANGES["a word of a text"](home.content)
    assert home.build()["read"] == 1
    changed = {file.relative_to(home.out).as_posix() for file, time in times.items() if file.stat().st_mtime_ns != time}
    files = {name for name in changed if (home.out / name).is_file()} - {".hofte-site.json"}
    assert files == {"exercises/squat/da/index.html", "search/da.json"}


def test_what_was_changed_or_removed_in_the_site_is_mended(home: Home) -> None:
    home.build()
    first = tree(home.out)
    (home.out / "index.html").write_text("defaced", encoding="utf-8")
    (home.out / "robots.txt").unlink()
    home.build()
    assert tree(home.out) == first


def test_what_others_put_into_the_folder_stays(home: Home) -> None:
    home.build()
    write(home.out, "mine/notes.txt", "mine")
    write(home.out, "oevelse/bro/mine.txt", "mine")
    (home.content / "bro.md").unlink()
    report = home.build()
    assert report["removed"] > 0
    files = tree(home.out)
    assert files["mine/notes.txt"] == files["oevelse/bro/mine.txt"] == b"mine"
    assert "oevelse/bro/index.html" not in files
    assert not (home.out / "bro").exists()
    write(home.out, "oevelse/bro/index.html", "mine as well")
    write(home.content, "bro.md", BRIDGE)
    before = tree(home.out)
    report = home.build()
    assert "oevelse/bro/index.html was not made by hofte build" in report["error"]
    assert tree(home.out) == before


def test_a_link_that_leads_out_of_the_folder_is_not_followed(home: Home, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    home.out.mkdir()
    (home.out / "oevelse").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert "leads out of the site's folder" in home.build()["error"]
    assert list((tmp_path / "outside").iterdir()) == []


def test_two_pages_that_want_one_place_are_told_apart(home: Home) -> None:
    write(home.content, "index-again.md", page("Forside", more="permalink: /index.html"))
    assert "both want index.html" in home.build()["error"]


@pytest.mark.parametrize("files", [0, 1, 4, 15])
def test_a_build_that_is_cut_off_leaves_whole_files_and_can_be_resumed(home: Home, files: int) -> None:
    home.build()
    old = tree(home.out)
    for name in ("a title that others name", "a new page with a dose", "a page that is gone"):
        CHANGES[name](home.content)
    new = home.fresh()
    assert home.build(die_after=files) == {"killed": True}
    for name, content in tree(home.out).items():
        assert content in (old.get(name), new.get(name)) or name.startswith(".hofte-aside/"), name
    for name in old.keys() & new.keys():
        assert (home.out / name).is_file(), name
    home.build()
    assert tree(home.out) == new
