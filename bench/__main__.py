"""Runs every benchmark with the same options: ``python -m bench [--quick] [--json]``."""

from __future__ import annotations

import pkgutil
import runpy

import bench

for module in pkgutil.iter_modules(bench.__path__):
    if not module.name.startswith("_"):
        runpy.run_module(f"bench.{module.name}", run_name="__main__")
