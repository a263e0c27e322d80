from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.lang import Lang
from ..types import UNSET, Unset

T = TypeVar("T", bound="PageText")


@_attrs_define
class PageText:
    """A page to be read; nothing of it is kept."""

    text: str
    """ Markdown, with or without front matter. """
    lang: Lang | None | Unset = UNSET
    """ The language; without it, the page or its words tell. """

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        lang: None | str | Unset
        if isinstance(self.lang, Unset):
            lang = UNSET
        elif isinstance(self.lang, Lang):
            lang = self.lang.value
        else:
            lang = self.lang

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )
        if lang is not UNSET:
            field_dict["lang"] = lang

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        def _parse_lang(data: object) -> Lang | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                lang_type_0 = Lang(data)

                return lang_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Lang | None | Unset, data)

        lang = _parse_lang(d.pop("lang", UNSET))

        page_text = cls(
            text=text,
            lang=lang,
        )

        return page_text
