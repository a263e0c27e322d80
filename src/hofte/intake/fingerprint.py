"""Which program made something: a fingerprint of its code and words. When it changes, things are made again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import hofte

#: What turns a file of a site into a page.
CONVERTS = ("intake", "lang", "page")
#: What turns a page into exercises with doses and findings.
READS = ("coach", "core", "dose", "exercise", "lang", "page", "rules")


@cache
def fingerprint(*packages: str) -> str:
    """A fingerprint of the code and the words of some packages of Hofte.

    Parameters
    ----------
    *packages : str
        Folders below ``hofte``: ``page``, ``web/library``.
    """
    root = Path(hofte.__file__).parent
    files = {file for name in packages for file in (root / name).rglob("*") if file.suffix in (".py", ".toml")}
    seen = hashlib.sha256()
    for file in sorted(files):
        seen.update(file.read_bytes())
    return seen.hexdigest()
