"""One sheet with a picture of every page of the library: ``python -m tools.contact_sheet SHEET.png [FOLDER…]``.

Each page is taken whole on a phone and on a desktop, in light and in dark, from a real server in a real browser. Pages
of the folders (Markdown or text, however deep) are shown beside the starter pages. The single pictures lie beside the
sheet, in ``SHEET/``. Chromium must be there; ``CHROMIUM`` names another.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright
from tools.screenshots import DESKTOP, PHONE

from hofte.core.errors import PageUnreadable
from hofte.page.read import read_page

LOOKS = {
    "phone-light": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
    "desktop-light": (DESKTOP, "light"),
    "desktop-dark": (DESKTOP, "dark"),
}
SUFFIXES = (".md", ".txt")


def take_in(folders: list[Path], content: Path) -> None:
    """Copy the pages of folders to where a server looks for the pages of its house."""
    for folder in folders:
        for file in sorted(file for file in folder.rglob("*") if file.suffix in SUFFIXES and file.name != "README.md"):
            try:
                page = read_page(file)
            except PageUnreadable as error:
                print(error, file=sys.stderr)
                continue
            target = content / (page.lang or "en") / f"{folder.name}-{file.stem}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())


@contextmanager
def serving(folders: list[Path]) -> Iterator[str]:
    """The address of a server with the starter pages and those of folders."""
    with tempfile.TemporaryDirectory(prefix="hofte-sheet-") as data:
        take_in(folders, Path(data) / "content")
        command = [sys.executable, "-m", "hofte", "serve", "--port", "0", "--no-open"]
        surroundings = {key: value for key, value in os.environ.items() if not key.startswith("HOFTE_")}
        surroundings["HOFTE_DATA"] = data
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as run:  # noqa: S603  ours
            found = re.search(r"http://[\d.:]+", run.stdout.readline() if run.stdout else "")
            if found is None:
                raise RuntimeError("the server did not start")
            yield found[0]
            run.terminate()


def addresses(root: str) -> list[str]:
    """The library, and every page that the server's own map names."""
    with urlopen(f"{root}/sitemap-library.xml", timeout=60) as answer:  # noqa: S310  our own server
        named = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    return [f"{root}/", *named]


def take(browser: Browser, pages: list[str], folder: Path) -> dict[str, list[Path]]:
    """Take every page in every look; the pictures of each page by its path."""
    taken: dict[str, list[Path]] = {page: [] for page in pages}
    for name, (size, scheme) in LOOKS.items():
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        window = context.new_page()
        for n, address in enumerate(pages):
            window.goto(address)
            file = folder / f"{n:03}-{re.sub(r'[^a-z0-9]+', '-', urlsplit(address).path)}-{name}.png"
            window.screenshot(path=file, full_page=True)
            taken[address].append(file)
            print(f"\r{name}: {n + 1} of {len(pages)}", end="", file=sys.stderr)
        context.close()
    print(file=sys.stderr)
    return taken


CELL = """<!doctype html><meta charset="utf-8"><style>
body { font: bold 14px sans-serif; margin: 6px; display: grid; gap: 4px;
       grid-template-columns: 130px 130px 260px 260px; }
p { grid-column: 1 / -1; margin: 0; }
div { max-height: 900px; overflow: hidden; }
img { width: 100%; display: block; }
</style>"""
SHEET = """<!doctype html><style>
body { margin: 12px; background: #888; display: grid; gap: 12px; grid-template-columns: repeat(3, 804px); }
</style>"""


def put_together(browser: Browser, taken: dict[str, list[Path]], sheet: Path) -> None:
    """All pictures on one; each page's are made small first, so that no more than four large ones are held at once."""
    cells = []
    for n, (address, files) in enumerate(taken.items()):
        images = "".join(f'<div><img src="{file.absolute().as_uri()}"></div>' for file in files)
        cell = files[0].with_name(f"{n:03}-cell.png")
        _draw(browser, f"{CELL}<p>{escape(urlsplit(address).path)}</p>{images}", cell, width=804)
        cells.append(cell)
    _draw(browser, SHEET + "".join(f'<img src="{cell.absolute().as_uri()}">' for cell in cells), sheet, width=2460)
    for cell in cells:
        cell.unlink()


def _draw(browser: Browser, html: str, picture: Path, *, width: int) -> None:
    page = picture.with_suffix(".html")
    page.write_text(html, encoding="utf-8")
    window = browser.new_page(viewport={"width": width, "height": 300})
    window.goto(page.absolute().as_uri())
    window.screenshot(path=picture, full_page=True)
    window.close()
    page.unlink()


def main(arguments: list[str]) -> int:
    """Make the sheet."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    sheet, *folders = map(Path, arguments)
    pictures = sheet.with_suffix("")
    pictures.mkdir(parents=True, exist_ok=True)
    with serving(folders) as root, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        put_together(browser, take(browser, addresses(root), pictures), sheet)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
