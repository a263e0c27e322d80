"""docs/importing.md names every finding and every kind."""

from __future__ import annotations

import re
from pathlib import Path

import hofte
from hofte.intake.kinds import KINDS

ROOT = Path(__file__).parents[2]
_CODE = re.compile(r"(?:on_line\(\s*\w+,\s*|\.at\(\s*[\w.()]+,\s*|Finding\(\s*)\"([a-z-]+)\"")


def test_every_finding_and_kind_is_in_the_documents() -> None:
    text = (ROOT / "docs/importing.md").read_text(encoding="utf-8")
    source = "\n".join(
        file.read_text(encoding="utf-8") for file in (Path(hofte.__file__).parent / "intake").glob("*.py")
    )
    codes = set(_CODE.findall(source))
    assert {"page-unreadable", "include-unknown", "liquid-generated", "html", "picture-missing"} <= codes
    assert {code for code in codes if f"`{code}`" not in text} == set()
    assert {name for name in KINDS if f"`{name}`" not in text} == set()
