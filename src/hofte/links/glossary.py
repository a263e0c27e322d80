"""A glossary: Markdown in which a line is followed by what it means. Words that no text should be linked by are told.

::

    Psoas | den store hoftebøjer
    : En muskel fra lænden til lårbenet.

    (Sæt) | serie
    : Gentagelser, der laves uden pause.

The names of a term stand on one line. What a name in round brackets means is told, and no page is linked by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from hofte.lang.data import languages, words
from hofte.page.front_matter import read_front_matter
from hofte.search.fold import fold

#: The folder beside the pages of a language that holds its glossary: each file in it is a list of terms.
FOLDER = "glossary"
#: More terms are no list that anybody reads.
MOST_TERMS = 2000
#: A longer line is a sentence, no names.
LONGEST_NAMES = 200

_MEANING = re.compile(r":[ \t]+(?=\S)")
_BRACKETED = re.compile(r"\((.+)\)")
_NO_NAME = re.compile(r"[#>|<`:]|[-*+][ \t]")
_SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_NO_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means.

    Parameters
    ----------
    slug : str
        Its place on the page of the glossary; no two terms share one.
    names : tuple of str
        What it is called, the usual name first.
    meaning : tuple of str
        Its paragraphs, Markdown within a line.
    linked : tuple of str
        Those of its names by which a text is linked to it.
    """

    slug: str
    names: tuple[str, ...]
    meaning: tuple[str, ...]
    linked: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called first of all."""
        return self.names[0]


def read_glossary(text: str) -> tuple[Term, ...]:
    """Read the terms of a file, in its order; what is no term is passed over."""
    lines = text[read_front_matter(text).end :].splitlines()
    return tuple(_terms(lines))[:MOST_TERMS]


def _terms(lines: list[str]) -> Iterator[Term]:
    for n, line in enumerate(lines[:-1]):
        if _MEANING.match(lines[n + 1]) and _is_names(line):
            said = [name.strip() for name in line.split("|") if name.strip()]
            plain = {name: found[1].strip() if (found := _BRACKETED.fullmatch(name)) else name for name in said}
            linked = tuple(name for name in said if plain[name] == name)
            slug = slug_of(plain[said[0]])
            if slug:
                yield Term(slug, tuple(dict.fromkeys(plain.values())), _meaning(lines[n + 1 :]), linked)


def _is_names(line: str) -> bool:
    return bool(line.strip()) and len(line) <= LONGEST_NAMES and not _NO_NAME.match(line) and line[0] not in " \t"


def _meaning(lines: Iterable[str]) -> tuple[str, ...]:
    """What the lines after a name tell, up to the first line that belongs to nothing above it."""
    paragraphs: list[str] = []
    for line in lines:
        if found := _MEANING.match(line):
            paragraphs.append(line[found.end() :].strip())
        elif line[:1] in (" ", "\t") and line.strip():
            paragraphs[-1] += f" {line.strip()}"
        elif line.strip():
            break
    return tuple(paragraphs)


def slug_of(name: str) -> str:
    """A name as a place on a page, in small ASCII letters: ``Bækkenbund`` → ``baekkenbund``."""
    spelt = unicodedata.normalize("NFKD", fold(name).translate(_SPELT))
    return _NO_SLUG.sub("-", spelt).strip("-")[:80]


def joined(lang: str, glossaries: Iterable[Iterable[Term]]) -> tuple[Term, ...]:
    """One glossary of several, in the order of the language's alphabet; a later one has the last word on a term."""
    terms: Mapping[str, Term] = {term.slug: term for glossary in glossaries for term in glossary}
    return tuple(sorted(terms.values(), key=lambda term: (_sorting(term.name, lang), term.slug)))


def _sorting(name: str, lang: str) -> str:
    return fold(name).translate(_alphabet(lang))


@cache
def _alphabet(lang: str) -> Mapping[int, int]:
    """The letters that come after z in a language, moved there; ``letters`` of ``links.toml`` names them in order."""
    letters = words(lang, "links")["letters"] if lang in languages() else ""
    return {ord(fold(letter)): ord("z") + 1 + n for n, letter in enumerate(letters)}
