"""Words that stand in several languages, and which one to show when a language is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Where to look when a language has no words of its own. English comes last for everybody.
_NEAREST: Mapping[str, tuple[str, ...]] = {"nn": ("nb", "da"), "nb": ("da",), "da": ("nb",)}


def nearest(said: Mapping[str, str], lang: str) -> str | None:
    """The words in ``lang``, in the nearest language there is, at last in English; ``None`` when there are none."""
    for code in (lang, *_NEAREST.get(lang, ()), "en"):
        if code in said:
            return said[code]
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence or more in several languages, English always among them."""

    said: Mapping[str, str] = field(hash=False)

    def say(self, lang: str) -> str:
        """The words in ``lang`` or the nearest language there is, at last English."""
        return nearest(self.said, lang) or self.said["en"]
