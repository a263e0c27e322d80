"""A large library made of few pages, questions to it, and a plain full-text search over the same texts."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import hofte

#: Sample pages, where they lie beside the project.
SAMPLES = Path(__file__).parents[2] / "shared" / "corpus" / "pages" / "fysfinder"
PLACES = {
    "da": ["knæ", "skulder", "ryg", "nakke", "ankel", "hofte", "albue", "håndled", "lænd", "baglår"],
    "nb": ["kne", "skulder", "rygg", "nakke", "ankel", "hofte", "albue", "håndledd", "korsrygg", "lår"],
    "en": ["knee", "shoulder", "back", "neck", "ankle", "hip", "elbow", "wrist", "spine", "thigh"],
}
MUSCLES = {
    "da": ["Baller", "Baglår", "Forlår", "Mave", "Bryst", "Skuldre", "Biceps", "Lægge", "Hoftebøjere", "Bækkenbund"],
    "nb": [
        "Sete",
        "Quadriceps",
        "Hamstrings",
        "Mage",
        "Bryst",
        "Skuldre",
        "Biceps",
        "Legger",
        "Hoftebøyere",
        "Bekkenbunn",
    ],
    "en": [
        "Glutes",
        "Hamstrings",
        "Quadriceps",
        "Abdominals",
        "Chest",
        "Shoulders",
        "Biceps",
        "Calves",
        "Psoas",
        "Obliques",
    ],
}
EQUIPMENT = {
    "da": ["måtte", "elastik", "bænk", "håndvægt", "vægtstang", "stol"],
    "nb": ["matte", "strikk", "benk", "manual", "vektstang", "stol"],
    "en": ["mat", "band", "bench", "dumbbell", "barbell", "chair"],
}
KINDS = {
    "da": [
        "hoftesmerter",
        "knæsmerter",
        "bækkenbundstræning",
        "styrkeøvelser",
        "hoftebøjer",
        "udspænding",
        "genoptræning",
    ],
    "nb": ["hoftesmerter", "knesmerter", "bekkenbunnstrening", "styrkeøvelser", "hoftebøyer", "tøyning", "opptrening"],
    "en": ["hip", "pain", "stretch", "strength", "pelvic", "floor", "training", "rehabilitation"],
}


@dataclass(frozen=True)
class Base:
    """A page that others are made of, read once."""

    page: Any
    reading: Any
    body: str
    dose: Any
    still: str


def bases() -> list[Base]:
    """The starter pages and the sample pages."""
    from hofte.page.read import parse_page
    from hofte.web.library.services import fields, read

    files = sorted((Path(hofte.__file__).parent / "content").glob("*/*.md")) + sorted(SAMPLES.rglob("*.md"))[:40]
    pages = [parse_page(file.read_text("utf-8"), path=str(file)) for file in files]
    known = [page for page in pages if page.lang in PLACES]
    columns = [fields(page) for page in known]
    return [Base(p, read(p), p.text, shown["dose"], shown["still"]) for p, shown in zip(known, columns, strict=True)]


def fill(pages: int) -> None:
    """Make pages with their entries; the reading, the costly part of a page, is that of the page it is made of."""
    from hofte.web.library.models import Document
    from hofte.web.search.services import entry_of, keep_entries, make_edition

    known = bases()
    draw = random.Random(1)  # noqa: S311  the same pages each time
    for start in range(0, pages, 1000):
        several = [_varied(known[n % len(known)], n, draw) for n in range(start, min(start + 1000, pages))]
        documents = Document.objects.bulk_create(_document(base, n) for n, base in enumerate(several, start))
        keep_entries(
            entry_of(document, base.page, base.reading) for document, base in zip(documents, several, strict=True)
        )
    make_edition()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _varied(base: Base, number: int, draw: random.Random) -> Base:
    """Another page: another title, other muscles and equipment, half of the text, and words of its own."""
    lang = base.page.lang
    place, muscle = draw.choice(PLACES[lang]), draw.choice(MUSCLES[lang])
    title = f"{base.page.title} {place} {number}"
    sections = [section for section in base.page.sections if draw.random() < 0.5]
    own = f"{draw.choice(KINDS[lang])} {place} {muscle} {draw.choice(KINDS[lang])}"
    meta = {
        **base.page.meta,
        "muscle_group": [muscle, *draw.sample(MUSCLES[lang], draw.randint(0, 2))],
        "equipment": draw.sample(EQUIPMENT[lang], draw.randint(1, 3)),
        "description": own,
    }
    page = replace(base.page, title=title, meta=meta, sections=tuple(sections))
    text = " ".join([title, own, *(block.text for section in sections for block in section.blocks)])
    return replace(base, page=page, body=text)


def _document(base: Base, number: int) -> Any:
    from hofte.web.library.models import Document

    return Document(
        slug=f"page-{number}",
        lang=base.page.lang,
        kind=base.page.kind,
        title=base.page.title[:300],
        text=base.body,
        reading={},
        muscles=base.page.meta["muscle_group"],
        equipment=base.page.meta["equipment"],
        dose=base.dose,
        still=base.still,
        digest=hashlib.sha256(base.body.encode()).hexdigest(),
    )


@dataclass(frozen=True)
class Question:
    """What is asked: words, a language, and sometimes a muscle."""

    words: str
    lang: str
    muscle: str


def questions(many: int, draw: random.Random) -> list[Question]:
    """One word, two words, an unfinished word, a slip of a finger, a rare word; a fifth with a muscle chosen."""
    asked = []
    for number in range(many):
        lang = draw.choice(["da", "da", "nb", "en"])
        first, second = draw.choice(KINDS[lang]), draw.choice(PLACES[lang])
        words = [
            first,
            f"{second} {first}",
            first[: max(3, len(first) // 2)],
            _slipped(first, draw),
            f"{second} {number}",
        ]
        asked.append(Question(words[number % 5], lang, "gluteals" if draw.random() < 0.2 else ""))
    return asked


def _slipped(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    return f"{word[:at]}{word[at + 1 :]} "


def ask(question: Question) -> object:
    """Our answer: the best 24, how many, and the counts of every facet."""
    from hofte.web.search.selectors import Choice, find

    chosen = {"muscle": [question.muscle]} if question.muscle else {}
    found = find(Choice(question.words, chosen, question.lang))
    return found.documents("exercise", 0, 24), found.count, found.counts


def page(question: Question) -> object:
    """The whole page of the library that answers, as a browser gets it."""
    from django.test import Client

    asked = {"q": question.words, **({"muscle": question.muscle} if question.muscle else {})}
    answer = Client().get("/", asked, headers={"accept-language": question.lang, "host": "localhost"})
    if answer.status_code != 200:
        raise RuntimeError(f"{asked}: {answer.status_code}")
    return answer.content


class Peer:
    """The plain full-text search of the store, over the same texts in a table of its own, with the same facets."""

    def __init__(self) -> None:
        from django.db import connection

        self._connection = connection
        self._is_sqlite = connection.vendor == "sqlite"
        self.name = "FTS5" if self._is_sqlite else "PostgreSQL text"
        with connection.cursor() as cursor:
            for statement in _SQLITE if self._is_sqlite else _POSTGRESQL:
                cursor.execute(statement)
            rows = list(_facet_rows())
            cursor.executemany("INSERT INTO peer_facet (page, facet, value) VALUES (%s, %s, %s)", rows)
            cursor.execute("CREATE INDEX peer_facet_page ON peer_facet (page)")
            cursor.execute("ANALYZE")

    def best(self, question: Question) -> object:
        """The best 24."""
        return self._run(_BEST_SQLITE if self._is_sqlite else _BEST_POSTGRESQL, question)

    def best_and_counts(self, question: Question) -> object:
        """The best 24, and the counts of every facet."""
        counts = _COUNTS_SQLITE if self._is_sqlite else _COUNTS_POSTGRESQL
        return self.best(question), self._run(counts, question)

    def _run(self, statement: str, question: Question) -> object:
        words = question.words.split()
        if self._is_sqlite:
            match = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
        else:
            match = " & ".join(f"{word}:*" for word in words)
        config = {"da": "danish", "nb": "norwegian", "en": "english"}[question.lang]
        asked: Mapping[str, str] = {"match": match, "lang": question.lang, "config": config}
        with self._connection.cursor() as cursor:
            cursor.execute(statement, asked)
            return cursor.fetchall()


def _facet_rows() -> Iterator[tuple[int, str, str]]:
    from hofte.web.search.models import Entry

    for entry, facets in Entry.objects.values_list("id", "facets"):
        for facet, values in facets.items():
            yield from ((entry, facet, value) for value in values)


_SQLITE = (
    "CREATE VIRTUAL TABLE peer USING fts5(title, body, lang UNINDEXED)",
    "INSERT INTO peer (rowid, title, body, lang) SELECT e.id, d.title, d.text, e.lang FROM search_entry e"
    " JOIN library_document d ON d.id = e.document_id",
    "CREATE TABLE peer_facet (page INTEGER, facet TEXT, value TEXT)",
)
_POSTGRESQL = (
    "CREATE TABLE peer AS SELECT e.id, e.lang, setweight(to_tsvector(c.config, d.title), 'A')"
    " || to_tsvector(c.config, d.text) AS words FROM search_entry e JOIN library_document d ON d.id = e.document_id"
    " JOIN (VALUES ('da', 'danish'::regconfig), ('nb', 'norwegian'), ('en', 'english')) AS c(lang, config)"
    " ON c.lang = e.lang",
    "CREATE INDEX peer_words ON peer USING gin (words)",
    "CREATE TABLE peer_facet (page BIGINT, facet TEXT, value TEXT)",
)
_BEST_SQLITE = (
    "SELECT rowid FROM peer WHERE peer MATCH %(match)s AND lang = %(lang)s ORDER BY bm25(peer, 10, 1) LIMIT 24"
)
_COUNTS_SQLITE = (
    "SELECT facet, value, count(*) FROM peer_facet WHERE page IN"
    " (SELECT rowid FROM peer WHERE peer MATCH %(match)s AND lang = %(lang)s) GROUP BY facet, value"
)
_BEST_POSTGRESQL = (
    "SELECT id FROM peer, to_tsquery(%(config)s::regconfig, %(match)s) AS asked"
    " WHERE words @@ asked AND lang = %(lang)s ORDER BY ts_rank(words, asked) DESC LIMIT 24"
)
_COUNTS_POSTGRESQL = (
    "SELECT facet, value, count(*) FROM peer_facet JOIN peer ON peer.id = page"
    " WHERE words @@ to_tsquery(%(config)s::regconfig, %(match)s) AND lang = %(lang)s GROUP BY facet, value"
)
