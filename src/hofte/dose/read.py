"""Sentence to dose: the one grammar that every language shares; its words stand in ``hofte/lang/<code>/dose.toml``."""

from __future__ import annotations

from hofte.dose.assemble import Assembler
from hofte.dose.columns import read_columns
from hofte.dose.gate import silence
from hofte.dose.lexicon import lexicon
from hofte.dose.model import Dose
from hofte.dose.numbers import read_numbers
from hofte.dose.phrases import read_phrases
from hofte.dose.tokens import lex


def parse_doses(text: str, lang: str) -> tuple[Dose, ...]:
    """Read the doses that a text asks for.

    Parameters
    ----------
    text : str
        A sentence, or the few sentences, list items or table rows that belong together, with their Markdown.
    lang : str
        The code of its language: ``da``, ``nb``, ``nn``, ``sv``, ``en``.

    Returns
    -------
    tuple of Dose
        In reading order; alternatives are doses of their own. Spans count code points of ``text``. Empty when
        the text asks for nothing: a wrong dose is worse than none.

    Raises
    ------
    LanguageUnknown
        If there are no words for the language.
    """
    known = lexicon(lang)
    if not known.may_ask(text):
        return ()
    tokens = silence(read_columns(read_numbers(known.tag(lex(text), text))))
    return Assembler(read_phrases(tokens)).doses()
