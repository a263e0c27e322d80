"""Finding pages: reads only."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from hofte.core.stored import from_json
from hofte.exercise.model import Exercise, Reading
from hofte.page.model import Page
from hofte.page.read import parse_page
from hofte.web.library.models import Document
from hofte.web.people.models import Person

#: Where to look when there is no page in a language.
NEAREST = {"nb": ("nb", "da", "en"), "da": ("da", "nb", "en"), "en": ("en", "da", "nb")}


def starter_page(slug: str, lang: str) -> Document | None:
    """A starter page in a language, or in the nearest one it exists in."""
    for code in NEAREST.get(lang, ("en",)):
        if found := page_in(slug, code):
            return found
    return None


def page_in(slug: str, lang: str) -> Document | None:
    """A page of the library in one language and no other."""
    return Document.objects.filter(person=None, slug=slug, lang=lang).order_by().only("lang", "person").first()


def own_pages(person: Person | None) -> QuerySet[Document]:
    """The pages a person has kept, newest first."""
    return Document.objects.filter(person=person).order_by("-created_at") if person else Document.objects.none()


def visible_document(document: UUID, person: Person | None) -> Document | None:
    """A document that this person may see: the library's, or their own."""
    mine = Q(person=person) if person else Q(pk__in=[])
    return Document.objects.filter(Q(person=None) | mine, pk=document).first()


def reading_of(document: Document) -> Reading:
    """What was read from a document."""
    if held := _remembered.get((document.digest, document.lang)):
        return held[1]
    if document.person is None:
        return _library_reading(document.digest, document.lang)
    return from_json(Reading, document.reading)


def page_of(document: Document) -> Page:
    """The page that a document is."""
    if held := _remembered.get((document.digest, document.lang)):
        return held[0]
    if document.person is None:
        return _library_page(document.digest, document.lang)
    return parse_page(document.text, lang=document.lang or None)


_remembered: dict[tuple[str, str], tuple[Page, Reading]] = {}


def remember(document: Document, page: Page, reading: Reading) -> None:
    """Keep what a document of the library was made from, as long as this process lives: it makes a site and ends."""
    _remembered[document.digest, document.lang] = page, reading


# What stands in the library is the same for all who look at it and is kept in memory, found by the digest of its text
# and reader. What belongs to a person is not: who deletes it deletes it everywhere.
@lru_cache(maxsize=1024)
def _library_reading(digest: str, lang: str) -> Reading:
    found = Document.objects.filter(person=None, digest=digest, lang=lang)
    return from_json(Reading, found.values_list("reading", flat=True)[0])


@lru_cache(maxsize=256)
def _library_page(digest: str, lang: str) -> Page:
    found = Document.objects.filter(person=None, digest=digest, lang=lang)
    return parse_page(found.values_list("text", flat=True)[0], lang=lang or None)


def exercises_of(reading: Reading) -> list[Exercise]:
    """Every exercise of a reading with its variants, in page order: the number in the list is its address."""
    found: list[Exercise] = []
    for exercise in reading.exercises:
        found.append(exercise)
        found += exercises_of(Reading(exercise.variants))
    return found
