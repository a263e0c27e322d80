"""Where a page of the library stands, where it stood before, and where it stands in other languages.

A page's own address is its ``permalink``, or ``/exercises/<slug>/<lang>/`` when it names none that it can have. What
it names in ``redirect_from`` leads there in one step. Every target is an address of the library, never words of a page,
so no page can send anybody to another site, or round in circles.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db.models import QuerySet
from django.urls import Resolver404, get_script_prefix, resolve, reverse

from hofte.web.library.models import Address, Document

LONGEST = 300
#: The route that takes every path which no other takes.
CATCH_ALL = "address"
#: Of those who ask for the same path: who calls it their own comes first; then by language and slug, so it never flaps.
_FIRST = ("is_former", "document__lang", "document__slug")
#: What a list of pages has no need of.
_HEAVY = ("document__text", "document__reading", "document__still", "document__moving")
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]|//|/\.\.?(?:/|$)")


def keep_addresses(document: Document, meta: Mapping[str, Any]) -> None:
    """Write down the paths that a page asks for; those that a path of the application is are left out."""
    own = [path for path in _paths(meta.get("permalink")) if _is_free(path)]
    former = [path for path in _paths(meta.get("redirect_from")) if _is_free(path) and path not in own]
    Address.objects.filter(document=document).delete()
    asked = partial(Address, document=document)
    Address.objects.bulk_create(
        [asked(path=path) for path in own[:1]] + [asked(path=path, is_former=True) for path in dict.fromkeys(former)]
    )


def _paths(said: object) -> Iterable[str]:
    """The paths among what a front matter says; ``https://…`` and what is no path of a site is passed over."""
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, str) and (path := path_of(one)):
            yield path


def path_of(link: str) -> str:
    """The path that a link within the site leads to, without its query; empty for any other link.

    >>> path_of("/en/exercise/hip-thrust/#dose")
    '/en/exercise/hip-thrust/'
    >>> path_of("//elsewhere.example/")
    ''
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path.startswith("/") or _UNFIT.search(path) or len(path) > LONGEST:
        return ""
    return path


def _is_free(path: str) -> bool:
    """Whether no page of the application itself stands there, with its last slash or without."""
    return all(_is_nobodys(one) for one in (path, f"{path.rstrip('/')}/"))


def _is_nobodys(path: str) -> bool:
    try:
        return resolve(path).url_name == CATCH_ALL
    except Resolver404:
        return True


def find_address(path: str) -> Address | None:
    """Who has a path; its last slash may be missing or too many."""
    return _find([path]).get(path)


def _find(paths: Iterable[str]) -> dict[str, Address]:
    """Who has each of these paths, as far as anybody has it; an exact fit goes before one with another last slash."""
    spellings = {path: (path, f"{path}/", path.rstrip("/")) for path in paths}
    asked = {one for each in spellings.values() for one in each if one}
    holders = _holders(asked) if _register is None else _register.holders
    told = {path: next((holders[one] for one in each if one in holders), None) for path, each in spellings.items()}
    return {path: address for path, address in told.items() if address is not None}


def _holders(paths: Iterable[str] | None) -> dict[str, Address]:
    """Who has each of these paths, of all paths for ``None``, spelt exactly so."""
    holders: dict[str, Address] = {}
    found = Address.objects.all() if paths is None else Address.objects.filter(path__in=paths)
    for address in found.select_related("document").defer(*_HEAVY).order_by(*_FIRST):
        holders.setdefault(address.path, address)
    return holders


def with_slash(path: str) -> str:
    """The address of the application that a path would be with a slash at its end; empty when there is none."""
    if path.endswith("/") or _UNFIT.search(path) or _is_nobodys(f"{path}/"):
        return ""
    return f"{path}/"


def canonical_paths(documents: Iterable[Document]) -> dict[UUID, str]:
    """The one address of each page of the library, by the page's key."""
    pages = list(documents)
    own = _own_paths([page.pk for page in pages]) if _register is None else _register.own
    # Below a prefix, a page's own path is there, too, as every address of the application is.
    above = get_script_prefix().rstrip("/")
    return {page.pk: above + own[page.pk] if page.pk in own else _plain(page) for page in pages}


def _own_paths(keys: Sequence[UUID]) -> dict[UUID, str]:
    """The paths that these pages call their own and have."""
    named = Address.objects.filter(is_former=False)
    own = dict(named.filter(document__in=keys).values_list("document", "path"))
    holders: dict[str, UUID] = {}
    for path, page in named.filter(path__in=set(own.values())).order_by(*_FIRST).values_list("path", "document"):
        holders.setdefault(path, page)
    return {key: path for key, path in own.items() if holders[path] == key}


@dataclass(frozen=True, slots=True)
class _Register:
    """Every page with its path, who has each path, and the languages of each slug."""

    pages: Mapping[UUID, Document]
    own: Mapping[UUID, str]
    holders: Mapping[str, Address]
    languages: Mapping[str, Mapping[str, Document]]


_register: _Register | None = None


def hold_paths() -> None:
    """Look all paths up at once, for as long as this process lives: it makes a site of pages that stay as they are."""
    global _register
    if _register is None:
        slugs: dict[str, dict[str, Document]] = {}
        pages = {page.pk: page for page in _light().order_by("lang")}
        for page in pages.values():
            slugs.setdefault(page.slug, {})[page.lang] = page
        _register = _Register(pages, _own_paths([*pages]), _holders(None), slugs)


def _light() -> QuerySet[Document]:
    """The library's pages with as much of each as a link to it needs."""
    return Document.objects.filter(person=None).only("slug", "lang", "title")


def pages_with(keys: Collection[UUID]) -> list[Document]:
    """The pages of the library with these keys, in their order."""
    known = _register.pages if _register is not None else _light().in_bulk(keys) if keys else {}
    return [known[key] for key in keys if key in known]


def pages_called(slugs: Collection[str], lang: str) -> list[Document]:
    """The pages of the library with these slugs in a language, in their order."""
    if _register is not None:
        found = {slug: languages[lang] for slug in slugs if lang in (languages := _register.languages.get(slug, {}))}
    else:
        found = {one.slug: one for one in _light().filter(lang=lang, slug__in=slugs)} if slugs else {}
    return [found[slug] for slug in slugs if slug in found]


def canonical_path(document: Document) -> str:
    """The one address of a page of the library."""
    return canonical_paths([document])[document.pk]


def _plain(document: Document) -> str:
    return reverse("starter_in", args=[document.slug, document.lang])


def links_within(written: Iterable[str]) -> dict[str, str]:
    """Of links as pages write them, those that lead to a page of the library, each with the address it has now."""
    paths = {link: path for link in written if (path := path_of(link))}
    found = _find(set(paths.values()))
    now = canonical_paths(address.document for address in found.values())
    return {
        link: now[found[path].document.pk] + (f"#{fragment}" if (fragment := urlsplit(link).fragment) else "")
        for link, path in paths.items()
        if path in found
    }


def pages_linked(written: Iterable[str]) -> list[Document]:
    """The pages of the library that links lead to, in the order of the links."""
    paths = [path for link in written if (path := path_of(link))]
    found = _find(paths)
    return [found[path].document for path in dict.fromkeys(paths) if path in found]


def translations(document: Document) -> dict[str, Document]:
    """The same page in every language it exists in, its own included, by language."""
    if document.person is not None:
        return {}
    if _register is not None:
        return {**_register.languages[document.slug]}
    return {one.lang: one for one in _light().filter(slug=document.slug).order_by("lang")}
