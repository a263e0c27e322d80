"""The floors, proven: the import contract holds, each module imports alone, and the library stays light."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import hofte

ROOT = Path(__file__).parents[2]

#: Everything below the web floor; Django itself imports the apps of the web floor, in its own order.
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(hofte.__path__, "hofte.", onerror=lambda _: None)
    if not module.name.startswith("hofte.web") and not module.name.endswith("__main__")
)
HEAVY = {"django", "numpy", "scipy", "rich", "markdown_it", "ruamel"}


def loaded_by(statement: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after running a statement."""
    code = f"import sys, json\n{statement}\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout))


def test_the_import_contract_holds() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_import_contract_can_fail(tmp_path: Path) -> None:
    """A contract that no import can break would prove nothing: let the lowest floor look up, and see it fall."""
    package = tmp_path / "hofte"
    for floor in ("core", "coach"):
        (package / floor).mkdir(parents=True)
        (package / floor / "__init__.py").write_text("")
    (package / "__init__.py").write_text("")
    (package / "core" / "__init__.py").write_text("import hofte.coach\n")
    config = tmp_path / ".importlinter"
    config.write_text(
        "[importlinter]\nroot_package=hofte\n[importlinter:contract:floors]\nname=floors\ntype=layers\n"
        "containers=hofte\nlayers=\n  coach\n  core\n"
    )
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", config],
        capture_output=True, text=True, check=False, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr


@pytest.mark.parametrize(
    "module", ["hofte.core.stored", "hofte.coach.model", "hofte.emg.model", "hofte.device.protocol"]
)
def test_the_lower_floors_load_only_the_standard_library(module: str) -> None:
    assert not loaded_by(f"import {module}") & HEAVY


def test_every_module_imports_alone_and_none_loads_django() -> None:
    """One fresh interpreter imports each module with nothing of ours loaded before it."""
    code = f"""
import importlib, sys
for name in {MODULES!r}:
    for loaded in [m for m in sys.modules if m.split(".")[0] == "hofte"]:
        del sys.modules[loaded]
    importlib.import_module(name)
assert "django" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
