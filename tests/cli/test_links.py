"""`hofte links`: text, JSON and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

HEAD = "---\ntitle: {title}\nlanguage: da\n---\n\n"


def test_the_command_tells_and_fails_on_dead_links(hofte: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "content" / "da"
    (folder / "glossary").mkdir(parents=True)
    (folder / "glossary" / "terms.md").write_text("Spændstighed\n: At fjedre.\n", encoding="utf-8")
    text = "Bækkenbunden og spændstigheden. ![x](/her.png) [død](/intet/)\n"
    (folder / "a.md").write_text(HEAD.format(title="Andet") + text, encoding="utf-8")
    (tmp_path / "content" / "her.png").write_bytes(b"x")
    told = hofte("links", tmp_path / "content")
    assert told.exit_code == 1
    assert "error link-dead /intet/ leads to no page" in told.stdout
    assert "picture-missing" not in told.stdout
    (line,) = hofte("links", tmp_path / "content", "--format", "json", "--known", "/intet").stdout.splitlines()
    assert [link["to"] for link in json.loads(line)["automatic"]] == [
        "/viden/baekkenbund/", "/glossary/da/#spaendstighed"]  # fmt: skip
    assert hofte("links", tmp_path / "content", "--known", "/intet/").exit_code == 0
    assert hofte("links", tmp_path / "none").exit_code == 2


def test_our_own_pages_have_no_dead_links(hofte: Callable[..., Result]) -> None:
    assert hofte("links", Path(__file__).parents[2] / "src/hofte/content", "--strict").exit_code == 0
