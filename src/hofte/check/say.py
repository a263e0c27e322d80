"""The sentence of a finding in the author's language: ``[message]`` of ``lang/<code>/check.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hofte.check.words import check_words
from hofte.core.finding import Finding
from hofte.lang.data import languages
from hofte.rules.words import nearest


def say(code: str, lang: str, values: Mapping[str, str]) -> str:
    """The sentence of a code with its values, in ``lang`` or the nearest language there is, at last English.

    Raises
    ------
    LookupError
        If not even English has a sentence for the code, or the sentence needs a value that is not given.
    """
    template = nearest(_said(code), lang or "en")
    if template is None:
        raise LookupError(f"no sentence for {code!r} in lang/en/check.toml")
    return template.format_map(values)


def translated(finding: Finding, lang: str) -> str:
    """The sentence of a finding that a reader made, in ``lang`` if there is one; else the reader's own English."""
    return nearest(_said(finding.code), lang or "en") or finding.message


@cache
def _said(code: str) -> Mapping[str, str]:
    said = ((lang, check_words(lang).get("message", {}).get(code)) for lang in languages())
    return {lang: template for lang, template in said if template}
