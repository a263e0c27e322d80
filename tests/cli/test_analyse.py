"""``hofte analyse``: what it prints, writes, and says of recordings that are none."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np
import pytest
from click.testing import Result

from hofte.lang.data import languages, words

Hofte = Callable[..., Result]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Rest and three squeezes of two seconds, in two channels, at 500 Hz."""
    chance = np.random.default_rng(4)
    gain = np.where((np.arange(8000) // 500) % 5 >= 3, 25.0, 1.0)
    rows = "".join(f"{3 * a:.2f},{b:.2f},0\n" for a, b in (chance.normal(0, 1, (2, 8000)) * gain).T)
    path = tmp_path / "økt & <test>.csv"
    path.write_text(f"# sampling_rate_hz=500\npelvic_uv,gluteus_uv,cue\n{rows}", encoding="utf-8")
    return path


def test_json_is_what_it_is_documented_to_be(hofte: Hofte, recording: Path) -> None:
    done = hofte(
        "analyse", "--json", recording, "--reference", "buttock=gluteus_uv", "--rest", "3uV", "--max", "0.08mV"
    )
    assert done.exit_code == 0, done.output
    (line,) = done.stdout.splitlines()
    said = json.loads(line)
    assert (said["sfreq"], said["duration_s"], said["error"]) == (500.0, 16.0, None)
    pelvic, gluteus = said["channels"]
    assert (pelvic["name"], pelvic["rest"], pelvic["max"], pelvic["scale"]) == ("pelvic_uv", 3e-6, 8e-5, "given")
    assert (gluteus["kind"], gluteus["scale"], pelvic["kind"]) == ("buttock", "estimated", "target")
    assert [one["onset_s"] for one in pelvic["contractions"]] == pytest.approx([3, 8, 13], abs=0.05)
    for one in pelvic["contractions"]:
        assert set(one) >= {"onset_s", "offset_s", "mean_percent", "peak_percent", "release_s"}
        assert 0 < one["mean_percent"] < one["peak_percent"]
    assert pelvic["quality"] == []


class Page(HTMLParser):
    """Tags, identities and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.ids += [value or ""] if name == "id" else []
            self.links += [value or ""] if name in ("src", "href", "xlink:href") else []


@pytest.mark.parametrize("lang", languages())
def test_table_report_and_csv(lang: str, hofte: Hofte, recording: Path, tmp_path: Path) -> None:
    html, rows = tmp_path / "report.html", tmp_path / "rows.csv"
    done = hofte("analyse", recording, "--html", html, "--csv", rows, "--lang", lang, "--channel", "pelvic_uv")
    assert done.exit_code == 0, done.output
    said = words(lang, "recording")
    assert said["found"]["other"].format(n=3) in done.output
    assert said["column"]["release_s"] in done.output
    text = html.read_text(encoding="utf-8")
    page = Page(text)
    assert page.tags.count("svg") == 1
    assert {"script", "img", "link"}.isdisjoint(page.tags)
    assert len(set(page.ids)) == len(page.ids)
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert page.tags.count("tr") == 4
    assert "økt &amp; &lt;test&gt;.csv" in text
    assert said["report"]["honest"] in text
    assert not re.search(r"-0 %|\bnan\b", re.sub("<[^>]*>", "", text))
    with rows.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [one["channel"] for one in found] == ["pelvic_uv"] * 3
    assert float(found[0]["onset_s"]) == pytest.approx(3, abs=0.05)


def test_a_broken_recording_is_a_row_and_the_rest_goes_on(hofte: Hofte, recording: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.edf").touch()
    partly = tmp_path / "partly.csv"
    partly.write_text(recording.read_text(encoding="utf-8") + "1,2\n", encoding="utf-8")
    html = tmp_path / "report.html"
    done = hofte("analyse", "--json", tmp_path, "--html", html, "--workers", 2)
    assert done.exit_code == 2
    empty, part, whole = [json.loads(line) for line in done.stdout.splitlines()]
    assert empty == {
        "path": f"{tmp_path}/empty.edf",
        "error": f"{tmp_path}/empty.edf: it is empty",
        "hint": "record again",
    }
    assert part["error"].endswith("line 8003, sample 8000: it has 2 values, not 3")
    assert len(part["channels"][0]["contractions"]) == len(whole["channels"][0]["contractions"]) == 3
    assert f"{tmp_path}/empty.edf: it is empty\n  → record again" in done.stderr
    assert words("en", "recording")["report"]["unreadable"].split("{")[0] in html.read_text(encoding="utf-8")
    assert hofte("analyse", partly).exit_code == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nowhere.edf"], "nowhere.edf: No such file"),
        (["{}", "--channel", "x"], "there is no channel 'x'"),
        (["{}", "--reference", "knee=cue"], "is no reference"),
        (["{}", "--rest", "2uV"], "belong together"),
        (["{}", "--rest", "2", "--max", "loud"], "is no level"),
        (["{}", "--rest", "2uV", "--max", "1uV"], "cannot be"),
        (["{}", "--calibration", "{}", "--rest", "2uV", "--max", "9uV"], "leave --rest and --max out"),
        (["{}", "--rate", "0"], "--rate"),
    ],
)
def test_wrong_usage_is_said(args: list[str], said: str, hofte: Hofte, recording: Path) -> None:
    done = hofte("analyse", *[arg.format(recording) for arg in args])
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_calibration_of_the_day(hofte: Hofte, recording: Path) -> None:
    done = hofte("analyse", "--json", recording, "--calibration", recording)
    assert [one["scale"] for one in json.loads(done.stdout)["channels"]] == ["calibrated", "calibrated"]


def test_what_is_missing_is_said_with_what_to_install(
    hofte: Hofte, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hofte.recording.needs.find_spec", lambda name: None)
    done = hofte("analyse", recording)
    assert done.exit_code == 2
    assert "pip install 'hofte[analysis]'" in done.stderr


def test_a_bar_is_drawn_on_a_terminal_and_json_stays_whole(recording: Path) -> None:
    hand, terminal = pty.openpty()
    command = [sys.executable, "-m", "hofte", "analyse", "--json", recording, recording]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, text=True) as process:
        os.close(terminal)
        drawn = b"".join(iter(lambda: _read(hand), b""))
        assert process.stdout
        assert [json.loads(line)["path"] for line in process.stdout] == [str(recording)] * 2
    os.close(hand)
    assert b"analysing 2 recordings" in drawn
    assert b"contractions" not in drawn


def _read(hand: int) -> bytes:
    try:
        return os.read(hand, 4096)
    except OSError:  # nobody holds the other end any more
        return b""


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield path + key, frozenset(field for _, field, _, _ in Formatter().parse(value) if field)


@pytest.mark.parametrize("lang", languages())
def test_a_language_says_the_same_things_as_english(lang: str) -> None:
    assert dict(leaves(words(lang, "recording"))) == dict(leaves(words("en", "recording")))
