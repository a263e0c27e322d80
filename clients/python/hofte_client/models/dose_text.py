from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.lang import Lang

T = TypeVar("T", bound="DoseText")


@_attrs_define
class DoseText:
    """Words to be read; nothing of them is kept."""

    text: str
    lang: Lang

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        lang = self.lang.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
                "lang": lang,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        lang = Lang(d.pop("lang"))

        dose_text = cls(
            text=text,
            lang=lang,
        )

        return dose_text
