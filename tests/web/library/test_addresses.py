"""Where pages of the library stand: one address each, old addresses lead there, and none leads astray."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hofte.web.library.addresses import path_of
from hofte.web.library.services import index_library

pytestmark = pytest.mark.django_db

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a page of the house and indexes it; there are no starter pages."""
    settings.CONTENT = tmp_path / "content"
    monkeypatch.setattr("hofte.web.library.services.STARTERS", tmp_path / "none")

    def write_page(name: str, *lines: str, lang: str = "da", text: str = "Løft hoften.") -> None:
        file = tmp_path / "content" / lang / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        front = "\n".join((f"title: {name}", f"language: {lang}", "kind: exercise", *lines))
        file.write_text(f"---\n{front}\n---\n\n{text}\n", encoding="utf-8")
        index_library()

    return write_page


def canonical(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode().partition('<link rel="canonical" href="http://testserver')[2].partition('"')[0])


def test_a_page_has_the_address_that_it_names(client: Any, write: Write) -> None:
    write("bro", "permalink: /oevelse/bro/")
    assert canonical(client, "/oevelse/bro/") == "/oevelse/bro/"
    assert canonical(client, "/exercises/bro/") == "/oevelse/bro/"
    assert canonical(client, "/exercises/bro/da/") == "/oevelse/bro/"


def test_a_page_that_names_none_has_one_with_its_language(client: Any, write: Write) -> None:
    write("bro")
    assert canonical(client, "/exercises/bro/") == "/exercises/bro/da/"


@pytest.mark.parametrize("said", ["redirect_from: /node/626", "redirect_from: [/gammel/, /node/626]"])
@pytest.mark.parametrize("asked", ["/node/626", "/node/626/"])
def test_an_old_address_leads_to_the_new_one_for_good(client: Any, write: Write, said: str, asked: str) -> None:
    write("bro", "permalink: /oevelse/bro/", said)
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, "/oevelse/bro/")


def test_a_slash_that_is_missing_is_added(client: Any, write: Write) -> None:
    write("bro", "permalink: /oevelse/bro/")
    assert client.get("/oevelse/bro")["Location"] == "/oevelse/bro/"
    assert client.get("/exercises/bro")["Location"] == "/exercises/bro/"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\\\evil.example/", "javascript:alert(1)", "/../evil/", "/a//evil/"],
)
def test_no_page_sends_anybody_elsewhere(client: Any, write: Write, target: str) -> None:
    write("bro", f"permalink: '{target}'", "redirect_from: /node/1")
    answer = client.get("/node/1")
    assert (answer.status_code, answer["Location"]) == (301, "/exercises/bro/da/")


def test_two_pages_that_point_at_each_other_do_not_turn_in_circles(client: Any, write: Write) -> None:
    write("a", "permalink: /a/", "redirect_from: /b/")
    write("b", "permalink: /b/", "redirect_from: /a/")
    assert canonical(client, "/a/") == "/a/"
    assert canonical(client, "/b/") == "/b/"


def test_a_page_that_redirects_to_itself_is_simply_there(client: Any, write: Write) -> None:
    write("bro", "permalink: /bro/", "redirect_from: [/bro/, /bro]")
    assert canonical(client, "/bro/") == "/bro/"


def test_of_two_pages_that_want_one_address_one_has_it(client: Any, write: Write) -> None:
    write("b", "permalink: /same/")
    write("a", "permalink: /same/")
    assert canonical(client, "/same/") == "/same/"
    assert canonical(client, "/exercises/a/da/") == "/same/"
    assert canonical(client, "/exercises/b/da/") == "/exercises/b/da/"


@pytest.mark.parametrize("taken", ["/", "/diary/", "/people", "/pages/mine/", "/healthz", "/exercises/other/"])
def test_no_page_takes_an_address_of_the_application(client: Any, write: Write, taken: str) -> None:
    write("bro", f"permalink: {taken}", f"redirect_from: {taken}")
    assert canonical(client, "/exercises/bro/") == "/exercises/bro/da/"


def test_a_page_that_is_gone_takes_its_addresses_along(client: Any, write: Write, settings: Any) -> None:
    write("bro", "permalink: /bro/", "redirect_from: /node/1")
    (settings.CONTENT / "da/bro.md").unlink()
    index_library()
    assert client.get("/bro/").status_code == 404
    assert client.get("/node/1").status_code == 404


def test_a_page_that_moves_leaves_its_old_address(client: Any, write: Write) -> None:
    write("bro", "permalink: /en/")
    write("bro", "permalink: /to/", "redirect_from: /en/")
    assert client.get("/en/")["Location"] == "/to/"


def test_an_address_in_letters_of_the_north_is_found(client: Any, write: Write) -> None:
    write("bækken", "permalink: /øvelse/bækken/", "redirect_from: /gammel")
    assert canonical(client, "/øvelse/bækken/") == "/%C3%B8velse/b%C3%A6kken/"
    assert client.get("/gammel")["Location"] == "/%C3%B8velse/b%C3%A6kken/"
    assert client.get("/").status_code == 200


def test_links_between_pages_lead_to_where_they_are_now(client: Any, write: Write) -> None:
    write("plank", "permalink: /plank/", "redirect_from: /gammel-plank/")
    write("bro", text="Se [planken](/gammel-plank/#saadan) og [intet](/findes-ikke/) og [andet](//evil.example/).")
    html = client.get("/exercises/bro/").content.decode()
    assert '<a href="/plank/#saadan">planken</a>' in html
    assert "/findes-ikke/" not in html
    assert "evil.example" not in html


def test_only_languages_that_exist_are_named(client: Any, write: Write) -> None:
    write("bro", "permalink: /bro/", "translations: {da: /bro/, nb: /no/bro/, en: /en/bridge/}")
    write("bro", "permalink: /no/bro/", lang="nb")
    html = client.get("/bro/").content.decode()
    assert '<link rel="alternate" hreflang="da" href="http://testserver/bro/">' in html
    assert '<link rel="alternate" hreflang="nb" href="http://testserver/no/bro/">' in html
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/exercises/bro/">' in html
    assert 'hreflang="en"' not in html


def test_a_page_in_one_language_has_no_alternates(client: Any, write: Write) -> None:
    write("bro")
    assert "hreflang" not in client.get("/exercises/bro/").content.decode()


def test_who_chose_no_language_reads_a_page_in_its_own(client: Any, write: Write) -> None:
    write("bro", "permalink: /bro/")
    answer = client.get("/bro/", headers={"accept-language": "en"})
    assert answer["Content-Language"] == "da"
    assert "Cookie" in answer["Vary"]
    client.post("/language/", {"language": "en", "next": "/"})
    assert client.get("/bro/")["Content-Language"] == "en"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_path_that_nobody_has_is_not_there(client: Any, write: Write, method: str) -> None:
    assert client.get("/nobody/").status_code == 404
    assert getattr(client, method)("/nobody/").status_code in (404, 405)


@given(st.text(max_size=60) | st.sampled_from(["/", "//", "/\\", "\\/", "http:/"]).flatmap(lambda s: st.just(s + "a")))
@example("/%2F%2Fevil.example")
@example("/[")
@example("http://[")
def test_a_path_stays_within_the_site(link: str) -> None:
    path = path_of(link)
    assert path == "" or (path.startswith("/") and not path.startswith(("//", "/\\")))
    assert "//" not in path
