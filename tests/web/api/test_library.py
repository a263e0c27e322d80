"""What programs are told of the library: everything public in it, in an order that stays, and nothing of anybody."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from tests.web.conftest import Cast, environment_of

from hofte.page.read import parse_page
from hofte.web.api import schemas
from hofte.web.library.models import Document
from hofte.web.library.services import save_own_page

API = "/api/v1"
MEDIA = """\
pictures:
  - {src: "bro 1.png", alt: Bro set fra siden, author: Ida, license: CC BY 4.0}
  - {src: gone.png, alt: Not here}
video: https://youtu.be/abcdefgh
"""


def get(address: str, **headers: str) -> Any:
    return Client().get(f"{API}{address}", headers=headers)


def walk(address: str) -> list[str]:
    """Every page of a list from its first part to its last."""
    found: list[str] = []
    while address:
        answer = Client().get(address).json()
        found += [f"{item['lang']}/{item['slug']}" for item in answer["items"]]
        address = answer["next"] and "?".join(urlsplit(answer["next"])[2:4])
    return found


def test_a_list_is_walked_without_a_page_twice_or_left_out(library: int) -> None:
    total = get("/pages").json()["total"]
    in_parts, at_once = walk(f"{API}/pages?per_page=7"), walk(f"{API}/pages?per_page=100")
    assert in_parts == at_once
    assert len(set(in_parts)) == total == library


def test_pages_are_found_as_people_find_them(library: int) -> None:
    answer = get("/pages?q=hofteboyer&language=nb&language=da&free=true").json()
    assert answer["items"][0]["slug"] == "hip-flexor-stretch"
    assert {item["lang"] for item in answer["items"]} == {"nb", "da"}
    assert answer["facets"]["free"] == [{"value": "true", "count": answer["total"]}]
    muscles = {one["value"]: one["count"] for one in get("/pages").json()["facets"]["muscle"]}
    assert get("/pages?muscle=gluteals").json()["total"] == muscles["gluteals"]
    assert get("/pages?muscle=no-such-muscle").json()["items"] == []


def test_a_page_has_its_text_and_each_value_its_words_in_it(library: int) -> None:
    page = get("/pages/da/hip-thrust").json()
    assert page == get(f"/pages/da/{page['id']}").json()
    assert page["exercises"] == get("/pages/da/hip-thrust/exercises").json()["exercises"]
    (dose,) = page["exercises"][0]["doses"]
    assert {name: page["text"][start:end] for name, (start, end) in dose["spans"].items()} == dose["words"]
    assert dose["words"]["reps"] == "8–12 gentagelser"
    assert page["exercises"][0]["steps"][0].startswith("Sid på gulvet foran bænken")
    assert {one["lang"] for one in page["translations"]} == {"nb", "en"}
    for address in (page["url"], page["api_url"], *(one["url"] for one in page["translations"])):
        assert Client().get(urlsplit(address).path).status_code == 200


@pytest.mark.store("sqlite")
def test_pictures_and_videos_come_with_who_made_them(library: int, tmp_path: Path, settings: Any) -> None:
    settings.CONTENT = tmp_path
    (tmp_path / "bro 1.png").write_bytes(b"")
    page = Document.objects.get(slug="hip-thrust", lang="da", person=None)
    page.text = page.text.replace("---\n", f"---\n{MEDIA}", 1)
    page.digest = "another"
    page.save()
    answer = get("/pages/da/hip-thrust").json()
    told = {"alt": "Bro set fra siden", "caption": "", "author": "Ida", "license": "CC BY 4.0"}
    assert answer["pictures"] == [{"url": "http://testserver/pictures/bro%201.png", **told}]
    assert answer["videos"] == [{"url": "https://www.youtube.com/watch?v=abcdefgh", "title": "", "author": ""}]


@pytest.mark.store("sqlite")
def test_every_page_has_exactly_the_form_that_is_described(library: int) -> None:
    pages = get("/pages?per_page=100").json()
    for model, answer in (
        (schemas.Pages, pages),
        (schemas.Exercises, get("/exercises?per_page=100").json()),
        *((schemas.Page, Client().get(urlsplit(page["api_url"]).path).json()) for page in pages["items"]),
    ):
        assert model.model_validate(answer).model_dump(mode="json") == answer


@pytest.mark.store("sqlite")
def test_every_exercise_comes_with_its_page(library: int) -> None:
    answer = get("/exercises?per_page=100").json()
    assert answer["total"] == len(answer["items"]) == get("/pages?playable=true").json()["total"] > 20
    assert all(any(one["doses"] for one in item["exercises"]) and item["page"]["playable"] for item in answer["items"])


@pytest.mark.store("sqlite")
def test_people_and_programs_are_led_to_each_other(library: int) -> None:
    page = Client().get("/exercises/hip-thrust/da/", follow=True).content.decode()
    (to_json,) = re.findall(r'<link rel="alternate" type="application/json" href="([^"]+)">', page)
    (to_description,) = re.findall(r'<link rel="service-desc" type="application/json" href="([^"]+)">', page)
    assert Client().get(to_json).json()["slug"] == "hip-thrust"
    described = Client().get(to_description)
    assert described.json()["openapi"].startswith("3.1")
    assert f'<{to_description}>; rel="service-desc"' == described["Link"]


def test_what_a_person_keeps_is_nobody_elses(library: int, cast: Cast) -> None:
    own = save_own_page(cast.astrid, parse_page("# Zwiebelfisch\n\n3 sæt af 10 gentagelser.", lang="da"))
    assert cast.client.get(f"/pages/{own.pk}/").status_code == 200
    assert cast.client.get(f"{API}/pages/da/{own.pk}").status_code == 404
    assert cast.client.get(f"{API}/pages/da/").status_code == 404
    assert "Zwiebelfisch" not in cast.client.get(f"{API}/pages?per_page=100").content.decode()
    assert cast.client.get(f"{API}/pages?q=Zwiebelfisch").json()["items"] == []


@pytest.mark.store("sqlite")
@pytest.mark.parametrize("address", ["/pages?q=knæ", "/pages/da/psoas", "/exercises", "/openapi.json"])
def test_who_has_it_already_gets_nothing_more(library: int, address: str) -> None:
    whole = get(address)
    head = Client().head(f"{API}{address}")
    kept = {"ETag", "Cache-Control", "Content-Language", "Access-Control-Allow-Origin"}
    assert (head.status_code, head.content) == (200, b"")
    assert get(address, if_none_match='"another"').status_code == 200
    for known in (get(address, if_none_match=whole["ETag"]), Client().head(f"{API}{address}")):
        assert known.content == b""
        assert {name: known[name] for name in kept} == {name: whole[name] for name in kept}
    if address != "/openapi.json":
        assert get(address, if_modified_since=whole["Last-Modified"]).status_code == 304
        assert get(address, if_modified_since="Mon, 01 Jan 2001 00:00:00 GMT").status_code == 200


@pytest.mark.store("sqlite")
def test_other_sites_may_read_and_nothing_else(library: int) -> None:
    read, sent = (
        Client().options(f"{API}{path}", headers={"origin": "https://a.example"}) for path in ("/pages", "/read")
    )
    assert (read.status_code, read["Allow"], read["Access-Control-Allow-Origin"]) == (204, "GET, HEAD, OPTIONS", "*")
    assert (sent.status_code, sent["Allow"]) == (204, "OPTIONS, POST")
    answer = Client().post(f"{API}/doses", '{"lang": "da", "text": "3 x 10"}', content_type="application/json")
    assert answer.status_code == 200
    for one in (sent, answer):
        assert "Access-Control-Allow-Origin" not in one
    for one in (read, sent, answer, get("/pages")):
        assert not one.cookies


def test_a_start_does_not_wait_for_the_api(tmp_path: Path) -> None:
    start = "from hofte.web.serving import ready; ready.load(); import hofte.web.urls"
    check = "import sys; print(sorted({'ninja', 'pydantic'} & set(sys.modules)))"
    command = [sys.executable, "-c", f"{start}; {check}"]
    said = subprocess.run(command, env=environment_of(tmp_path), capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
