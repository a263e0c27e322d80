"""Gives the words of a text their meaning: which group of ``lang/<code>/dose.toml`` each belongs to.

A word or phrase of the list may begin or end with ``*``, which stands for any letters. Where several fit, the
longest phrase wins; one that stands in several groups belongs to all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from hofte.core.values import Range
from hofte.dose.tokens import Token, plain
from hofte.lang.data import words

#: A phrase is at most this many words long.
LONGEST_PHRASE = 7
#: What a number in words may be tied to by a hyphen.
_MEASURES = frozenset({"second", "minute", "hour", "day", "week", "month", "rep", "degree_word"})
_TIED_UNITS = _MEASURES | {"set"}
#: How many different words a lexicon keeps in mind.
MOST_WORDS = 20_000
_WRITTEN = frozenset({"word", "digits"})
#: A text without a digit asks for something only by a word of one of these groups.
_TELLING = (
    "numbers", "times_words", "per_day", "twice_a_day", "every_other_day", "to_failure", "as_long", "at_least_as_long",
    "second", "minute", "quarter", "half_hour", "hour", "times", "set", "session",
)  # fmt: skip
#: A word of the first is one of the others, too: who walks to recover moves.
_IMPLIED = {"easy": frozenset({"activity"})}
_DIGIT = re.compile(r"[\d½¼¾⅓⅔]")
_LETTERS = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"(?:[^\W\d_]|\*)+")
#: Only words up to this length are compared with entries that hold a star.
LONGEST_WORD = 60


@dataclass(slots=True)
class _Node:
    """Where a phrase stands after some of its words: which words may follow, and what it means if it ends."""

    next: dict[str, _Node] = field(default_factory=dict)
    prefixes: dict[str, _Node] = field(default_factory=dict)
    suffixes: dict[str, _Node] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    value: float | None = None

    def follow(self, word: str) -> Iterator[_Node]:
        if word in self.next:
            yield self.next[word]
        if self.prefixes and len(word) <= LONGEST_WORD:
            yield from (self.prefixes[word[:n]] for n in range(len(word), 0, -1) if word[:n] in self.prefixes)
        if self.suffixes and len(word) <= LONGEST_WORD:
            yield from (self.suffixes[word[n:]] for n in range(len(word)) if word[n:] in self.suffixes)

    def child(self, word: str) -> _Node:
        if word.endswith("*"):
            return self.prefixes.setdefault(word[:-1], _Node())
        if word.startswith("*"):
            return self.suffixes.setdefault(word[1:], _Node())
        return self.next.setdefault(word, _Node())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language."""

    root: _Node
    dotted: frozenset[str]
    #: One word of every entry without which, or without a digit, there is no dose; and those that hold a star.
    telling: frozenset[str]
    telling_parts: re.Pattern[str]
    #: What the words read so far can begin; a text says the same words again and again.
    _begun: dict[str, tuple[_Node, ...]] = field(default_factory=dict, compare=False)

    def tag(self, tokens: Sequence[Token], text: str) -> list[Token]:
        """Name the words: each token's kinds become the groups it belongs to; phrases become one token.

        Parameters
        ----------
        tokens : sequence of Token
            As :func:`hofte.dose.tokens.lex` gives them.
        text : str
            The text they were cut from.

        Returns
        -------
        list of Token
            Words that are in no group keep the kind ``word``.
        """
        whole: list[Token] = []
        for token in self._drop_dots(tokens, text):
            if "-" in token.text:
                whole += self._split(token)
            else:
                whole.append(token)
        found: list[Token] = []
        n = 0
        while n < len(whole):
            token, length = self._longest(whole, n)
            if "hyphen" not in token.kinds or (_is_name(found) and not self._kinds(whole[n + 1].text) & _MEASURES):
                found.append(token)
            n += length
        return found

    def may_ask(self, text: str) -> bool:
        """Whether a text holds a digit, or a word, without which no text asks for anything; quick."""
        if _DIGIT.search(text):
            return True
        found = set(_LETTERS.findall(plain(text)))
        return not self.telling.isdisjoint(found) or any(map(self.telling_parts.match, found))

    def _drop_dots(self, tokens: Sequence[Token], text: str) -> list[Token]:
        """Leave out the full stop of an abbreviation, unless a sentence begins behind it."""
        kept: list[Token] = []
        for token in tokens:
            if token.text == "." and kept and kept[-1].text in self.dotted and kept[-1].end == token.start:
                behind = text[token.end : token.end + 20].lstrip(" *_")[:1]
                if not behind.isupper():
                    continue
            kept.append(token)
        return kept

    def _split(self, token: Token) -> list[Token]:
        """Take "two-second" apart: a number in words and the unit it is tied to."""
        number, hyphen, unit = token.text.partition("-")
        tied = hyphen and token.isa("word") and not self._kinds(token.text)
        if not (tied and "numbers" in self._kinds(number) and self._kinds(unit) & (_TIED_UNITS | {"numbers"})):
            return [token]
        middle = token.start + len(number)
        if "numbers" in self._kinds(unit):  # "to-tre gange"
            dash = Token(frozenset({"dash"}), hyphen, middle, middle + 1)
            return [token._replace(text=number, end=middle), dash, token._replace(text=unit, start=middle + 1)]
        return [token._replace(text=number, end=middle), token._replace(text=unit, start=middle + 1)]

    def _kinds(self, word: str) -> frozenset[str]:
        return frozenset().union(*(node.kinds for node in self._begin(word)))

    def _begin(self, word: str) -> tuple[_Node, ...]:
        """Where the lists of words stand after a first word."""
        nodes = self._begun.get(word)
        if nodes is None:
            nodes = tuple(self.root.follow(word))
            if len(self._begun) < MOST_WORDS:
                self._begun[word] = nodes
        return nodes

    def _longest(self, tokens: Sequence[Token], n: int) -> tuple[Token, int]:
        first = tokens[n]
        paths = self._begin(first.text) if first.kinds & _WRITTEN else ()
        if not paths:
            return first, 1
        ends, length = [node for node in paths if node.kinds], 1
        for size, token in enumerate(tokens[n + 1 : n + LONGEST_PHRASE], 2):
            if "comma" in token.kinds:  # "så mange gentagelser, du kan" is the phrase without its comma
                continue
            if not token.kinds & _WRITTEN:
                break
            paths = tuple(after for node in paths for after in node.follow(token.text))
            if not paths:
                break
            if longer := [node for node in paths if node.kinds]:
                ends, length = longer, size
        return (_named(tokens[n : n + length], ends) if ends else first), length


