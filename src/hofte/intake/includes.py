"""What Jekyll's includes stand for, as Markdown: pictures, galleries, videos, cards, links to exercises, the FAQ.

The names are those of the sites that were read (READING.md 4) and of the theme that they use; an include that is not
known is noted, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hofte.intake.liquid import NEW_LINE, value_of
from hofte.intake.model import Pictures
from hofte.intake.notes import Notes
from hofte.intake.pictures import add_entry, is_gallery, source_of
from hofte.intake.words import quoted

_NAME = re.compile(r"[\w./-]+")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*+)\"|'((?:[^'\\]|\\.)*+)'|([^\s\"']+))")
_ATTRIBUTES = re.compile(r"\{:[^{}\n]*+\}")
LONGEST = 5000

VIDEO_ADDRESSES = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}


@dataclass
class Includes:
    """Expands the includes of one page.

    Parameters
    ----------
    page : mapping
        Its front matter as read.
    notes : Notes
    pictures : Pictures
        Those that includes show are added.
    exercise_links : mapping
        The title of an exercise, case folded → where its page is.
    videos : list
        Those that includes show are added.
    """

    page: Mapping[str, Any]
    notes: Notes
    pictures: Pictures
    exercise_links: Mapping[str, str]
    videos: list[dict[str, Any]] = field(default_factory=list)

    def expand(self, words: str, position: int) -> str | None:
        """What ``{% include words %}`` stands for; ``None``, noted, when nobody knows."""
        name = _NAME.match(words[:LONGEST])
        known = self._known(name.group()) if name else None
        if name is None or known is None:
            message = f"the include {quoted(words)} could not be carried over"
            self.notes.at(position, "include-unknown", message)
            return None
        made = known(self._parameters(words[name.end() : LONGEST]))
        if not made:
            self.notes.at(position, "include-empty", f"the include {quoted(words)} shows nothing: its data are missing")
        return made

    def _known(self, name: str) -> Callable[[dict[str, Any]], str] | None:
        plain = name.rsplit("/", 1)[-1].removesuffix(".html").replace("-", "_")
        return {
            "figure": self._figure,
            "video": self._video,
            "gallery": self._gallery,
            "feature_row": self._cards,
            "exercises": self._exercises,
            "faq": self._faq,
        }.get(plain)

    def _parameters(self, words: str) -> dict[str, Any]:
        """Texts, or what the page's data hold where a parameter names them."""
        found: dict[str, Any] = {}
        for one in _PARAMETER.finditer(words):
            if one[4] is not None:
                value = value_of(one[4], {"page": self.page})
                found[one[1]] = value if value is not None else one[4] if "." not in one[4] else None
            else:
                text = one[2] if one[2] is not None else one[3]
                found[one[1]] = _ATTRIBUTES.sub("", text.replace('\\"', '"').replace("\\'", "'"))
        return found

    def _figure(self, about: dict[str, Any]) -> str:
        source, caption = _text(about, "image_path", "url"), _text(about, "caption")
        self.pictures.add(source, alt=about.get("alt"), caption=caption)
        return _shown(source, _text(about, "alt"), caption) if source else ""

    def _video(self, about: dict[str, Any]) -> str:
        provider, number = _text(about, "provider").lower(), _text(about, "id")
        if not number:
            return ""
        self.videos.append({"provider": provider, "id": number})
        address = VIDEO_ADDRESSES.get(provider, "{}").format(number)
        return f"[Video]({address})"

    def _gallery(self, about: dict[str, Any]) -> str:
        entries = self.page.get(_text(about, "id") or "gallery")
        if not isinstance(entries, list) or not is_gallery(entries):
            return ""
        lines = [_shown(source_of(one), _text(one, "alt") or _text(one, "title"), "") for one in _maps(entries)]
        for one in entries:
            add_entry(self.pictures, one)
        return NEW_LINE.join(
            [*filter(None, lines), *([f"*{_text(about, 'caption')}*"] if about.get("caption") else [])]
        )

    def _cards(self, about: dict[str, Any]) -> str:
        entries = self.page.get(_text(about, "id") or "feature_row")
        parts = []
        for one in _maps(entries if isinstance(entries, list) else []):
            add_entry(self.pictures, one)
            link = f"[{_text(one, 'btn_label') or _text(one, 'url')}]({_text(one, 'url')})" if one.get("url") else ""
            title = f"**{_text(one, 'title')}**" if one.get("title") else ""
            parts.append("  ".join(filter(None, (title, _text(one, "excerpt"), link))))
        return (NEW_LINE * 2).join(filter(None, parts))

    def _exercises(self, about: dict[str, Any]) -> str:
        named = about.get("exercises")
        titles = named if isinstance(named, list) else [part.strip() for part in str(named or "").split("|")]
        return NEW_LINE.join(f"- {self.exercise(title)}" for title in titles if isinstance(title, str) and title)

    def exercise(self, title: str) -> str:
        """An exercise by its title: a link where the site has a page of it."""
        address = self.exercise_links.get(title.strip().casefold())
        return f"[{title}]({address})" if address else title

    def _faq(self, _: dict[str, Any]) -> str:
        """The questions are read from the front matter, so nothing is written twice."""
        return " " if isinstance(self.page.get("faq"), list) else ""


def _shown(source: str, alt: str, caption: str) -> str:
    if not source:
        return ""
    image = f"![{alt.replace('[', '').replace(']', '')}]({source})"
    return f"{image}{NEW_LINE}{NEW_LINE}*{caption}*" if caption and caption != alt else image


def _text(about: Mapping[str, Any], *keys: str) -> str:
    return next((str(about[key]).strip() for key in keys if isinstance(about.get(key), (str, int))), "")


def _maps(entries: list[Any]) -> Iterator[Mapping[str, Any]]:
    return (one for one in entries if isinstance(one, Mapping))
