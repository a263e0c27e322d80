"""Reads the words of a language: ``lang/<code>/<subject>.toml``. Code stays as it is when a language is added."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from hofte.core.errors import HofteError


class LanguageUnknown(HofteError, KeyError):
    """No folder under ``hofte/lang`` holds this language; ``known`` names those that there are."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no words for the language {code!r}", hint=f"use one of {', '.join(known)}")
        self.known = known


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages, sorted: the folders that hold words."""
    return tuple(sorted(p.name for p in files(__package__).iterdir() if p.is_dir() and not p.name.startswith("_")))


@cache
def words(code: str, subject: str) -> Mapping[str, Any]:
    """The words of one language for one subject, as the TOML file holds them.

    Parameters
    ----------
    code : str
        ``da``, ``nb``, ``nn``, ``sv``, ``en``.
    subject : str
        The file's name without its ending, for instance ``dose`` or ``cues``.

    Raises
    ------
    LanguageUnknown
        If there is no such language, or it has no words for the subject.
    """
    if code not in languages():
        raise LanguageUnknown(code, languages())
    source = files(__package__) / code / f"{subject}.toml"
    if not source.is_file():
        raise LanguageUnknown(f"{code}/{subject}", languages())
    return tomllib.loads(source.read_text(encoding="utf-8"))