def _is_name(found: Sequence[Token]) -> bool:
    """Whether two numbers stand before a hyphen, so that they are a name: "4x4-protokollen"; not so "30-sekunders"."""
    return len(found) > 2 and found[-1].isa("digits") and found[-2].isa("x", "slash") and found[-3].isa("digits")


def _named(tokens: Sequence[Token], ends: Sequence[_Node]) -> Token:
    text = tokens[0].text if len(tokens) == 1 else " ".join(token.text for token in tokens)
    value = next((Range.exactly(node.value) for node in ends if node.value is not None), None)
    kinds = ends[0].kinds if len(ends) == 1 else frozenset().union(*(node.kinds for node in ends))
    return Token(kinds, text, tokens[0].start, tokens[-1].end, value)


@cache
def lexicon(code: str) -> Lexicon:
    """The words of a language, ready for use.

    Raises
    ------
    LanguageUnknown
        If no folder holds words of that language.
    """
    groups = dict(words(code, "dose"))
    root, dotted = _Node(), frozenset(groups.pop("dotted", ()))
    for kind, group in groups.items():
        kinds = {kind} | _IMPLIED.get(kind, frozenset())
        entries: Mapping[str, float | None] = group if isinstance(group, dict) else dict.fromkeys(group)
        for phrase, value in entries.items():
            node = root
            for word in phrase.split():
                node = node.child(word)
            node.kinds, node.value = node.kinds | kinds, value if value is not None else node.value
    telling = [max(_PARTS.findall(entry), key=len) for kind in _TELLING for entry in groups.get(kind, ())]
    starred = "|".join(re.escape(word).replace(r"\*", ".*") for word in telling if "*" in word)
    return Lexicon(root, dotted, frozenset(telling), re.compile(rf"(?:{starred})\Z" if starred else r"(?!)"))
