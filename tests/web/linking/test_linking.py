"""Words that lead somewhere, in the web library: on its pages, in its glossary; hostile names lead nowhere bad."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.export.conftest import faults

from hofte.web.library.services import index_library

pytestmark = pytest.mark.django_db

EVIL = '"><script>window.bad=1</script>'
TERMS = f"""\
Kernestabilitet | {EVIL}
: At holde kroppen stille {EVIL} med [link](javascript:bad) mens *squattet* laves.
"""
PAGES = {
    "squat": "---\ntitle: Squat\nlanguage: da\npermalink: '/a\"><b>/'\n---\n\nBøj benene.\n",
    "other": "---\ntitle: Andet\nlanguage: da\n---\n\nSquats giver kernestabilitet. Lav 3 sæt squats. "
    "[Ord](/glossary/da/#x), [navn](/exercises/none/da/), [fald](/nowhere/).\n\n## Squats\n",
    "none": "---\ntitle: Intet\nlanguage: da\nauto_links: false\n---\n\nSquats.\n",
}


@pytest.fixture
def house(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three pages and a term of this house, no starters."""
    settings.CONTENT = tmp_path / "content"
    monkeypatch.setattr("hofte.web.library.services.STARTERS", tmp_path / "none")
    monkeypatch.setattr("hofte.web.linking.services.STARTERS", tmp_path / "none")
    (tmp_path / "content/da/glossary").mkdir(parents=True)
    for name, text in PAGES.items():
        (tmp_path / f"content/da/{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "content/da/glossary/terms.md").write_text(TERMS, encoding="utf-8")
    index_library()
    return tmp_path / "content/da"


def text_of(client: Any, path: str) -> str:
    return str(client.get(path).content.decode())


def test_words_of_a_page_lead_to_pages_and_terms(client: Any, house: Path) -> None:
    html = text_of(client, "/exercises/other/da/")
    text = re.search(r'id="text">(.*)', html, re.DOTALL)
    assert text is not None
    assert '<a href="/a&quot;&gt;&lt;b&gt;/">Squats</a> giver' in text[1]
    assert '<a href="/glossary/da/#kernestabilitet">kernestabilitet</a>' in text[1]
    assert text[1].count('&lt;b&gt;/">') == 1
    assert "<a" not in re.search(r"<p>Squats.*?</p>", text_of(client, "/exercises/none/da/")).group()  # type: ignore[union-attr]


def test_the_glossary_is_data_of_schema_org_in_the_map_and_nothing_breaks_out(client: Any, house: Path) -> None:
    html = text_of(client, "/glossary/da/")
    assert "<script>window.bad" not in html
    assert "javascript:" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert 'id="kernestabilitet"' in html
    assert "squattet</a>" in html
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert faults(json.loads(data)) == []
    assert client.get("/glossary/", follow=True).redirect_chain == [("/glossary/da/", 302)]
    assert client.get("/glossary/sv/").status_code == 404
    assert "/glossary/da/" in text_of(client, "/sitemap-glossary.xml")


def test_a_new_page_or_term_is_linked_to_at_once(client: Any, house: Path) -> None:
    text_of(client, "/exercises/none/da/")
    (house / "giver.md").write_text("---\ntitle: Giver\nlanguage: da\n---\n\nX.\n", encoding="utf-8")
    (house / "glossary/more.md").write_text("Benene\n: De to.\n", encoding="utf-8")
    index_library()
    assert '<a href="/exercises/giver/da/">giver</a>' in text_of(client, "/exercises/other/da/")
    assert '<a href="/glossary/da/#benene">benene</a>' in text_of(client, "/exercises/squat/da/")
    assert client.get("/glossary/da/").content.decode().count("<dt>") == 2


def test_there_are_three_glossaries_of_ours(client: Any) -> None:
    index_library()
    for lang in ("da", "nb", "en"):
        html = text_of(client, f"/glossary/{lang}/")
        assert html.count("<dt>") >= 25
        assert html.count('hreflang="') >= 3
