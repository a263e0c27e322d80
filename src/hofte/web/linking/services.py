"""Names of pages and glossaries brought up to date with the library: writes only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

import hofte
from hofte.core.errors import PageUnreadable
from hofte.core.stored import to_json
from hofte.intake.fingerprint import fingerprint
from hofte.lang.data import languages
from hofte.links.glossary import FOLDER, Term, joined, read_glossary
from hofte.links.pages import names_of
from hofte.page.front_matter import read_front_matter
from hofte.page.text import MAX_BYTES, decode
from hofte.web.library.models import Document
from hofte.web.linking.models import Called, Glossary

#: What names are made by: when any of it changes, they are made again.
MAKERS = ("links", "web/linking")
STARTERS = Path(hofte.__file__).parent / "content"
_ROWS = 500


def index_words() -> bool:
    """Bring names and glossaries up to date; answers whether any has changed."""
    changed = [_index_names(), _index_glossaries()]
    return any(changed)


def _index_names() -> bool:
    known = dict(Called.objects.values_list("document", "digest"))
    shared = dict(Document.objects.filter(person=None).values_list("pk", "digest"))
    stale = [key for key, digest in shared.items() if known.get(key) != _digest(digest)]
    for at in range(0, len(stale), _ROWS):
        some = stale[at : at + _ROWS]
        Called.objects.filter(document__in=some).delete()
        documents = Document.objects.filter(pk__in=some).only("lang", "title", "text", "digest")
        Called.objects.bulk_create(map(_called, documents))
    return bool(stale)


def _called(document: Document) -> Called:
    return called_of(document, read_front_matter(document.text).meta)


def called_of(document: Document, meta: Mapping[str, Any]) -> Called:
    """What a page is called; its front matter has been read."""
    names = names_of(document.title, meta)
    return Called(document=document, lang=document.lang, names=list(names), digest=_digest(document.digest))


def _digest(document: str) -> str:
    return hashlib.sha256(f"{fingerprint(*MAKERS)}\0{document}".encode()).hexdigest()


def _index_glossaries() -> bool:
    """A term of this house stands in the place of ours of the same name."""
    made = {lang: to_json(terms) for lang in languages() if (terms := _terms(lang))}
    if made == dict(Glossary.objects.values_list("lang", "terms")):
        return False
    Glossary.objects.all().delete()
    Glossary.objects.bulk_create(Glossary(lang=lang, terms=terms) for lang, terms in made.items())
    return True


def _terms(lang: str) -> tuple[Term, ...]:
    return joined(lang, (terms for root in (STARTERS, Path(settings.CONTENT)) for terms in _read(root / lang / FOLDER)))


def _read(folder: Path) -> Iterator[tuple[Term, ...]]:
    for file in sorted(folder.glob("*.md")):
        with suppress(PageUnreadable, OSError):
            yield read_glossary(decode(file.read_bytes()[: MAX_BYTES + 1], str(file)))
