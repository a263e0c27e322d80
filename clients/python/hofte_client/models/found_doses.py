from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lang import Lang

if TYPE_CHECKING:
    from ..models.dose import Dose


T = TypeVar("T", bound="FoundDoses")


@_attrs_define
class FoundDoses:
    """The doses of a text."""

    lang: Lang
    doses: list[Dose]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lang = self.lang.value

        doses = []
        for doses_item_data in self.doses:
            doses_item = doses_item_data.to_dict()
            doses.append(doses_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lang": lang,
                "doses": doses,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dose import Dose  # noqa: PLC0415

        d = dict(src_dict)
        lang = Lang(d.pop("lang"))

        doses = []
        _doses = d.pop("doses")
        for doses_item_data in _doses:
            doses_item = Dose.from_dict(doses_item_data)

            doses.append(doses_item)

        found_doses = cls(
            lang=lang,
            doses=doses,
        )

        found_doses.additional_properties = d
        return found_doses

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
