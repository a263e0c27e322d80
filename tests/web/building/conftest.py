"""A process that builds sites, and a site of the starter library with pages of a house."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import environment_of

import hofte

BASE = "https://exercises.example/site/"
STARTERS = Path(hofte.__file__).parent / "content"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ff89993d1d0000000049454e44ae426082"
)


@dataclass
class Builder:
    """Builds sites in another process."""

    process: subprocess.Popen[str]

    def build(self, content: list[Path], out: Path, cache: Path, **options: Any) -> dict[str, Any]:
        """Build once; what it reports."""
        asked = {"base_url": BASE, "content": [str(one) for one in content], "out": str(out), "cache": str(cache)}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked | options) + "\n")
        self.process.stdin.flush()
        return dict(json.loads(self.process.stdout.readline()))


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """A process that has everything loaded."""
    environment = environment_of(tmp_path_factory.mktemp("driver"))
    driver = Path(__file__).with_name("driver.py")
    process = subprocess.Popen(
        [sys.executable, str(driver)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield Builder(process)
    assert process.stdin
    process.stdin.close()
    assert process.wait(30) == 0
    assert process.stdout
    process.stdout.close()


@dataclass
class Built:
    """A site that was built."""

    root: Path
    report: dict[str, Any]
    prefix: str = "/site/"
    origin: str = "https://exercises.example"
    html: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.html = {
            one: (self.root / one).read_text(encoding="utf-8") for one in tree(self.root) if one.endswith("html")
        }


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a site but the list of them, which knows when each was written."""
    files = (file for file in root.rglob("*") if file.is_file() and file.name != ".hofte-site.json")
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(files)}


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


HOSTILE = """\
---
title: 'Ond </script><script>window.evil = 1</script>'
language: da
kind: exercise
excerpt: '"><img src=x onerror="window.evil = 2">'
muscle_group: ['<svg onload="window.evil = 3">']
equipment: ["x' onclick='window.evil = 4", "javascript:evil"]
permalink: /ond/
redirect_from: ["/før-ond/", "//evil.example/", "/../../ud/", "/.git/config", "/gammel.php", "https://evil.example/"]
faq:
  - {question: '<script>window.evil = 5</script>', answer: '<a href="javascript:window.evil = 6">her</a>'}
---

<script>window.evil = 7</script>

<img src=x onerror="window.evil = 8">

[Tryk her](javascript:window.evil=9) og [her](//evil.example/) og [her](/oevelse/bro/#e0).

3 sæt af 8–12 gentagelser.
"""
BRIDGE = """\
---
title: Bro på gulvet
language: da
kind: exercise
excerpt: Hoften løftes fra gulvet.
date: 2026-06-01
muscle_group: [Baller, Baglår]
equipment: [Måtte]
permalink: /oevelse/bro/
redirect_from: [/bro/, /gammel/bro.html]
pictures:
  - {src: /billeder/bro.png, alt: "En bro", license: CC0-1.0}
  - {src: /billeder/mangler.png, alt: "Den mangler"}
video: {provider: youtube, id: wbNRCut5lIY}
---

## Sådan gør du

1. Læg dig på ryggen.
2. Løft hoften.

3 sæt af 8–12 gentagelser.
"""


@pytest.fixture(scope="session")
def house_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of a house: one with all that a page may have, a hostile one, a draft, one in Swedish."""
    folder = tmp_path_factory.mktemp("content")
    write(folder, "bro.md", BRIDGE)
    write(folder, "dybt/nede/ond.md", HOSTILE)
    write(folder, "da/kladde.md", "---\ntitle: Kladde\npublished: false\n---\n\nIkke færdig.\n")
    write(folder, "sv/bro.md", "---\ntitle: Bäckenlyft\nlanguage: sv\nkind: exercise\n---\n\nLyft höften. 3 set.\n")
    write(folder, "README.md", "# No page\n")
    write(folder, "nb/stum.md", "Bare ord, uten tittel. Løft hoften rolig.\n")
    (folder / "billeder").mkdir()
    (folder / "billeder/bro.png").write_bytes(PICTURE)
    return folder


QUESTIONS = (
    "", "hofte", "hoftesmerter", "bekkenbunn", "bækkenbund", "hoften bro", "brø", "gulv", "knæløft", "hoftebøjer",
    "ball", "x", "på", "hoftebojer", "HOFTE!", "sideplanke", "glute bridge", "bro på gulvet", "zzzzzz", "hoftestræk",
    "elastik knæ",
)  # fmt: skip


@pytest.fixture(scope="session")
def built(builder: Builder, house_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The starter library and the house's pages, built for a folder of a web server."""
    root = tmp_path_factory.mktemp("site") / "site"
    cache = tmp_path_factory.mktemp("cache")
    report = builder.build(
        [house_content, STARTERS], root, cache, app="https://train.example/", processes=2, questions=QUESTIONS
    )
    return Built(root, report)
