"""Packages of an extra, loaded when they are needed; a missing one is an error that says what to install."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from hofte.core.errors import HofteError

#: Which extra of ours brings a package.
EXTRAS = {
    "numpy": "analysis",
    "scipy": "analysis",
    "pyarrow": "analysis",
    "edfio": "analysis",
    "matplotlib": "analysis",
    "dask": "cluster",
    "distributed": "cluster",
}


class PackageMissing(HofteError):
    """A package that this work needs is not installed; ``package`` names it."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"the package {package} is not installed", hint=f"pip install 'hofte[{EXTRAS.get(package, 'analysis')}]'"
        )
        self.package = package


def need(module: str) -> Any:
    """Import a module of an extra.

    Raises
    ------
    PackageMissing
        If its package is not installed.
    """
    require(module.partition(".")[0])
    return import_module(module)


def require(*packages: str) -> None:
    """See that packages are installed, without loading them.

    Raises
    ------
    PackageMissing
        For the first that is not.
    """
    for package in packages:
        if find_spec(package) is None:
            raise PackageMissing(package)
