from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.check import Check
    from ..models.dose import Dose


T = TypeVar("T", bound="Exercise")


@_attrs_define
class Exercise:
    """One thing to do."""

    name: str
    line: int
    """ The first is 1; 0 is the page as a whole. """
    doses: list[Dose]
    """ The first is the main one, others are alternatives. """
    inherited: Dose | None
    """ Of a variant: what the main exercise's dose says where it is silent. """
    one_sided: bool
    """ One leg or arm works at a time. """
    checks: list[Check]
    variants: list[Exercise]
    """ Easier and harder forms, in the page's order. """
    steps: list[str]
    """ How it is done, in order. """
    cautions: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dose import Dose  # noqa: PLC0415

        name = self.name

        line = self.line

        doses = []
        for doses_item_data in self.doses:
            doses_item = doses_item_data.to_dict()
            doses.append(doses_item)

        inherited: dict[str, Any] | None
        if isinstance(self.inherited, Dose):
            inherited = self.inherited.to_dict()
        else:
            inherited = self.inherited

        one_sided = self.one_sided

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

        variants = []
        for variants_item_data in self.variants:
            variants_item = variants_item_data.to_dict()
            variants.append(variants_item)

        steps = self.steps

        cautions = self.cautions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "line": line,
                "doses": doses,
                "inherited": inherited,
                "one_sided": one_sided,
                "checks": checks,
                "variants": variants,
                "steps": steps,
                "cautions": cautions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.check import Check  # noqa: PLC0415
        from ..models.dose import Dose  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        line = d.pop("line")

        doses = []
        _doses = d.pop("doses")
        for doses_item_data in _doses:
            doses_item = Dose.from_dict(doses_item_data)

            doses.append(doses_item)

        def _parse_inherited(data: object) -> Dose | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                inherited_type_0 = Dose.from_dict(data)

                return inherited_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Dose | None, data)

        inherited = _parse_inherited(d.pop("inherited"))

        one_sided = d.pop("one_sided")

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = Check.from_dict(checks_item_data)

            checks.append(checks_item)

        variants = []
        _variants = d.pop("variants")
        for variants_item_data in _variants:
            variants_item = Exercise.from_dict(variants_item_data)

            variants.append(variants_item)

        steps = cast(list[str], d.pop("steps"))

        cautions = cast(list[str], d.pop("cautions"))

        exercise = cls(
            name=name,
            line=line,
            doses=doses,
            inherited=inherited,
            one_sided=one_sided,
            checks=checks,
            variants=variants,
            steps=steps,
            cautions=cautions,
        )

        exercise.additional_properties = d
        return exercise

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
