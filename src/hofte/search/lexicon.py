"""What a language brings to the search: its stemmer, its compounds, other names of the same thing (``search.toml``).

The Nordic languages meet in one of them: a Norwegian ``bekkenbunn`` is found under the Danish ``bækkenbund``, so that
either word finds pages in both. Which language they meet in is data (``toward``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import snowballstemmer

from hofte.lang.data import languages, words
from hofte.search.fold import fold, folded_words

#: The shortest part of a compound: shorter ones occur in too many words by chance.
SHORTEST_PART = 3


@dataclass(frozen=True)
class Lexicon:
    """The words of one language for the search.

    Parameters
    ----------
    code : str
        The language.
    toward : str
        The language in which it meets its neighbours; itself when it meets none.
    letters : mapping
        Two letters that stand for one.
    small : frozenset of str
        Words that a question can do without.
    joints : tuple of str
        Letters that link the parts of a compound, the empty one among them.
    parts : frozenset of str
        Words that compounds are made of.
    endings : tuple of str
        Endings that a known word may have where the stemmer finds it too short to have any; the shortest first, so
        that the longest word is taken.
    native : mapping
        Letters as the stemmer wants them where a folded word has others.
    bases : mapping
        A known word → the token it is found under.
    roots : mapping
        The stem of a known word → its token.
    """

    code: str
    toward: str
    stemmer: str
    letters: Mapping[str, str]
    small: frozenset[str]
    joints: tuple[str, ...]
    endings: tuple[str, ...] = ()
    native: Mapping[int, str] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    bases: Mapping[str, str] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)

    def words(self, text: str) -> list[str]:
        """The words of a text as this language spells them."""
        # All at once: a pair of letters that stands for one never spans two words.
        return self.spelt(" ".join(folded_words(text))).split()

    def spelt(self, word: str) -> str:
        """Folded words with this language's letters: ``baekkenbund`` → ``bækkenbund``."""
        for pair, letter in self.letters.items():
            word = word.replace(pair, letter)
        return word

    def stem(self, word: str) -> str:
        """A word without its ending."""
        return fold(_stem(self.stemmer, word.translate(self.native))) if self.native else _stem(self.stemmer, word)

    def known(self, word: str) -> str:
        """The token of a word that the lexicon knows in any inflection; empty when it does not."""
        if token := self.bases.get(word):
            return token
        for ending in self.endings:
            if word.endswith(ending) and (token := self.bases.get(word.removesuffix(ending))):
                return token
        return self.roots.get(self.stem(word), "")


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language; of one without words for the search, a lexicon that knows none.

    Parameters
    ----------
    code : str
        ``da``, ``nb``, ``nn``, ``sv``, ``en``; anything else, and the empty string, gives words as they are.
    """
    if code not in languages():
        return Lexicon(code, code, "", {}, frozenset(), ("",))
    data = words(code, "search")
    return _with_words(
        Lexicon(
            code=code,
            toward=str(data.get("toward", code)),
            stemmer=str(data["stemmer"]),
            letters=data.get("letters", {}),
            small=frozenset(word for text in data["small"] for word in folded_words(text)),
            joints=("", *data.get("joints", ())),
            endings=tuple(sorted(data.get("endings", ()), key=lambda ending: (len(ending), ending))),
            native={ord(letter): other for letter, other in data.get("native", {}).items()},
        ),
        data,
    )


def family(code: str) -> tuple[str, ...]:
    """The languages that meet in the same one, the language itself first: ``da`` → ``da``, ``nb``, ``nn``, ``sv``."""
    meets = lexicon(code).toward
    return (code, *(other for other in languages() if other != code and lexicon(other).toward == meets))


@cache
def concepts(code: str, subject: str) -> Mapping[str, str]:
    """What a language calls a muscle, a part of the body, a piece of equipment … → its name in all languages.

    Parameters
    ----------
    code : str
    subject : str
        A table of ``search.toml``: ``muscles``, ``body``, ``equipment``, ``types``, ``levels``.

    Returns
    -------
    mapping
        From the joined stems of the words to the name: :func:`concept` asks it.
    """
    if code not in languages():
        return {}
    said: Mapping[str, list[str]] = words(code, "search").get(subject, {})
    return {_key(code, text): name for name, texts in said.items() for text in texts}


def concept(code: str, subject: str, text: str) -> str:
    """The name that all languages share for what a page calls ``text``; empty when nobody listed it."""
    return concepts(code, subject).get(_key(code, text), "")


def _key(code: str, text: str) -> str:
    lex = lexicon(code)
    return " ".join(lex.stem(word) for word in lex.words(text) if word not in lex.small)


def _with_words(base: Lexicon, data: Mapping[str, Any]) -> Lexicon:
    """The lexicon with its words, those of a language that it is written like among them."""
    met = base if base.toward == base.code else lexicon(base.toward)
    like = lexicon(data["like"]) if "like" in data else base
    said = {_one(base, word): _one(met, root) for word, root in data.get("same", {}).items()}
    bases = {_one(base, word): _one(met, word) for word in data.get("parts", ())} | said
    # A word may be said to be another that is itself said to be a third.
    bases = dict(like.bases) | {word: met.known(root) or bases.get(root, root) for word, root in bases.items()}
    forms = {_one(base, form): bases[_one(base, word)] for form, word in data.get("forms", {}).items()}
    roots = {base.stem(word): token for word, token in bases.items()}
    parts = frozenset(word for word in bases if len(word) >= SHORTEST_PART)
    return replace(base, parts=parts, bases=bases | forms, roots=roots)


def _one(lex: Lexicon, word: str) -> str:
    return lex.spelt(fold(word))


@cache
def _stemmer(name: str) -> Any:
    return snowballstemmer.stemmer(name)


@lru_cache(maxsize=50_000)
def _stem(name: str, word: str) -> str:
    if not name or not _LETTERS.fullmatch(word):
        return word
    with _ONE_AT_A_TIME:
        return str(_stemmer(name).stemWord(word))


#: A stemmer keeps the word it works on in itself; a server asks from several threads.
_ONE_AT_A_TIME = Lock()
_LETTERS = re.compile(r"[a-zæøåäö]+")
