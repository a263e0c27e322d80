"""The kinds of sites that can be brought in, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hofte.intake.free_exercise_db import FREE_EXERCISE_DB
from hofte.intake.jekyll import JEKYLL
from hofte.intake.markdown import MARKDOWN
from hofte.intake.model import Kind
from hofte.intake.wger import WGER

KINDS: Mapping[str, Kind[Any]] = {kind.name: kind for kind in (JEKYLL, MARKDOWN, FREE_EXERCISE_DB, WGER)}
