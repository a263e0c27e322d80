"""Pages as the library's list shows them: only what the index holds, no reading is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from hofte.core.stored import from_json
from hofte.dose.model import Dose
from hofte.web.library.chips import Chip, chips
from hofte.web.library.models import Document

#: So many pieces of the first dose stand on a card.
_CHIPS = 4
_SHOWN = ("slug", "lang", "kind", "title", "excerpt", "muscles", "equipment", "still", "dose")


@dataclass(frozen=True, slots=True)
class Card:
    """A page in a list; ``chips`` are the first pieces of its first dose."""

    document: Document
    still: SafeString
    chips: Sequence[Chip]


def cards(keys: Sequence[UUID]) -> list[Card]:
    """The pages of the library with these keys, in their order; what is gone meanwhile is left out."""
    rows = Document.objects.filter(person=None).only(*_SHOWN).in_bulk(keys)
    return [_card(rows[key]) for key in keys if key in rows]


def _card(document: Document) -> Card:
    told = chips(from_json(Dose, document.dose), "")[:_CHIPS]
    return Card(document, mark_safe(document.still), told)  # noqa: S308  drawn by us from numbers
