"""The index brought up to date with the library's documents: writes only."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Max, Min
from django.utils import timezone

from hofte.exercise.model import Reading
from hofte.intake.fingerprint import fingerprint
from hofte.page.model import Block, Page
from hofte.search.fold import fold
from hofte.search.index import index_entry
from hofte.search.rank import ALSO, NAMES, STEPS, TEXT, TITLE
from hofte.search.sets import as_bits, pack, unpack
from hofte.web.library.models import Document
from hofte.web.library.selectors import exercises_of, page_of, reading_of
from hofte.web.linking.services import index_words
from hofte.web.search.facets import facets_of
from hofte.web.search.models import Edition, Entry, Posting, Word

T = TypeVar("T")
#: How many entries have each word of a language.
Words = Counter[tuple[str, str]]
#: What an entry is made by: when any of it changes, entries are made again.
MAKERS = ("lang", "search", "web/search")
_ALSO = ("alternative_titles", "seo_title")
_NAMES = ("muscle_group", "equipment", "tags", "categories", "bodyParts", "training_type", "training_focus")
_ROWS = 500
#: When more than one page in so many is another, everything is made anew.
_MANY = 10
#: So many times as many keys as entries, and so many more, may have been given until the entries get new ones.
_SPARSE, _SPARE = 4, 10_000


@transaction.atomic
def index_documents() -> int:
    """Bring the index up to date with the library's documents; answers how many entries were made anew.

    A page that a person keeps for themself is never part of it.
    """
    known = dict(Entry.objects.values_list("document_id", "digest"))
    shared = dict(Document.objects.filter(person=None).order_by("lang", "title").values_list("pk", "digest"))
    first, last = Entry.objects.aggregate(first=Min("pk"), last=Max("pk")).values()
    is_sparse = bool(known) and last - first > _SPARSE * len(known) + _SPARE
    stale = [key for key, digest in shared.items() if is_sparse or known.get(key) != _digest(digest)]
    gone = [key for key in known if key not in shared]
    is_whole = Edition.objects.filter(entries=len(known)).exists()
    lost = _drop_entries([*stale, *gone])
    for some in _batches(stale):
        documents = Document.objects.filter(person=None).in_bulk(some)
        keep_entries(entry_of(one, page_of(one), reading_of(one)) for one in map(documents.__getitem__, some))
    words_changed = index_words()
    if not is_whole or len(stale) + len(gone) > len(shared) // _MANY:
        make_edition()
    elif stale or gone:
        _take_in(Entry.objects.filter(pk__gt=last), lost)
        _tell_of_change()
    elif words_changed:
        _tell_of_change()
    return len(stale)


def _drop_entries(documents: list[uuid.UUID]) -> Words:
    """Delete the entries of documents; answers how often each word went with them."""
    lost: Words = Counter()
    for some in _batches(documents):
        entries = Entry.objects.filter(document__in=some)
        for lang, words in entries.values_list("lang", "words"):
            lost.update((lang, word) for word in words.split())
        entries.delete()
    return lost


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
    Posting.objects.all().delete()
    Word.objects.all().delete()
    _take_in(Entry.objects.all(), Counter())
    _tell_of_change()


def _tell_of_change() -> None:
    made = {"version": uuid.uuid4(), "made_at": timezone.now(), "entries": Entry.objects.count()}
    Edition.objects.update_or_create(pk=1, defaults=made)


def _take_in(entries: models.QuerySet[Entry], lost: Words) -> None:
    """Put new entries among the postings, and count their words, without those that were lost."""
    counts: Words = Counter()
    postings: dict[str, list[int]] = defaultdict(list)
    for key, lang, words, tokens in entries.order_by("pk").values_list("pk", "lang", "words", "tokens").iterator():
        counts.update((lang, word) for word in words.split())
        for token in tokens.split():
            postings[token].append(key)
    for some in _batches(sorted(postings)):
        _join(some, postings)
    counts.subtract(lost)
    for several in _batches(sorted(word for word, entries in counts.items() if entries)):
        _count(several, counts)
    Word.objects.filter(entries=0).delete()


def _join(tokens: Sequence[str], postings: Mapping[str, Sequence[int]]) -> None:
    """Add keys, in ascending order, to the postings of tokens."""
    rows = {row.token: row for row in Posting.objects.filter(token__in=tokens)}
    joined = []
    for token in tokens:
        keys, row = postings[token], rows.get(token)
        first = row.first if row else keys[0]
        # A new key is larger than all that were given before.
        bits = as_bits((key - first for key in keys), keys[-1] - first + 1) | (unpack(row.bits) if row else 0)
        joined.append(Posting(token=token, first=first, bits=pack(bits)))
    Posting.objects.bulk_create(joined, update_conflicts=True, unique_fields=["token"], update_fields=["first", "bits"])


def _count(words: Sequence[tuple[str, str]], counts: Words) -> None:
    """Add to the numbers of entries that words stand in."""
    known = Word.objects.filter(word__in={word for _, word in words}).values_list("lang", "word", "entries")
    before = {(lang, word): entries for lang, word, entries in known}
    Word.objects.bulk_create(
        (Word(lang=lang, word=word, entries=before.get((lang, word), 0) + counts[lang, word]) for lang, word in words),
        update_conflicts=True,
        unique_fields=["lang", "word"],
        update_fields=["entries"],
    )


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


def _batches(keys: list[T]) -> Iterator[list[T]]:
    yield from (keys[at : at + _ROWS] for at in range(0, len(keys), _ROWS))
