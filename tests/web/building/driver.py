"""Builds sites in processes of their own: the framework is loaded once, and each build is a copy of that moment.

Reads one JSON object a line, answers with one. ``die_after`` ends a build as a power cut would, after so many files.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from hofte.web.serving import ready


def run(asked: dict[str, Any]) -> dict[str, Any]:
    """One build, and the answers of a server's search to questions."""
    from hofte.core.errors import HofteError
    from hofte.web.building.frame import site_at
    from hofte.web.building.run import build

    if asked.get("die_after") is not None:
        _die_after(asked["die_after"])
    Path(asked["cache"]).mkdir(exist_ok=True)
    site = site_at(asked["base_url"], asked.get("app", ""))
    folders = [Path(name) for name in asked["content"]]
    try:
        report = build(
            site, folders, Path(asked["out"]), Path(asked["cache"]), first=asked.get("first", ""),
            processes=asked.get("processes", 1),
        )  # fmt: skip
    except HofteError as error:
        return {"error": error.message}
    told = {name: getattr(report, name) for name in ("pages", "files", "read", "written", "removed", "left_out")}
    return told | {"answers": _answers(asked.get("questions", ()))}


def _answers(questions: list[str]) -> dict[str, list[str]]:
    from hofte.web.library.models import Document
    from hofte.web.search.selectors import Choice, find
    from hofte.web.search.services import make_edition

    if questions:
        make_edition()
    titles = dict(Document.objects.values_list("pk", "title"))
    found = {question: find(Choice(question, lang="da")).documents("", 0, 1000) for question in questions}
    return {question: [titles[key] for key in keys] for question, keys in found.items()}


def _die_after(files: int) -> None:
    from hofte.web.building.folder import Folder

    put = Folder.put
    left = [files]

    def counted(*arguments: Any, **options: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
        put(*arguments, **options)

    Folder.put = counted  # type: ignore[method-assign]


def main() -> None:
    """Load everything, then build whatever is asked for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hofte.web.building.settings"
    ready.load()
    from hofte.web.building import run as loaded

    loaded.program()  # once: whoever works on the code meanwhile changes nothing here
    for line in sys.stdin:
        child = os.fork()
        if not child:
            print(json.dumps(run(json.loads(line))), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            print(json.dumps({"killed": True}), flush=True)


main()
