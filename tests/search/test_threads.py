"""A server asks from several threads at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import snowballstemmer

from hofte.search import lexicon

ENDINGS = ("n", "ne", "r", "rne", "ns", "s", "ig", "ige", "igst", "lig", "else", "elsen", "løst", "t", "te")
WORDS = [stem + end for stem in ("øvelse", "hofte", "knæ", "smerte", "bækkenbund") for end in ENDINGS]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns all the time, and nothing is remembered."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    lexicon._stem.cache_clear()
    yield
    sys.setswitchinterval(before)
    lexicon._stem.cache_clear()


def test_threads_find_the_same_stems_as_one_alone(restless: None) -> None:
    alone = snowballstemmer.stemmer("danish").stemWords(WORDS)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(lambda: [lexicon._stem("danish", word) for word in WORDS]) for _ in range(16)]
        assert all(one.result() == alone for one in asked)
