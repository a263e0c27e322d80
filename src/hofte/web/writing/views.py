"""The desk: all pages of the folder with what is left to mend, and one of them as it will be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_safe

from hofte.web.library.present import document_view
from hofte.web.library.services import figure
from hofte.web.writing import selectors

#: What is wrong with links, by its code.
_LOOSE = {
    "link-dead": gettext_lazy("A link leads to no page:"),
    "link-anchor-dead": gettext_lazy("A link leads to a place that is not on its page:"),
    "link-moved": gettext_lazy("A link leads to an old address:"),
    "picture-missing": gettext_lazy("A picture is not there:"),
    "page-orphan": gettext_lazy("No other page leads here."),
    "name-shared": gettext_lazy("Another page has a name of this one, and is linked to by it."),
}


def _folder() -> Path:
    if settings.WATCHED is None:
        raise Http404(_("Pages are shown as they are written by hofte serve --watch FOLDER."))
    return Path(settings.WATCHED)


def _chosen(name: str | None) -> list[str]:
    """The files that a page of the desk is about."""
    names = selectors.names(_folder())
    if name is None:
        return names
    if name not in names:
        raise Http404(_("There is no such page in the folder."))
    return [name]


def _state(request: HttpRequest, name: str | None = None) -> str:
    try:
        return f'"{selectors.state(_folder(), _chosen(name), get_language() or "en")}"'
    except OSError as error:  # saved by another name in this moment
        raise Http404 from error


@require_safe
@never_cache  # a page that a browser keeps would come back with the nonce of an earlier answer
@condition(etag_func=_state)
def desk(request: HttpRequest) -> HttpResponse:
    """All pages of the folder."""
    lang = get_language() or "en"
    drafts = [selectors.draft(_folder(), name, lang) for name in _chosen(None)]
    loose = [(one, _LOOSE[one.code]) for one in selectors.loose_ends(_folder(), drafts)]
    return render(request, "writing/desk.html", {"drafts": drafts, "folder": _folder(), "loose": loose})


@require_safe
@never_cache  # a page that a browser keeps would come back with the nonce of an earlier answer
@condition(etag_func=_state)
def draft(request: HttpRequest, name: str) -> HttpResponse:
    """One page: what was read from it, what the linter says, and the text with its marks."""
    (chosen,) = _chosen(name)
    found = selectors.draft(_folder(), chosen, get_language() or "en")
    context: dict[str, Any] = {"draft": found}
    if found.page is not None:
        context |= {
            "shown": document_view(found.page, found.reading, whole=True),
            "moving": figure(found.page, moving=True),
        }
    return render(request, "writing/draft.html", context)
