"""wger: what its public API answers to ``/api/v2/exerciseinfo/``, saved as JSON; one page for each translation.

Licence and author stand with every text and every picture. Languages and licences are numbers there, the same on every
server (its fixtures); a file of ``/api/v2/language/`` or ``/api/v2/license/`` is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hofte.core.errors import PageUnreadable
from hofte.intake.free_exercise_db import find
from hofte.intake.front import is_empty
from hofte.intake.htmltext import markdown_of
from hofte.intake.model import UNKNOWN, CleanPage, Imported, Kind, NoFacts, Pictures, Rights, Source, no_survey
from hofte.intake.notes import Notes
from hofte.intake.records import MAX_BYTES, maps, read_json, text, texts
from hofte.intake.rights import judged, spdx
from hofte.intake.words import escaped, slug
from hofte.intake.written import fitting
from hofte.lang.data import languages
from hofte.page.language import detect_language

#: wger's numbers of languages; its Norwegian is told apart by its words.
LANGUAGES = {
    1: "de", 2: "en", 3: "bg", 4: "es", 5: "ru", 6: "nl", 7: "pt", 8: "el", 9: "cs", 10: "sv", 11: "no", 12: "fr",
    13: "it",
}  # fmt: skip
#: wger's numbers of licences.
LICENSES = {1: "CC-BY-SA-3.0", 2: "CC-BY-SA-4.0", 3: "CC0-1.0", 4: "CC-BY-4.0"}
_TRANSLATIONS = ("translations", "exercises")
_KNOWN = frozenset(
    {"id", "uuid", "created", "last_update", "last_update_global", "category", "muscles", "muscles_secondary",
     "equipment", "license", "license_author", "images", "videos", "author_history", "total_authors_history",
     *_TRANSLATIONS}
)  # fmt: skip


def convert(source: Source, _: NoFacts, rights: Rights) -> Imported:
    """The exercises of one answer of the API as Hofte pages.

    Raises
    ------
    PageUnreadable
        If it is no JSON, or holds no exercise of wger.
    """
    held, notes = read_json(source), Notes()
    results = held.get("results", [held]) if isinstance(held, Mapping) else held
    exercises = [one for one in maps(results) if any(isinstance(one.get(key), list) for key in _TRANSLATIONS)]
    if not exercises:
        hint = "save the answer of /api/v2/exerciseinfo/?limit=1000"
        raise PageUnreadable(f"{source.path} holds no exercise of wger with translations", hint=hint)
    if isinstance(held, Mapping) and held.get("next"):
        notes.on_line(0, "more-pages", "the API has more than this one page of answers; save the next ones, too")
    if left := len(results) - len(exercises):
        notes.on_line(0, "no-exercise", f"{left} entries without translations were left out")
    pages = [page for one in exercises for page in _Reader(one, source, rights, notes).pages()]
    return Imported(tuple(pages), notes.findings)


class _Reader:
    """Reads one exercise in all its languages."""

    def __init__(self, record: Mapping[str, Any], source: Source, rights: Rights, notes: Notes) -> None:
        self.record, self.source, self.rights, self.notes = record, source, rights, notes
        self.uuid = text(record, "uuid", "id")

    def pages(self) -> Iterator[CleanPage]:
        """One page for each translation in a language that Hofte reads."""
        for key in _TRANSLATIONS:
            for translation in maps(self.record.get(key)):
                if text(translation, "name") and (page := self._page(translation)) is not None:
                    yield page

    def _page(self, translation: Mapping[str, Any]) -> CleanPage | None:
        name = text(translation, "name")
        html = translation.get("description")
        body, dropped = markdown_of(html if isinstance(html, str) else "")
        for tag in dropped:
            self.notes.on_line(0, "html", f"{name!r}: the tag <{tag}> was left out")
        notes = [escaped(line) for one in maps(translation.get("notes")) for line in texts(one.get("comment"))]
        body = "\n\n".join(part for part in (body, "\n".join(f"- {line}" for line in notes)) if part)
        lang = self._language(translation.get("language"), f"{name}\n{body}")
        if lang not in languages():
            message = f"{name!r} is in a language that Hofte does not read ({lang}); left out"
            self.notes.on_line(0, "language-unknown", message, "info")
            return None
        if not body:
            self.notes.on_line(0, "no-instructions", f"{name!r} says nothing of how it is done")
        meta = self._meta(translation, name, lang)
        return fitting(CleanPage(lang, slug(name) or slug(self.uuid) or "exercise", meta, body), self.notes)

    def _meta(self, translation: Mapping[str, Any], name: str, lang: str) -> dict[str, Any]:
        author = text(translation, "license_author") or text(self.record, "license_author") or self.rights.author
        rights = judged(self._license(translation) or self._license(self.record), self.rights, author)
        meta = {
            "title": name,
            "alternative_titles": [text(one, "alias") for one in maps(translation.get("aliases"))],
            "categories": _names([self.record.get("category")]),
            "equipment": _names(self.record.get("equipment")),
            "muscle_group": _names(self.record.get("muscles")),
            "secondary_muscles": _names(self.record.get("muscles_secondary")),
            "kind": "exercise",
            "language": lang,
            "date": text(translation, "created")[:10] or text(self.record, "created")[:10],
            "last_modified_at": text(self.record, "last_update_global", "last_update"),
            "id": self.uuid,
            "videos": [self._media(one, "video") for one in maps(self.record.get("videos"))],
            "pictures": self._pictures(name),
            "license": rights.license,
            "author": rights.author,
            "contributors": texts(translation.get("author_history")),
            "published": False if rights.withheld else None,
            "withheld": [rights.withheld] if rights.withheld else [],
            "source": self._source(translation),
            "site": {key: value for key, value in self.record.items() if key not in _KNOWN and not is_empty(value)},
        }
        return {key: value for key, value in meta.items() if not is_empty(value)}

    def _source(self, translation: Mapping[str, Any]) -> dict[str, str]:
        uuid = text(translation, "uuid")
        return {"kind": "wger", "path": self.source.path, "uuid": self.uuid, **({"translation": uuid} if uuid else {})}

    def _pictures(self, name: str) -> list[dict[str, Any]]:
        pictures = Pictures(self.rights.pictures)
        for one in maps(self.record.get("images")):
            about = self._media(one, "image")
            pictures.add(about.pop("url", ""), alt=text(one, "license_title") or name, **about)
        return pictures.as_meta()

    def _media(self, one: Mapping[str, Any], key: str) -> dict[str, Any]:
        about = {
            "url": text(one, key),
            "license": self._license(one) or UNKNOWN,
            "author": text(one, "license_author"),
            "original": text(one, "license_derivative_source_url", "license_object_url"),
        }
        return {key: value for key, value in about.items() if value}

    def _license(self, about: Mapping[str, Any]) -> str:
        """A licence by its number, or as an object with names and address."""
        said = about.get("license")
        if isinstance(said, Mapping):
            return spdx(text(said, "short_name") or text(said, "url", "full_name"))
        return LICENSES.get(said, "") if isinstance(said, int) else ""

    def _language(self, said: Any, words: str) -> str:
        code = text(said, "short_name") if isinstance(said, Mapping) else ""
        code = LANGUAGES.get(said, "") if isinstance(said, int) else code
        if code == "no":
            told = detect_language(words)
            return told if told in ("nb", "nn") else "nb"
        if code:
            return str(code)
        return detect_language(words) or f"number {said}"


def _names(value: Any) -> list[str]:
    return [name for one in maps(value) if (name := text(one, "name_en", "name"))]


WGER = Kind("wger", find, no_survey, convert, MAX_BYTES)
