"""`hofte check`: text, JSON and SARIF, exit codes, and the hook before a commit."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Hofte = Callable[..., Result]
ROOT = Path(__file__).parents[2]
HEAD = "---\ntitle: Knib\nlanguage: da\nlicense: CC-BY-4.0\n---\n\n"
WARNED = HEAD + "Øvelsen behandler iskias.\n"
WRONG = HEAD + "Stop strålen midt i vandladningen. Gentag 10 gange hver dag.\n"


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    file = tmp_path / "a.md"
    file.write_text(WARNED, encoding="utf-8")
    return file


def test_text_has_place_severity_code_sentence_and_words(hofte: Hofte, warned: Path) -> None:
    result = hofte("check", warned)
    assert result.stdout.splitlines() == [
        f"{warned}:7:9: warning RG02 “behandler iskias” er en medicinsk påstand. Skriv, hvad øvelsen træner, og hvem "
        "man går til med tilstanden.",
        "    “behandler iskias”",
        "1 page: 1 warning",
    ]
    assert result.exit_code == 0


def test_a_clean_page_says_so(hofte: Hofte) -> None:
    result = hofte("check", "side-plank")
    assert (result.exit_code, result.stdout) == (0, "1 page: nothing to mend\n")


def test_exit_codes(hofte: Hofte, warned: Path, tmp_path: Path) -> None:
    assert hofte("check", warned, "--strict").exit_code == 1
    wrong = tmp_path / "b.md"
    wrong.write_text(WRONG, encoding="utf-8")
    assert hofte("check", tmp_path).exit_code == 1
    assert "error PF14" in hofte("check", wrong).stdout
    missing = hofte("check", tmp_path / "no.md", warned)
    assert missing.exit_code == 2
    assert "RG02" in missing.stdout
    assert hofte("check", warned, "--format", "xml").exit_code == 2


def test_json_is_one_object_a_page(hofte: Hofte, warned: Path) -> None:
    page = json.loads(hofte("check", warned, "--format", "json").stdout)
    assert list(page) == ["path", "lang", "findings", "allowed"]
    (finding,) = page["findings"]
    assert list(finding) == ["code", "severity", "line", "message", "span", "words"]
    start, end = finding["span"]
    assert (finding["code"], finding["line"], WARNED[start:end]) == ("RG02", 7, "behandler iskias")
    assert finding["words"] == "behandler iskias"


def test_sarif_is_one_log(hofte: Hofte, warned: Path, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(WRONG, encoding="utf-8")
    result = hofte("check", tmp_path, "--format", "sarif")
    log = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["RG02", "PF14"]


def test_what_a_clinical_rule_refuses_is_told_in_the_language_of_the_page(hofte: Hofte, tmp_path: Path) -> None:
    text = HEAD + "- Lange knib: Gør 5 lange knib af bækkenbunden, hold 10 sekunder, pause 3 sekunder.\n"
    result = hofte("check", "-", stdin=text)
    assert result.exit_code == 1
    assert "error PF06 Pausen er kortere end knibet." in result.stdout


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"a\x00b", b"", b"---\n", b"\xef\xbb\xbf# A\n"])
def test_any_bytes_give_a_report(hofte: Hofte, tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(raw)
    for form in ("text", "json", "sarif"):
        assert hofte("check", file, "--format", form).exit_code in (0, 1)


def test_the_hook_stops_a_commit(tmp_path: Path) -> None:
    """The definition that ships, tried by pre-commit in a repository of its own."""
    git = shutil.which("git")
    pre_commit = Path(sys.executable).with_name("pre-commit")
    if git is None or not pre_commit.exists():
        pytest.fail("git and pre-commit are missing; make test sets the second up")
    (entry,) = (line for line in (ROOT / ".pre-commit-hooks.yaml").read_text().splitlines() if "entry:" in line)
    command = entry.split("entry:")[1].strip().replace("hofte", f"{sys.executable} -m hofte", 1)
    (tmp_path / ".pre-commit-config.yaml").write_text(
        "repos:\n- repo: local\n  hooks:\n  - id: hofte-check\n    name: hofte check\n"
        f"    entry: {command}\n    language: system\n    types: [markdown]\n"
    )
    (tmp_path / "knib.md").write_text(WRONG, encoding="utf-8")

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PRE_COMMIT_HOME": str(tmp_path / "cache")}
        return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, env=home)

    run(git, "init", "-q")
    run(git, "add", ".pre-commit-config.yaml", "knib.md")
    stopped = run(pre_commit, "run")
    assert stopped.returncode == 1
    assert "error PF14" in stopped.stdout
    (tmp_path / "knib.md").write_text(WARNED, encoding="utf-8")
    run(git, "add", "knib.md")
    assert run(pre_commit, "run").returncode == 0
