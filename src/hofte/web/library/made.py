"""A page as HTML. One of the library is the same for all, and is made once for each edition, language and host."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hofte.web.library.around import surroundings
from hofte.web.library.kept import for_browser, render_for_all
from hofte.web.library.models import Document
from hofte.web.library.present import document_view
from hofte.web.search.shelf import current_edition

#: So many pages are kept, some 70 kB each.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page ready to be sent: what machines read of it, its parts, and the hosts that its videos are played from."""

    title: str
    head: SafeString
    main: SafeString
    frames: tuple[str, ...]


def page_for(request: HttpRequest, document: Document) -> MadePage:
    """A page for the browser that asks, in its language."""
    # The edition is asked for before the page is: what is kept is never older than it says.
    edition = current_edition() if document.person is None else None
    lang, root = get_language() or "en", f"{request.scheme}://{request.get_host()}"
    made = _make(document.pk, lang, root) if edition is None else _kept(edition, document.pk, lang, root)
    return replace(made, main=for_browser(made.main, request))


def _make(key: UUID, lang: str, root: str) -> MadePage:
    """Make a page in the language that is active, which is ``lang``."""
    # Text and reading of the library's pages are kept apart, by their digest.
    shown = document_view(get_object_or_404(Document.objects.defer("text", "reading"), pk=key), whole=True)
    context = {"shown": shown, **surroundings(root, shown)}
    head = context.get("head")
    return MadePage(
        title=head.title if head else shown.title,
        head=render_for_all("library/_head.html", context) if head else SafeString(),
        main=render_for_all("library/_page.html", context),
        frames=tuple(context["media"].frames),
    )


@lru_cache(maxsize=_KEPT)
def _kept(edition: UUID, key: UUID, lang: str, root: str) -> MadePage:
    return _make(key, lang, root)
