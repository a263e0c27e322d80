"""A real server: what it says, how it is reached, how it ends."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

HOFTE = Path(sys.executable).with_name("hofte")
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def test_the_health_check_answers_in_json(house: Any) -> None:
    with urllib.request.urlopen(house.url + "/healthz") as answer:
        health = json.load(answer)
    assert health["status"] == "ok"
    assert health["database"] == "sqlite"


@pytest.mark.parametrize("path", ["/", "/people/", "/about/", "/diary/", "/healthz", "/nowhere/"])
def test_every_answer_carries_the_security_headers(house: Any, path: str) -> None:
    try:
        answer = urllib.request.urlopen(house.url + path)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        headers = answer.headers
    assert {name: headers[name] for name in SECURITY} == SECURITY
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    for kind in ("script-src", "style-src"):
        assert re.fullmatch(r"'self'( 'nonce-[^']+')?", policy[kind])
    assert policy["connect-src"] == policy["form-action"] == "'self'"
    assert "Server" not in headers


def test_a_nonce_is_used_once(house: Any) -> None:
    nonces = set()
    for _ in range(3):
        with urllib.request.urlopen(house.url + "/about/") as answer:
            nonces |= set(re.findall("nonce-([^']+)'", answer.headers["Content-Security-Policy"]))
    assert len(nonces) == 3


def test_a_host_that_is_not_ours_is_refused(house: Any) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", house.port)
    connection.request("GET", "/", headers={"Host": "evil.example"})
    assert connection.getresponse().status == 400
    connection.close()


def test_cookies_say_little_and_to_us_only(house: Any) -> None:
    with urllib.request.urlopen(house.url + "/people/") as answer:
        (cookie,) = answer.headers.get_all("Set-Cookie")
    assert cookie.startswith("hofte-csrf=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_form_from_elsewhere_is_refused(house: Any) -> None:
    request = urllib.request.Request(house.url + "/people/", data=b"name=Mallory", method="POST")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    refusal.value.close()
    assert refusal.value.code == 403


def test_static_files_are_compressed_and_kept_for_good(house: Any) -> None:
    with urllib.request.urlopen(house.url + "/diary/") as answer:
        found = re.search(r'href="(/static/hofte/css/diary[^"]*)"', answer.read().decode())
    assert found
    request = urllib.request.Request(house.url + found[1], headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"].startswith("text/css")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.search(r"diary\.[0-9a-f]{12}\.css", found[1])


@pytest.mark.parametrize("path", ["/", "/exercises/hip-thrust/"])
def test_a_page_is_seen_with_the_first_answer(house: Any, path: str) -> None:
    with urllib.request.urlopen(house.url + path) as answer:
        head, _, _ = answer.read().decode().partition("</head>")
        policy = answer.headers["Content-Security-Policy"]
    (nonce,) = set(re.findall(r'<style nonce="([^"]+)">', head))
    assert f"style-src 'self' 'nonce-{nonce}'" in policy
    assert 'rel="stylesheet"' not in head
    assert all("type=" in script for script in re.findall(r"<script[^>]*>", head))


def test_a_file_outside_the_static_ones_is_not_served(house: Any) -> None:
    for path in ("/static/../secret-key", "/static/%2e%2e/secret-key", "/static//etc/passwd", "/secret-key"):
        connection = http.client.HTTPConnection("127.0.0.1", house.port)
        connection.request("GET", path)
        assert connection.getresponse().status == 404
        connection.close()


def test_a_first_start_says_where_it_is_in_one_line_keeps_to_itself_and_stops_at_once(own_house: Any) -> None:
    shutil.rmtree(own_house.data)
    own_house.start()
    assert {file.name for file in own_house.data.iterdir() if file.stat().st_mode & 0o077} == set()
    assert own_house.url == f"http://127.0.0.1:{own_house.port}"
    with socket.create_connection(("127.0.0.1", own_house.port)):  # an open connection does not hold it
        assert own_house.stop(signal.SIGINT) == 0
    assert own_house.log.read_text() == "Getting ready for the first time …\n\nHofte has stopped.\n"


def hofte_serve(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [HOFTE, "serve", "--no-open", *options],
        env=dict(os.environ) | environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_port_that_is_taken_is_said_before_anything_is_made(house: Any, tmp_path: Path) -> None:
    done = hofte_serve(HOFTE_DATA=str(tmp_path / "data"), PORT=str(house.port))
    assert done.returncode == 2
    assert f"127.0.0.1 port {house.port} cannot be used" in done.stderr
    assert f"--port {house.port + 1}" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("host", ["192.0.2.77", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_said(tmp_path: Path, host: str) -> None:
    done = hofte_serve(HOST=host, PORT="0", HOFTE_DATA=str(tmp_path))
    assert done.returncode == 2
    assert f"{host} port 0 cannot be used" in done.stderr


def test_it_serves_from_postgresql_under_load(own_house: Any, postgresql_url: str) -> None:
    import psycopg

    with psycopg.connect(postgresql_url, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS served WITH (FORCE)")
        server.execute("CREATE DATABASE served")
    own_house.environment["HOFTE_DATABASE_URL"] = postgresql_url.replace("/postgres?", "/served?")
    own_house.start()

    def ask(_: int) -> str:
        with urllib.request.urlopen(own_house.url + "/healthz") as answer:
            return str(json.load(answer)["database"])

    with ThreadPoolExecutor(16) as many:
        assert set(many.map(ask, range(64))) == {"postgresql"}
    with psycopg.connect(postgresql_url) as server:
        count = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'served'"
        assert server.execute(count).fetchone()[0] <= 11
    assert not (own_house.data / "hofte.sqlite3-wal").exists()
    assert own_house.stop() in (0, -signal.SIGTERM)
    assert "Traceback" not in own_house.log.read_text()
