from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Check")


@_attrs_define
class Check:
    """Something to be right while doing it; never a dose."""

    what: Literal["angle"]
    joint: str
    low: float | None
    high: float | None
    unit: Literal["deg"]
    at: str
    span: list[int] | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        what = self.what

        joint = self.joint

        low: float | None
        low = self.low

        high: float | None
        high = self.high

        unit = self.unit

        at = self.at

        span: list[int] | None
        if isinstance(self.span, list):
            span = self.span

        else:
            span = self.span

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "what": what,
                "joint": joint,
                "low": low,
                "high": high,
                "unit": unit,
                "at": at,
                "span": span,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        what = cast(Literal["angle"], d.pop("what"))
        if what != "angle":
            raise ValueError(f"what must match const 'angle', got '{what}'")

        joint = d.pop("joint")

        def _parse_low(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        low = _parse_low(d.pop("low"))

        def _parse_high(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        high = _parse_high(d.pop("high"))

        unit = cast(Literal["deg"], d.pop("unit"))
        if unit != "deg":
            raise ValueError(f"unit must match const 'deg', got '{unit}'")

        at = d.pop("at")

        def _parse_span(data: object) -> list[int] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                span_type_0 = cast(list[int], data)

                return span_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None, data)

        span = _parse_span(d.pop("span"))

        check = cls(
            what=what,
            joint=joint,
            low=low,
            high=high,
            unit=unit,
            at=at,
            span=span,
        )

        check.additional_properties = d
        return check

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
