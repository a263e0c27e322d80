"""What can be asked of the API."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError

from hofte.dose.read import parse_doses
from hofte.export.reading_json import dose_to_json, reading_to_json
from hofte.page.read import parse_page
from hofte.web.api import present, schemas
from hofte.web.api.bodies import check_body
from hofte.web.api.limits import PerMinute
from hofte.web.api.problems import Refused, invalid, problem
from hofte.web.library.models import Document
from hofte.web.library.services import LARGEST_PAGE, read
from hofte.web.search.facets import FACETS, ON, SWITCHES
from hofte.web.search.selectors import Choice, Found, find
from hofte.web.search.shelf import shelf
from hofte.web.site.errors import OURS

PREFIX = "/api/v1"
_DESCRIPTION = (
    "The pages of this library, the exercises on them, and the doses that were read from their words. All of it is "
    "public and nothing of any person is in it; no key is needed. A name never changes its meaning; new ones may come."
)

api = NinjaAPI(
    title="Hofte",
    version="1",
    description=_DESCRIPTION,
    docs_url=None,  # the files of its pages are larger than all of Hofte
    openapi_url=None,
    urls_namespace="hofte-api",
)
#: How often one address may have a page or words read in a minute.
READS, DOSES = PerMinute("read", 40), PerMinute("doses", 120)
Slug = Annotated[str, Path(description="The page's slug or id.")]


def _or_problem(good: type[Schema], *codes: int) -> dict[Any, Any]:
    return {200: good} | dict.fromkeys(codes, schemas.Problem)


@api.get("/pages", response=_or_problem(schemas.Pages, 422), operation_id="list_pages", tags=["library"])
def list_pages(request: HttpRequest, asked: Query[schemas.Asked]) -> HttpResponse:
    """Find pages, the best first; without a question in the order of their titles."""
    found = _find(request, asked)
    pages = present.summaries(request, present.documents_of(_keys(found, asked)))
    return _json({**_paging(request, found, asked), "items": pages, "facets": present.facets_json(found)})


@api.get(
    "/pages/{lang}/{slug}", response=_or_problem(schemas.Page, 404, 422), operation_id="get_page", tags=["library"]
)
def get_page(request: HttpRequest, lang: schemas.Lang, slug: Slug) -> HttpResponse:
    """One page with its text and what was read from it. Its id does for its slug."""
    _refuse_unknown(request, ())
    return _json(present.page_json(request, _page(lang, slug)), lang)


@api.get(
    "/pages/{lang}/{slug}/exercises",
    response=_or_problem(schemas.PageExercises, 404, 422),
    operation_id="get_page_exercises",
    tags=["library"],
)
def get_page_exercises(request: HttpRequest, lang: schemas.Lang, slug: Slug) -> HttpResponse:
    """The exercises of one page, each with its doses and the words that they were read from."""
    _refuse_unknown(request, ())
    (found,) = present.exercises_json(request, [_page(lang, slug)])
    return _json(found, lang)


@api.get("/exercises", response=_or_problem(schemas.Exercises, 422), operation_id="list_exercises", tags=["library"])
def list_exercises(request: HttpRequest, asked: Query[schemas.Asked]) -> HttpResponse:
    """Find exercises: the pages that give a dose, each with all that it asks for. The total counts pages."""
    found = _find(request, asked.model_copy(update={"playable": True}))
    documents = present.documents_of(_keys(found, asked), whole=True)
    return _json({**_paging(request, found, asked), "items": present.exercises_json(request, documents)})


@api.post(
    "/doses",
    response=_or_problem(schemas.FoundDoses, 400, 411, 413, 415, 422, 429),
    operation_id="read_doses",
    tags=["reading"],
    throttle=DOSES,
)
@decorate_view(check_body)
def read_doses(request: HttpRequest, asked: schemas.DoseText) -> HttpResponse:
    """Read the doses of some words. Nothing of them is kept."""
    doses = [dose_to_json(dose, asked.text) for dose in parse_doses(asked.text, asked.lang)]
    return _json({"lang": asked.lang, "doses": doses}, asked.lang)


@api.post(
    "/read",
    response=_or_problem(schemas.Reading, 400, 411, 413, 415, 422, 429),
    operation_id="read_page",
    tags=["reading"],
    throttle=READS,
)
@decorate_view(check_body)
def read_page(request: HttpRequest, asked: schemas.PageText) -> HttpResponse:
    """Read a page: its exercises with their doses, and what was noticed. Nothing of it is kept."""
    if len(asked.text.encode()) > LARGEST_PAGE:
        raise Refused(413, "The page is larger than 1 MB.", hint="Send only the part with the exercise.")
    page = parse_page(asked.text, lang=asked.lang)
    told = reading_to_json(page, read(page))
    del told["path"]  # it came without one
    return _json(told, page.lang or None)


def _find(request: HttpRequest, asked: schemas.Asked) -> Found:
    _refuse_unknown(request, schemas.Asked.model_fields)
    # Programs read everything; a person gets their own language.
    every = tuple(shelf().by_facet.get("language", ()))
    chosen: dict[str, list[str]] = {facet: list(getattr(asked, facet)) for facet in FACETS}
    chosen |= {switch: [ON] for switch in SWITCHES if getattr(asked, switch)}
    chosen["language"] = chosen["language"] or list(every)
    return find(Choice(asked.q, {facet: values for facet, values in chosen.items() if values}))


def _refuse_unknown(request: HttpRequest, known: Iterable[str]) -> None:
    """A name that is passed over would look as if it had been heard."""
    if unknown := sorted(set(request.GET) - set(known)):
        names = ", ".join(known)
        hint = f"It may have: {names}." if names else "It takes none."
        errors = [(f"query.{name[:60]}", "There is no such parameter.") for name in unknown]
        raise Refused(422, "The address has a parameter that there is not.", hint=hint, errors=errors)


def _keys(found: Found, asked: schemas.Asked) -> list[Any]:
    return found.documents("", (asked.page - 1) * asked.per_page, asked.page * asked.per_page)


def _paging(request: HttpRequest, found: Found, asked: schemas.Asked) -> dict[str, Any]:
    onward = None
    if found.count > asked.page * asked.per_page and asked.page < schemas.LAST_PAGE:
        query = request.GET.copy()
        query["page"] = str(asked.page + 1)
        onward = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"total": found.count, "page": asked.page, "per_page": asked.per_page, "next": onward}


def _page(lang: str, slug: str) -> Document:
    document = present.find_document(lang, slug)
    if document is None:
        raise Refused(404, f"There is no such page in the language {lang}.", hint=f"{PREFIX}/pages finds pages.")
    return document


def _json(data: object, lang: str | None = None) -> HttpResponse:
    """An answer as it is: what it looks like is held by tests, and a model would write 5 as 5.0."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json", headers={"Content-Language": lang or "mul"})


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(invalid(error.errors))


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refuses by itself: a body that is no JSON, and too many requests."""
    if error.status_code == 429:
        return problem(Refused(429, "Too many texts were sent within a minute.", hint="Wait, then go on more slowly."))
    hint = 'Send UTF-8 such as {"text": "3 sæt af 10", "lang": "da"}.'
    return problem(Refused(error.status_code, "The body cannot be read as JSON.", hint=hint))


@api.exception_handler(DatabaseError)
def _store_down(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    if isinstance(error, OURS):
        raise error
    refused = Refused(503, "The database does not answer.", hint="Try again in a while.", headers={"Retry-After": "30"})
    return problem(refused)


urlpatterns = api.urls[0]
