"""The wheel carries everything that serving needs: pages, templates, words, styles, scripts."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import hofte

ROOT = Path(__file__).parents[3]
#: Reads all that there is to read: the library, the catalogues, the templates, the service worker, the static files.
USE = """
import hofte
print(hofte.__file__)
from hofte.web.serving import ready
ready.load()
print(ready.make_ready())
from django.test import Client
from django.utils import translation
for address in ("/", "/people/", "/sw.js", "/exercises/side-plank/"):
    answer = Client(HTTP_ACCEPT_LANGUAGE="da").get(address, headers={"host": "localhost"})
    assert answer.status_code == 200, address
with translation.override("da"):
    print(translation.gettext("Paste a page"))
"""


def test_the_wheel_serves_without_the_clone(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("hofte-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("hofte/")}
        archive.extractall(tmp_path / "site")
    source = Path(hofte.__file__).parent
    files = (file for file in source.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    assert packed == {file.relative_to(source.parent).as_posix() for file in files}

    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HOFTE_", "DJANGO_"))}
    environment |= {"PYTHONPATH": str(tmp_path / "site"), "HOFTE_DATA": str(tmp_path / "data")}
    used = subprocess.run(
        [sys.executable, "-c", USE], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert used.returncode == 0, used.stderr
    where, pages, words = used.stdout.split("\n")[:3]
    assert where.startswith(str(tmp_path / "site"))
    assert int(pages) >= 30
    assert words == "Indsæt en side"
