"""Words made comparable for the simple search: lower case, no accents, the letters of the North kept apart."""

from __future__ import annotations

import unicodedata

_KEPT = "æøåäö"


def folded(text: str) -> str:
    """``Bækkenbund`` → ``bækkenbund``, ``résumé`` → ``resume``; white space becomes single blanks."""
    composed = unicodedata.normalize("NFC", text.replace("\0", " ")).casefold()  # PostgreSQL takes no NUL
    plain = (c if c in _KEPT else _bare(c) for c in composed)
    return " ".join("".join(plain).split())


def _bare(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
