"""The interface speaks English, Danish and Norwegian bokmål: nothing untranslated, nothing past the catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from tools import messages

TEMPLATES = sorted(messages.WEB.rglob("templates/**/*.html"))
SCRIPTS = sorted([*messages.WEB.rglob("static/hofte/js/*.js"), messages.WEB / "site/sw.js"])
#: Attributes that a person sees or hears.
SEEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
WORD = re.compile(r"[^\W\d_]{2,}")
#: Names are the same everywhere.
NAMES = {"Hofte", "doi", "Enter", "Esc"}
PLACEHOLDER = re.compile(r"%\(\w+\)[.\d]*[a-z]|%[.\d]*[a-z]|%%|\{\w*\}")


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_the_catalogue_holds_exactly_what_the_pages_say(lang: str) -> None:
    current = messages.as_po(messages.updated(lang, messages.found()))
    assert messages.po_file(lang).read_bytes() == current, "run python -m tools.messages and translate what is new"


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_the_compiled_catalogue_is_current(lang: str) -> None:
    compiled = messages.po_file(lang).with_suffix(".mo").read_bytes()
    assert compiled == messages.as_mo(messages.read(lang)), "run python -m tools.messages"


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_nothing_is_untranslated_or_unsure(lang: str) -> None:
    assert [message.id for message in messages.untranslated(messages.read(lang))] == []


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_placeholders_are_those_of_the_source(lang: str) -> None:
    for message in messages.read(lang):
        if message.id:
            sources = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = [message.string] if isinstance(message.string, str) else list(message.string)
            wanted = {tuple(sorted(PLACEHOLDER.findall(source))) for source in sources}
            assert {tuple(sorted(PLACEHOLDER.findall(string))) for string in strings} <= wanted, message.id


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_a_sentence_ends_as_its_source_does(lang: str) -> None:
    for message in messages.read(lang):
        if message.id and isinstance(message.id, str):
            assert message.id[-1:] in ".…:?" or message.string[-1:] not in ".…:?", message.id
            assert message.id[-1:] not in ".…:?" or message.string[-1:] == message.id[-1:], message.id


class _Seen(HTMLParser):
    """Collects the words in a template that a person would see as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        for name, value in attrs:
            if name in SEEN and tag != "button" and value:
                self._take(value)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._take(data)

    def _take(self, text: str) -> None:
        self.words += [word for word in WORD.findall(text) if word not in NAMES]


def untagged(template: str) -> list[str]:
    """The words of a template that stand outside its translation tags."""
    seen, ended_by = _Seen(), ""
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            name, _, rest = token.contents.partition(" ")
            if name.startswith(("blocktrans", "comment")):
                ended_by = f"end{name}"
            elif name == "block" and rest.endswith(("_class", "_attributes")):  # part of a tag, no text
                ended_by = "endblock"
            elif name == ended_by:
                ended_by = ""
        elif token.token_type == TokenType.TEXT and not ended_by:
            seen.feed(token.contents)
    return seen.words


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_has_no_words_outside_its_translation_tags(file: Path) -> None:
    assert untagged(file.read_text(encoding="utf-8")) == []


def test_the_check_of_templates_can_fail() -> None:
    assert untagged("<p>{% translate 'Good' %} day</p>") == ["day"]
    assert untagged('<img alt="a hip {{ n }}"><b>{% blocktranslate %}Hi{% endblocktranslate %}</b>') == ["hip"]


def literals(script: str) -> Iterator[str]:
    """The strings of a script, without what only a developer ever reads: comments and the text of errors."""
    script = re.sub(r"//[^\n]*|/\*.*?\*/", "", script, flags=re.DOTALL)
    script = re.sub(r"new \w*Error\((`[^`]*`|\"[^\"]*\")", "", script)
    for found in re.finditer(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`", script):
        yield re.sub(r"\$\{[^}]*\}", "", next(part for part in found.groups() if part is not None))


#: How text for a person would look: a capital and small letters and a blank, or several small words, or a full stop.
SENTENCE = re.compile(
    r"^[A-ZÆØÅ][a-zæøå]+ [a-zæøå]|[a-zæøå]{2,} [a-zæøå]{2,} [a-zæøå]{2,}|[a-zæøå]{2,} [a-zæøå]{2,}[.!?…]$"
)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_a_script_holds_no_words_for_people(file: Path) -> None:
    assert [text for text in literals(file.read_text(encoding="utf-8")) if SENTENCE.search(text)] == []


def test_the_check_of_scripts_can_fail() -> None:
    script = 'a = "Let go"; b = `you did ${n} of them today`; c = "aria-live"; throw new Error("no such place here");'
    assert [text for text in literals(script) if SENTENCE.search(text)] == ["Let go", "you did  of them today"]
