"""A small Jekyll site of our own, and short ways to convert a text and to run an import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hofte.core.finding import Finding
from hofte.intake.kinds import KINDS
from hofte.intake.model import CleanPage, Imported, NoFacts, Rights, Source
from hofte.intake.run import Intake, Outcome
from hofte.intake.site import Site

CONFIG = """\
locale: "da" # the site's language
permalink: /:categories/:title/
exclude:
  - drafts-of-others
collections:
  exercises:
    output: true
    permalink: /oevelse/:path/
defaults:
  - scope: {path: "", type: exercises}
    values: {layout: activity, author: anne}
  - scope: {path: "", type: posts}
    values: {author: bo}
"""
AUTHORS = "anne:\n  name: Anne Ager\nbo:\n  name: Bo Bakke\n"
BRIDGE = """\
---
title: &title "Bro"
permalink: /oevelse/bro/
redirect_from: /node/7
id: 7
language: da
header:
  teaser: /billeder/bro-0-320.jpg
  caption: *title
tags:
training_type: []
muscle_group:
  - Baller
gallery:
  - url: /billeder/bro-0.jpg
    image_path: /billeder/bro-0-320.jpg
    alt: "Broen fra siden"
    title: &title "Bro"
last_modified_at: 2024-10-18T07:15:52Z
---

Læg dig på ryggen. [Planken]({% link _exercises/planke.md %}) er den næste.

**Antal gentagelser:** 3 sæt af 12 gentagelser.
"""
PLANK = "---\ntitle: Planke\nmuscle_group:\n---\n\nHold i 30 sekunder, 3 gange.\n"
POST = "---\ntitle: Om broen\ncategory: Styrke\n---\n\nLav [broen](/oevelse/bro/) to gange om ugen.\n"


@dataclass(frozen=True)
class Made:
    """One converted page with its findings."""

    page: CleanPage
    findings: tuple[Finding, ...]

    @property
    def body(self) -> str:
        return self.page.body

    @property
    def meta(self) -> Any:
        return self.page.meta

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.findings]


def convert(kind: str, text: str | bytes, path: str = "_exercises/side.md", **site: Any) -> Imported:
    """What an importer makes of one file."""
    facts = Site(**site) if kind == "jekyll" else NoFacts()
    raw = text.encode() if isinstance(text, str) else text
    return KINDS[kind].convert(Source(path, raw), facts, Rights())


def jekyll(body: str, front: str = "title: Side\nlanguage: da", **site: Any) -> Made:
    """A Jekyll page with this body."""
    made = convert("jekyll", f"---\n{front}\n---\n{body}", **site)
    return Made(made.pages[0], made.findings)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site."""
    root = tmp_path / "site"
    for name, text in {
        "_config.yml": CONFIG,
        "_data/authors.yml": AUTHORS,
        "_exercises/bro.md": BRIDGE,
        "_exercises/planke.md": PLANK,
        "_posts/2021-03-04-om-broen.md": POST,
        "_layouts/page.md": POST,
        "drafts-of-others/a.md": POST,
        "README.md": "# Project\n",
        "kontakt.html": "---\ntitle: Kontakt\n---\n<p>Ring.</p>\n",
        "billeder/kort.html": "<p>No page.</p>\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


Run = Callable[..., list[Outcome]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Imports a site into ``out/``; answers what became of each source."""

    def import_(root: Path, kind: str = "jekyll", **options: Any) -> list[Outcome]:
        with Intake(KINDS[kind], root, tmp_path / "out", **options) as intake:
            return [*intake.passed, *(intake.take(file) for file in intake.files), *intake.finish()]

    return import_


def states(outcomes: list[Outcome]) -> dict[str, str]:
    """Page → what happened to it."""
    return {page.path: page.state for outcome in outcomes for page in outcome.pages}
