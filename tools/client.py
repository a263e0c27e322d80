"""Writes what other programs are given: ``docs/openapi.json``, and the Python client that is made from it.

``python -m tools.client``. Both are committed, so that nobody needs the generator; a test holds them current.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DESCRIPTION = ROOT / "docs/openapi.json"
#: The generated package; what stands beside it is written by hand.
CLIENT = ROOT / "clients/python/hofte_client"
_RUFF = "ruff {} --isolated --no-cache --quiet --line-length 120 {} ."
_CONFIG = {
    "project_name_override": "hofte-client",
    "package_name_override": "hofte_client",
    "docstrings_on_attributes": True,
    "post_hooks": [_RUFF.format("check", "--fix-only --select F401,I"), _RUFF.format("format", "")],
}


def described() -> str:
    """The description of the API as the server gives it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hofte.web.settings")
    os.environ.setdefault("HOFTE_SECRET_KEY", "nothing is signed here")
    import django

    django.setup()
    from hofte.web.api.describe import description

    return description()


def generate(description: Path, client: Path) -> None:
    """Make the client of a description in a folder, which is made anew."""
    with tempfile.TemporaryDirectory() as folder:
        config, made = Path(folder, "config.json"), Path(folder, CLIENT.name)
        config.write_text(json.dumps(_CONFIG), encoding="utf-8")
        tools = Path(sys.executable).parent
        command = [
            tools / "openapi-python-client", "generate", "--meta", "none", "--fail-on-warning",
            "--path", description, "--config", config, "--output-path", made,
        ]  # fmt: skip
        path = f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"
        subprocess.run(command, check=True, env=os.environ | {"PATH": path}, stdout=subprocess.DEVNULL)  # noqa: S603
        (made / "py.typed").touch()
        shutil.rmtree(client, ignore_errors=True)
        shutil.move(made, client)


def files(folder: Path) -> dict[str, str]:
    """The files of a client by their names."""
    found = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in found}


if __name__ == "__main__":
    DESCRIPTION.write_text(described(), encoding="utf-8")
    generate(DESCRIPTION, CLIENT)
