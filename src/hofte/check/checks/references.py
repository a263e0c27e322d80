"""reference-no-doi, reference-preprint and ST12: where a page has its facts from, and whether that can be looked up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.page.model import Reference
from hofte.rules.catalogue import rule

#: A volume with an issue or pages: what a journal article has, and a book or a leaflet has not.
_VOLUME = re.compile(
    r"(?<![\d/.-])\d{1,4}\s?(?:\(\d{1,4}(?:[-–]\d{1,4})?\)|[,:;]\s?e?\d{1,7}\s?[-–]\s?\d)|\bvol\.?\s?\d", re.I
)
_LINK = re.compile(r"https?://|\bwww\.|PMC\d{4,}|PMID:?\s?\d", re.I)


@check(
    Code(
        "reference-no-doi", "warning", "A journal article is cited without DOI or link, so that nobody can look it up."
    ),
    Code(
        "reference-preprint",
        "info",
        "A preprint is cited, which no reviewer has read. Look for the reviewed article: search the title, or see "
        "whether the preprint's page links to it.",
    ),
    Code("ST12", "warning", "The preprint of the hip-thrust trial is cited although the reviewed article is out."),
)
def references(subject: Subject) -> Iterator[Note]:
    """Find preprints, by DOI or by name, and articles without DOI or link."""
    for one in subject.page.references:
        source = one.span.of(subject.page.text)
        if _is_preprint(one, source):
            yield _preprint(one)
        elif not one.doi and one.year and _VOLUME.search(one.text) and not _LINK.search(source):
            yield Note("reference-no-doi", one.line, one.span, {"year": str(one.year)})


def _preprint(one: Reference) -> Note:
    words = one.text.casefold()
    for known in _preprints()["published"]:
        if all(word in words for word in known["words"]):
            number = rule("ST12").count
            article = (
                f"{known['journal']} {number('article_year')};{number('article_volume')}:{number('article_number')}"
            )
            return Note("ST12", one.line, one.span, {"article": article})
    return Note("reference-preprint", one.line, one.span)


def _is_preprint(one: Reference, source: str) -> bool:
    if one.doi:
        return any(re.match(form, one.doi.casefold()) for form in _preprints()["doi"])
    text = source.casefold()
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in _preprints()["names"])


@cache
def _preprints() -> Mapping[str, Any]:
    """Servers by DOI and name, and preprints of which the reviewed article is known."""
    return tomllib.loads((files("hofte.check") / "preprints.toml").read_text(encoding="utf-8"))
