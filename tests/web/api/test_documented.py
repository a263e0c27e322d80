"""docs/api.md, docs/openapi.json and the Python client are what the server really does."""

from __future__ import annotations

import json
import re
import runpy
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client

from hofte.lang.data import languages
from hofte.web.api.describe import description

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs/api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```console\n\$ (curl .*?)\n```\n\n```json\n(.*?)^```", DOCS, re.DOTALL | re.MULTILINE)
client_tool: dict[str, Any] = runpy.run_path(str(ROOT / "tools/client.py"))  # tools are beside the package, not in it


def test_the_description_that_is_committed_is_what_the_server_says() -> None:
    assert (ROOT / "docs/openapi.json").read_text(encoding="utf-8") == description(), "run `python -m tools.client`"


def test_the_description_knows_every_language() -> None:
    assert json.loads(description())["components"]["schemas"]["Lang"]["enum"] == sorted(languages())


def test_the_client_that_is_committed_is_what_would_be_generated(tmp_path: Path) -> None:
    client_tool["generate"](ROOT / "docs/openapi.json", tmp_path / "made")
    assert client_tool["files"](client_tool["CLIENT"]) == client_tool["files"](tmp_path / "made")


def is_part(shown: object, answer: object) -> bool:
    """Whether what a document shows is a part of an answer."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(key in answer and is_part(shown[key], answer[key]) for key in shown)
    if isinstance(shown, list):
        return isinstance(answer, list) and len(shown) <= len(answer) and all(map(is_part, shown, answer))
    return shown == answer


def ask(command: str) -> Any:
    """Do what a line with curl would do."""
    words = shlex.split(command)[1:]
    (url,) = (word for word in words if word.startswith("http"))
    address = urlsplit(url)
    to = f"{address.path}?{address.query}"
    if "-d" not in words:
        return Client(SERVER_NAME=address.netloc).get(to)
    assert words[words.index("-H") + 1] == "Content-Type: application/json"
    body = words[words.index("-d") + 1]
    return Client(SERVER_NAME=address.netloc).post(to, body, content_type="application/json")


@pytest.mark.store("sqlite")
@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_answers_as_shown(library: int, command: str, shown: str) -> None:
    answer = ask(command).json()
    assert is_part(json.loads(shown), answer), json.dumps(answer, ensure_ascii=False, indent=1)


def test_there_are_examples_and_one_that_is_wrong_is_noticed() -> None:
    assert len(EXAMPLES) == 5
    assert is_part({"doses": [{"reps": [12, 15]}]}, {"doses": [{"reps": [12, 15], "sets": None}, {}]})
    assert not is_part({"doses": [{"reps": [12, 15]}]}, {"doses": [{"reps": [12, 12]}]})
    assert not is_part({"doses": [{}, {}]}, {"doses": [{}]})


@pytest.fixture
def over_the_wire(application: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the client sends reaches the application in this process."""
    monkeypatch.setattr("httpx._client.HTTPTransport", lambda **_: httpx.WSGITransport(app=application))
    monkeypatch.syspath_prepend(str(ROOT / "clients/python"))
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "hofte_client"]:
        del sys.modules[name]


@pytest.mark.store("sqlite")
@pytest.mark.parametrize("page", ["docs/api.md", "clients/python/README.md"])
def test_the_client_does_what_its_examples_show(
    over_the_wire: None, capsys: pytest.CaptureFixture[str], page: str
) -> None:
    (example,) = re.findall(
        r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    shown: dict[str, Any] = {}
    exec(example, shown)  # noqa: S102  our own documents
    said = capsys.readouterr().out
    assert re.search(r"Hip thrust \| Hip thrust \| \[3, 3\] \[8, 12\] {'sets': '3 sæt'", said)


@pytest.mark.store("sqlite")
def test_the_client_tells_a_problem_from_a_page(over_the_wire: None) -> None:
    import hofte_client
    from hofte_client.api.library import get_page, list_pages
    from hofte_client.models import Lang, Page, Pages, Problem

    with hofte_client.Client(base_url="http://localhost") as client:
        page = get_page.sync(client=client, lang=Lang.NB, slug="hip-thrust")
        assert isinstance(page, Page)
        assert {one.lang for one in page.translations} == {Lang.DA, Lang.EN}
        missing = get_page.sync(client=client, lang=Lang.SV, slug="hip-thrust")
        assert isinstance(missing, Problem)
        assert missing.status == 404
        answer = list_pages.sync_detailed(client=client, q="hofte", per_page=1)
        assert isinstance(answer.parsed, Pages)
        assert answer.headers["etag"]
