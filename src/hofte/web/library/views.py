"""One page of the library, and pages that a person pastes. The library as a whole is :mod:`hofte.web.search`."""

from __future__ import annotations

import mimetypes
from typing import Any
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.translation import activate, get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hofte.page.read import parse_page
from hofte.web.library import selectors
from hofte.web.library.addresses import canonical_path, find_address, with_slash
from hofte.web.library.forms import PasteForm
from hofte.web.library.made import page_for
from hofte.web.library.media import find_file
from hofte.web.library.models import Document
from hofte.web.library.present import document_view
from hofte.web.library.services import read, save_own_page
from hofte.web.people.services import person_or_new


@require_GET
def starter(request: HttpRequest, slug: str) -> HttpResponse:
    """One starter page, in the language asked for or the interface's."""
    document = selectors.starter_page(slug, request.GET.get("lang") or get_language() or "en")
    if document is None:
        raise Http404(_("There is no such page in the library."))
    return _show(request, document)


@require_GET
def starter_in(request: HttpRequest, slug: str, lang: str) -> HttpResponse:
    """One page of the library in one language, whatever the reader's is."""
    document = selectors.page_in(slug, lang)
    if document is None:
        raise Http404(_("There is no such page in the library."))
    return _show_in_its_language(request, document)


@require_GET
def address(request: HttpRequest, path: str) -> HttpResponse:
    """What no other path is: a page's own address, one it had before, or an address without its last slash."""
    asked = f"/{path}"
    found = find_address(asked)
    if found is not None and found.path == asked and not found.is_former:
        return _show_in_its_language(request, found.document)
    target = canonical_path(found.document) if found is not None else with_slash(asked)
    if not target or target == asked:
        raise Http404(_("There is no such page."))
    return redirect(iri_to_uri(target), permanent=True)


def _show_in_its_language(request: HttpRequest, document: Document) -> HttpResponse:
    """A page's own address; who has never chosen a language gets the page's around it, too."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and document.lang in dict(settings.LANGUAGES):
        activate(document.lang)
    response = _show(request, document)
    patch_vary_headers(response, ["Cookie"])
    return response


@require_GET
def own(request: HttpRequest, document: UUID) -> HttpResponse:
    """One page of a person's own."""
    return _show(request, _own_or_404(request, document))


def _own_or_404(request: HttpRequest, document: UUID) -> Document:
    found = selectors.visible_document(document, request.person or None)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(_("There is no such page, or it belongs to somebody else."))
    return found


def _show(request: HttpRequest, document: Document) -> HttpResponse:
    made = page_for(request, document)
    response = render(request, "library/page.html", {"section": "library", "page": made})
    if not made.frames:
        return response
    # Frames of other hosts are allowed on pages with a video only; nothing is asked of them before somebody plays it.
    return csp_update({"frame-src": [*made.frames]})(lambda _: response)(request)  # type: ignore[return-value]


@require_GET
@cache_control(max_age=86400)
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the content folder."""
    file = find_file(name)
    if file is None:
        raise Http404
    return HttpResponse(file.read_bytes(), content_type=mimetypes.guess_type(name)[0])


@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Text in, what was read from it beside it; saved when the person says so."""
    if request.method == "GET":
        return render(request, "library/paste.html", {"section": "paste", "form": PasteForm()})
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "library/paste.html", {"section": "paste", "form": form}, status=422)
    text = form.cleaned_data["page_text"]
    page = parse_page(text)
    if "save" in request.POST:
        document = save_own_page(person_or_new(request.session), page, request.POST.get("title", ""))
        messages.success(request, _("Saved to your pages."))
        return redirect("own", document=document.id)
    context: dict[str, Any] = {
        "section": "paste",
        "form": PasteForm(initial={"text": text}),
        "text": text,
        "shown": document_view(page, read(page), whole=True),
    }
    return render(request, "library/paste.html", context)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The pages a person has kept."""
    documents = [document_view(d) for d in selectors.own_pages(request.person or None)]  # type: ignore[attr-defined]
    return render(request, "library/mine.html", {"section": "library", "documents": documents})


@require_POST
def delete(request: HttpRequest, document: UUID) -> HttpResponse:
    """Delete one of a person's own pages; what was trained from it stays in the diary."""
    found = _own_or_404(request, document)
    if found.person is None:
        raise Http404
    found.delete()
    messages.success(request, _("The page is deleted. Your diary keeps what you did with it."))
    return redirect("mine")
