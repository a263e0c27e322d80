"""What all files of a site share: where it stands, its languages, how long a key holds."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

import hofte
from hofte.core.errors import HofteError
from hofte.web.building.urls import interface_of
from hofte.web.library.around import NAMES

_MADE_OF = frozenset((".py", ".toml", ".html", ".css", ".js", ".svg", ".mo", ".json"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads, for templates."""

    lang: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is built.

    Parameters
    ----------
    origin : str
        Scheme and host: ``https://example.org``.
    prefix : str
        Where it stands there: ``/`` or ``/exercises/``.
    app : str
        The address of a Hofte that serves the same pages, with a slash at its end; empty when there is none.
    languages, feeds, glossaries : sequence of Place
        The lists of all pages, by interface language; what is new, and the words that are explained, by language.
    """

    origin: str
    prefix: str
    app: str = ""
    languages: Sequence[Place] = ()
    feeds: Sequence[Place] = ()
    glossaries: Sequence[Place] = ()
    first: str = "en"

    def stand(self) -> None:
        """Make every address that is asked for in this process one of this site."""
        set_script_prefix(self.prefix)
        settings.FIRST_LANGUAGE = self.first

    def interface(self, lang: str) -> str:
        """The interface language around a page: one that the site has lists in."""
        code = interface_of(lang)
        return code if any(place.lang == code for place in self.languages) else self.first

    def file_of(self, path: str) -> str:
        """The file at an address of the site: ``/site/a/`` → ``a/index.html``."""
        inside = path.removeprefix(self.prefix).lstrip("/")
        if not inside or inside.endswith("/"):
            return f"{inside}index.html"
        return inside if inside.casefold().endswith((".html", ".htm")) else f"{inside}/index.html"


def site_at(base_url: str, app: str = "") -> Site:
    """A site by the addresses that a person types.

    Raises
    ------
    HofteError
        If one of them is no address of the web.
    """
    base, there = _parts(base_url, "--base-url"), app and _parts(app, "--app")
    return Site(base[0], base[1], f"{there[0]}{there[1]}" if there else "")


def _parts(address: str, option: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
        _ = parts.port
    except ValueError:
        fits = None
    if not fits or set(address) & set(" \"'<>\\^`{|}\n\r\t"):
        raise HofteError(f"{option} {address} is no web address", hint="for instance https://example.org/exercises/")
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return f"{parts.scheme}://{parts.netloc}", path


def library_of(lang: str) -> Place:
    """The list of all pages in an interface language."""
    with override(lang):
        return Place(lang, NAMES.get(lang, lang), reverse("library"))


def key_of(*inputs: object) -> str:
    """A short name for the inputs that a file is made from."""
    return hashlib.sha256(repr(inputs).encode()).hexdigest()[:32]


@cache
def program() -> str:
    """A mark of this program: its code, words, templates and static files, and what they run on."""
    root = Path(hofte.__file__).parent
    seen = hashlib.sha256(f"{django.__version__} {sys.version}".encode())
    for file in sorted(root.rglob("*")):
        if file.suffix in _MADE_OF and "content" not in file.relative_to(root).parts:
            seen.update(f"{file.relative_to(root)}\0".encode())
            seen.update(file.read_bytes())
    return seen.hexdigest()
