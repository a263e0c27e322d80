"""The words of the interface: found in templates and code, kept as ``.po``, compiled to ``.mo``; no GNU gettext needed.

``python -m tools.messages`` brings the catalogues up to date and says what is left to translate. Both kinds of files
are committed, so that a clone runs without this tool; a test holds them current.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src/hofte/web"
LOCALE = WEB / "locale"
LANGUAGES = ("da", "nb")
KEYWORDS: Any = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: Instead of the time of the last run, so that a catalogue changes only when a word does.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def found() -> Catalog:
    """Every message of the web application, with the files it is in."""
    catalog = Catalog(charset="utf-8")
    for file in sorted(WEB.rglob("*")):
        if file.suffix in (".py", ".html"):
            for _, message, _, context in extract("python", _source(file), KEYWORDS):
                catalog.add(message, locations=[(file.relative_to(ROOT).as_posix(), 0)], context=context)
    return catalog


def _source(file: Path) -> io.BytesIO:
    """The Python in a file; a template's tags become calls, line by line."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    return io.BytesIO(text.encode())


def po_file(lang: str) -> Path:
    """The catalogue of a language, for people."""
    return LOCALE / lang / "LC_MESSAGES/django.po"


def read(lang: str) -> Catalog:
    """The catalogue of a language as it stands."""
    with po_file(lang).open("rb") as stream:
        return read_po(stream, locale=lang)


def updated(lang: str, messages: Catalog) -> Catalog:
    """The catalogue of a language with exactly these messages: known translations stay, new ones are empty."""
    known = read(lang) if po_file(lang).exists() else Catalog(locale=lang)
    dates = {"creation_date": LONG_AGO, "revision_date": LONG_AGO}
    catalog = Catalog(locale=lang, project="Hofte", version="1", msgid_bugs_address="–", fuzzy=False, **dates)
    catalog.header_comment = f"# The words of the interface in {catalog.locale.english_name}." if catalog.locale else ""
    catalog.last_translator, catalog.language_team = "The maintainers of Hofte", lang
    for message in _messages(messages):
        before = known.get(message.id, message.context)
        files = sorted({file for file, _ in message.locations})
        string = before.string if before else None
        catalog.add(message.id, string, [(file, 0) for file in files], context=message.context)
    return catalog


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def untranslated(catalog: Catalog) -> list[Message]:
    """The messages that lack a word or are unsure."""
    return [m for m in _messages(catalog) if m.fuzzy or not m.string or not all(_forms(m.string))]


def _forms(string: Any) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def as_po(catalog: Catalog) -> bytes:
    """The catalogue as people edit it."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_by_file=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith('"Generated-By')).encode()


def as_mo(catalog: Catalog) -> bytes:
    """The catalogue as the framework reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> int:
    """Update and compile every catalogue; 1 if something is left to translate."""
    messages, left = found(), 0
    for lang in LANGUAGES:
        catalog = updated(lang, messages)
        po_file(lang).parent.mkdir(parents=True, exist_ok=True)
        po_file(lang).write_bytes(as_po(catalog))
        po_file(lang).with_suffix(".mo").write_bytes(as_mo(read(lang)))
        for message in untranslated(catalog):
            left += 1
            print(f"{lang}: {message.context or ''} {message.id!r}")
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main())
