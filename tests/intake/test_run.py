"""An import that is run again, broken off, edited behind its back, or given what it cannot write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hofte.core.errors import IntakeError
from hofte.intake.kinds import KINDS
from hofte.intake.model import Rights
from hofte.intake.report import Report
from hofte.intake.run import Intake

from .conftest import BRIDGE, Run, states


class Killed(BaseException):
    """What a process feels that is killed."""


def killed(*_: object) -> None:
    raise Killed


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.md")}


def test_a_second_run_changes_nothing(site: Path, run: Run, tmp_path: Path) -> None:
    first = run(site)
    assert set(states(first).values()) == {"new"}
    before = contents(tmp_path / "out")
    times = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.md")}
    second = run(site)
    assert set(states(second).values()) == {"unchanged"}
    assert contents(tmp_path / "out") == before
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.md")} == times
    assert [outcome.findings for outcome in second] == [outcome.findings for outcome in first]


def test_a_second_run_reads_nothing_anew(site: Path, tmp_path: Path) -> None:
    fresh = []
    for _ in range(2):
        with Intake(KINDS["jekyll"], site, tmp_path / "out") as intake:
            for file in intake.files:
                intake.take(file)
            fresh.append(intake.readings.fresh)
    assert fresh == [3, 0]


def test_only_what_has_changed_is_made_again(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    (site / "_exercises/bro.md").write_text(BRIDGE.replace("12 gent", "15 gent"), encoding="utf-8")
    assert [page for page, state in states(run(site)).items() if state != "unchanged"] == ["da/bro.md"]
    assert "15 gentagelser" in (tmp_path / "out/da/bro.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", ["replace", "write_bytes", "keep"])
def test_a_run_that_is_killed_goes_on_where_it_stood(
    site: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    run(site)
    whole = contents(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")

    where = "hofte.intake.ledger.Ledger" if step == "keep" else "pathlib.Path"
    with monkeypatch.context() as patch:
        patch.setattr(f"{where}.{step}", killed)
        with pytest.raises(Killed):
            run(site)
    assert set(states(run(site)).values()) <= {"new", "unchanged"}
    assert contents(tmp_path / "out") == whole
    assert set(states(run(site)).values()) == {"unchanged"}


def test_a_run_that_is_killed_between_two_versions_of_a_page(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    bridge = site / "_exercises/bro.md"
    for words in ("13 gent", "14 gent"):
        bridge.write_text(BRIDGE.replace("12 gent", words), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr("pathlib.Path.replace", killed)
            with pytest.raises(Killed):
                run(site)
    assert states(run(site))["da/bro.md"] == "changed"


def test_a_page_that_a_person_has_edited_is_left_alone(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    page = tmp_path / "out/da/bro.md"
    page.write_text(page.read_text(encoding="utf-8").replace("unknown", "CC0-1.0"), encoding="utf-8")
    edited = page.read_bytes()
    outcomes = run(site)
    assert states(outcomes)["da/bro.md"] == "kept"
    assert [one.code for outcome in outcomes for one in outcome.findings].count("edited") == 1
    (site / "_exercises/bro.md").write_text(BRIDGE.replace("12 gent", "15 gent"), encoding="utf-8")
    assert states(run(site))["da/bro.md"] == "kept"
    assert page.read_bytes() == edited
    assert states(run(site, overwrite=True))["da/bro.md"] == "changed"
    assert "15 gentagelser" in page.read_text(encoding="utf-8")


def test_a_page_that_was_deleted_comes_back(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    (tmp_path / "out/da/bro.md").unlink()
    assert states(run(site))["da/bro.md"] == "new"


def test_pages_of_sources_that_are_gone_go_unless_edited(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    (tmp_path / "out/da/planke.md").write_text("mine", encoding="utf-8")
    for name in ("bro", "planke"):
        (site / f"_exercises/{name}.md").unlink()
    gone = states(run(site))
    assert (gone["da/bro.md"], gone["da/planke.md"]) == ("removed", "kept")
    assert not (tmp_path / "out/da/bro.md").exists()
    assert set(states(run(site))) == {"da/om-broen.md"}


def test_a_page_that_moves_leaves_nothing_behind(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    moved = BRIDGE.replace("language: da", "language: nb")
    (site / "_exercises/bro.md").write_text(moved, encoding="utf-8")
    assert states(run(site))["nb/bro.md"] == "new"
    assert not (tmp_path / "out/da/bro.md").exists()


def test_a_licence_given_for_all_publishes(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    outcomes = run(site, rights=Rights("CC-BY-4.0", "Klinik Nord"))
    report = Report()
    for outcome in outcomes:
        report.take(outcome)
    assert report.published == report.pages == 3
    text = (tmp_path / "out/da/bro.md").read_text(encoding="utf-8")
    assert 'license: "CC-BY-4.0"\nauthor: "Anne Ager"\n' in text
    assert "withheld" not in text
    assert 'license: "unknown"\n    published: false' in text


def test_the_ledger_is_not_part_of_the_content(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    assert (tmp_path / "out/.hofte/.gitignore").read_text(encoding="ascii") == "*\n"


def test_a_damaged_ledger_is_begun_anew(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    for file in (tmp_path / "out/.hofte").glob("intake*"):
        file.write_bytes(b"no database" * 1000)
    assert set(states(run(site)).values()) == {"unchanged"}


def test_a_source_that_is_no_page_is_an_error_and_the_others_come(site: Path, run: Run) -> None:
    (site / "_exercises/billede.md").write_bytes(b"---\ntitle: x\n---\n\xff\xd8")
    (site / "_exercises/stor.md").write_bytes(b"---\ntitle: x\n---\n" + b"a" * 10_000_000)
    outcomes = {outcome.source: outcome for outcome in run(site)}
    picture, large = outcomes["_exercises/billede.md"], outcomes["_exercises/stor.md"]
    assert [(one.code, one.severity, one.line) for one in picture.findings] == [("page-unreadable", "error", 4)]
    assert "too large" in large.findings[0].message
    assert len(outcomes) == 7


def test_one_file_of_a_site(site: Path, run: Run) -> None:
    assert states(run(site / "_exercises/bro.md")) == {"da/bro.md": "new"}
    assert set(states(run(site / "_exercises/bro.md"))) == {"da/bro.md"}


def test_a_content_folder_inside_the_site_is_not_imported_again(site: Path) -> None:
    for _ in range(2):
        with Intake(KINDS["jekyll"], site, site / "out") as intake:
            assert len(intake.files) == 3
            for file in intake.files:
                intake.take(file)


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_not_there_or_holds_nothing_is_refused(kind: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for root in (tmp_path / "nowhere", tmp_path / "empty"):
        with pytest.raises(IntakeError) as refused:
            Intake(KINDS[kind], root, tmp_path / "out")
        assert str(root) in refused.value.message
        assert refused.value.hint


def test_a_folder_that_cannot_be_written_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(IntakeError):
        Intake(KINDS["jekyll"], site, tmp_path / "out")


def test_links_out_of_the_site_and_hidden_files_are_not_followed(site: Path, run: Run, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(BRIDGE, encoding="utf-8")
    (site / "_exercises/link.md").symlink_to(secret)
    (site / "_exercises/.hidden.md").write_text(BRIDGE, encoding="utf-8")
    assert len(states(run(site))) == 3
