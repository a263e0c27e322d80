"""Pictures that may be shown come with their pages; others do not, and nothing comes from outside the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from hofte.core.errors import IntakeError
from hofte.intake.model import Rights

from .conftest import Outcome, Run


def page(site: Path, *sources: str) -> None:
    """A site of one page with these pictures."""
    pictures = "".join(f"  - {{image_path: '{source}', alt: x}}\n" for source in sources)
    (site / "blog").mkdir(parents=True, exist_ok=True)
    (site / "blog/a.md").write_text(f"---\ntitle: A\nlanguage: da\ngallery:\n{pictures}---\nx\n", encoding="utf-8")


def picture(file: Path, raw: bytes = b"picture") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def missing(outcomes: list[Outcome]) -> int:
    return sum(one.code == "picture-missing" for outcome in outcomes for one in outcome.findings)


@pytest.mark.parametrize("root", ["", "public", "static", "blog"])
def test_a_picture_that_may_be_shown_is_copied_to_where_the_page_names_it(
    site: Path, run: Run, tmp_path: Path, root: str
) -> None:
    page(site, "/img/en%20bro.jpg?w=3")
    picture(site / root / "img/en bro.jpg")
    assert missing(run(site, "markdown", rights=Rights(pictures="CC0-1.0"))) == 0
    assert (tmp_path / "out/img/en bro.jpg").read_bytes() == b"picture"
    text = (tmp_path / "out/da/a.md").read_text(encoding="utf-8")
    assert 'license: "CC0-1.0"\n' in text
    assert "published: false\nwithheld" in text


def test_a_picture_of_unknown_licence_stays(site: Path, run: Run, tmp_path: Path) -> None:
    page(site, "/a.jpg")
    picture(site / "a.jpg")
    assert missing(run(site, "markdown")) == 0
    assert not (tmp_path / "out/a.jpg").exists()


def test_a_picture_is_copied_again_only_when_it_changed(site: Path, run: Run, tmp_path: Path) -> None:
    page(site, "/a.jpg")
    picture(site / "a.jpg")
    free = Rights(pictures="CC0-1.0")
    run(site, "markdown", rights=free)
    copy = tmp_path / "out/a.jpg"
    node = copy.stat().st_ino
    run(site, "markdown", rights=free, overwrite=True)
    assert copy.stat().st_ino == node
    picture(site / "a.jpg", b"another picture")
    run(site, "markdown", rights=free, overwrite=True)
    assert copy.read_bytes() == b"another picture"


@pytest.mark.parametrize(
    "source",
    ["/gone.jpg", "../secret.jpg", "/../secret.jpg", "/link.jpg", "/notes.md", "/folder.jpg", "/%00.jpg",
     "a/%2e%2e/%2e%2e/secret.jpg", "/" + "x" * 5000 + ".jpg"],
)  # fmt: skip
def test_what_is_not_there_or_outside_is_said_and_not_copied(site: Path, run: Run, tmp_path: Path, source: str) -> None:
    page(site, source)
    picture(tmp_path / "secret.jpg")
    picture(site / "notes.md")
    (site / "folder.jpg").mkdir()
    (site / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    assert missing(run(site, "markdown", rights=Rights(pictures="CC0-1.0"))) == 1
    assert {file.suffix for file in (tmp_path / "out").rglob("*") if file.is_file()} <= {".md", ".sqlite3", ""}


@pytest.mark.parametrize(
    "source", ["https://x.example/a.jpg", "//x.example/a.jpg", "data:image/png;base64,AA", "http://[", "/"]
)
def test_a_picture_elsewhere_stays_there(site: Path, run: Run, source: str) -> None:
    page(site, source)
    assert missing(run(site, "markdown", rights=Rights(pictures="CC0-1.0"))) == 0


def test_a_picture_that_cannot_be_written_is_said(site: Path, run: Run, tmp_path: Path) -> None:
    page(site, "/a/b.jpg")
    picture(site / "a/b.jpg")
    picture(tmp_path / "out/a")
    with pytest.raises(IntakeError):
        run(site, "markdown", rights=Rights(pictures="CC0-1.0"))
