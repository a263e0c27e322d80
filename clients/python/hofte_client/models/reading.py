from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lang import Lang
from ..models.page_kind import PageKind

if TYPE_CHECKING:
    from ..models.exercise import Exercise
    from ..models.finding import Finding


T = TypeVar("T", bound="Reading")


@_attrs_define
class Reading:
    """What was read from a page."""

    title: str
    lang: Lang | Literal[""]
    """ Empty when it could not be told. """
    kind: PageKind
    exercises: list[Exercise]
    findings: list[Finding]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        lang: Literal[""] | str
        if isinstance(self.lang, Lang):
            lang = self.lang.value
        else:
            lang = self.lang

        kind = self.kind.value

        exercises = []
        for exercises_item_data in self.exercises:
            exercises_item = exercises_item_data.to_dict()
            exercises.append(exercises_item)

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "lang": lang,
                "kind": kind,
                "exercises": exercises,
                "findings": findings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.exercise import Exercise  # noqa: PLC0415
        from ..models.finding import Finding  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title")

        def _parse_lang(data: object) -> Lang | Literal[""]:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                lang_type_0 = Lang(data)

                return lang_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            lang_type_1 = cast(Literal[""], data)
            if lang_type_1 != "":
                raise ValueError(f"lang_type_1 must match const '', got '{lang_type_1}'")
            return lang_type_1

        lang = _parse_lang(d.pop("lang"))

        kind = PageKind(d.pop("kind"))

        exercises = []
        _exercises = d.pop("exercises")
        for exercises_item_data in _exercises:
            exercises_item = Exercise.from_dict(exercises_item_data)

            exercises.append(exercises_item)

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = Finding.from_dict(findings_item_data)

            findings.append(findings_item)

        reading = cls(
            title=title,
            lang=lang,
            kind=kind,
            exercises=exercises,
            findings=findings,
        )

        reading.additional_properties = d
        return reading

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
