"""The index brought up to date with the library's documents: writes only."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from hofte.exercise.model import Reading
from hofte.intake.fingerprint import fingerprint
from hofte.page.model import Block, Page
from hofte.search.fold import fold
from hofte.search.index import index_entry
from hofte.search.rank import ALSO, NAMES, STEPS, TEXT, TITLE
from hofte.web.library.models import Document
from hofte.web.library.selectors import exercises_of, page_of, reading_of
from hofte.web.linking.services import index_words
from hofte.web.search.facets import facets_of
from hofte.web.search.models import Edition, Entry, Posting, Word

#: What an entry is made by: when any of it changes, entries are made again.
MAKERS = ("lang", "search", "web/search")
_ALSO = ("alternative_titles", "seo_title")
_NAMES = ("muscle_group", "equipment", "tags", "categories", "bodyParts", "training_type", "training_focus")
_ROWS = 500


@transaction.atomic
def index_documents() -> int:
    """Bring the index up to date with the library's documents; answers how many entries were made anew.

    A page that a person keeps for themself is never part of it.
    """
    known = dict(Entry.objects.values_list("document_id", "digest"))
    shared = dict(Document.objects.filter(person=None).values_list("pk", "digest"))
    stale = [key for key, digest in shared.items() if known.get(key) != _digest(digest)]
    gone = [key for key in known if key not in shared]
    for some in _batches([*stale, *gone]):
        Entry.objects.filter(document__in=some).delete()
    for some in _batches(stale):
        documents = Document.objects.filter(person=None, pk__in=some).order_by("lang", "slug")
        keep_entries(entry_of(document, page_of(document), reading_of(document)) for document in documents)
    words_changed = index_words()
    if stale or gone or words_changed or not Edition.objects.filter(entries=len(shared)).exists():
        make_edition()
    return len(stale)


def keep_entries(entries: Iterable[Entry]) -> None:
    """Write entries; they are found once :func:`make_edition` has been called."""
    Entry.objects.bulk_create(entries, batch_size=_ROWS)


def entry_of(document: Document, page: Page, reading: Reading) -> Entry:
    """What the search keeps of a document."""
    indexed = index_entry(_texts(page, reading), document.lang)
    return Entry(
        document=document,
        lang=document.lang,
        kind=document.kind,
        sorting=" ".join(fold(document.title).split())[:300],
        facets=facets_of(page, reading),
        tokens=" ".join(sorted(indexed.tokens)),
        words=" ".join(sorted(indexed.words)),
        digest=_digest(document.digest),
    )


def make_edition() -> None:
    """Make the postings and count the words anew, and tell every process to look again."""
    counts: Counter[tuple[str, str]] = Counter()
    postings: dict[str, list[str]] = defaultdict(list)
    for key, lang, words, tokens in Entry.objects.order_by().values_list("pk", "lang", "words", "tokens").iterator():
        counts.update((lang, word) for word in words.split())
        for token in tokens.split():
            postings[token].append(str(key))
    Posting.objects.all().delete()
    Posting.objects.bulk_create(
        (Posting(token=token, entries=" ".join(entries)) for token, entries in sorted(postings.items())),
        batch_size=_ROWS,
    )
    Word.objects.all().delete()
    rows = (Word(lang=lang, word=word, entries=entries) for (lang, word), entries in sorted(counts.items()))
    Word.objects.bulk_create(rows, batch_size=_ROWS)
    made = {"version": uuid.uuid4(), "made_at": timezone.now(), "entries": Entry.objects.count()}
    Edition.objects.update_or_create(pk=1, defaults=made)


def _digest(document: str) -> str:
    return hashlib.sha256(f"{fingerprint(*MAKERS)}\0{document}".encode()).hexdigest()


def _texts(page: Page, reading: Reading) -> Iterator[tuple[int, str]]:
    """The texts of a page, each with its place."""
    yield TITLE, page.title
    yield from ((ALSO, text) for text in _said(page, _ALSO))
    yield from ((NAMES, text) for text in _said(page, _NAMES))
    for exercise in exercises_of(reading):
        yield NAMES, exercise.name
        yield from ((STEPS, step.text) for step in exercise.steps)
    yield from ((TEXT, text) for text in _said(page, ("excerpt", "description", "figure_text")))
    cited = {reference.line for reference in page.references}
    for section in page.sections:
        if section.heading is not None:
            yield STEPS, section.heading.text
        for block in section.blocks:
            if not cited.intersection(_lines(block)):
                yield STEPS if block.ordered else TEXT, block.text
    for question in page.questions:
        yield STEPS, question.question
        yield TEXT, question.answer


def _said(page: Page, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        value = page.meta.get(key)
        yield from (text for text in (value if isinstance(value, (list, tuple)) else [value]) if isinstance(text, str))


def _lines(block: Block) -> Iterator[int]:
    yield block.line
    yield from (item.line for item in block.items)


def _batches(keys: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    yield from (keys[at : at + _ROWS] for at in range(0, len(keys), _ROWS))
