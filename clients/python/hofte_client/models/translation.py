from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lang import Lang

T = TypeVar("T", bound="Translation")


@_attrs_define
class Translation:
    """The same page in another language."""

    lang: Lang
    slug: str
    title: str
    url: str
    api_url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lang = self.lang.value

        slug = self.slug

        title = self.title

        url = self.url

        api_url = self.api_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lang": lang,
                "slug": slug,
                "title": title,
                "url": url,
                "api_url": api_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lang = Lang(d.pop("lang"))

        slug = d.pop("slug")

        title = d.pop("title")

        url = d.pop("url")

        api_url = d.pop("api_url")

        translation = cls(
            lang=lang,
            slug=slug,
            title=title,
            url=url,
            api_url=api_url,
        )

        translation.additional_properties = d
        return translation

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
