from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.origin import Origin
from ..models.rest_rule import RestRule

if TYPE_CHECKING:
    from ..models.dose_spans import DoseSpans
    from ..models.dose_words import DoseWords
    from ..models.load import Load


T = TypeVar("T", bound="Dose")


@_attrs_define
class Dose:
    """What a text asks for. What it does not say is null: missing, never guessed."""

    sets: list[float | None] | None
    reps: list[float | None] | None
    hold_s: list[float | None] | None
    """ Seconds of a position, stretch or squeeze. """
    rest_s: list[float | None] | None
    """ Seconds between repetitions, sets or exercises. """
    rest_rule: None | RestRule
    """ Rest told by a rule and not in seconds. """
    duration_s: list[float | None] | None
    """ Seconds of an activity, or of the whole session. """
    per_side: bool
    """ Each side does all of it; false also when the text does not say. """
    per_day: list[float | None] | None
    per_week: list[float | None] | None
    weeks: list[float | None] | None
    tempo: None | str
    """ Seconds of each phase: down, pause, up. """
    load: Load | None
    angle_deg: list[float | None] | None
    to_failure: bool
    spans: DoseSpans
    """ Where each value stands in the text, by field. """
    words: DoseWords
    """ The words that each value was read from, by field. """
    origin: Origin
    sure: bool
    """ False when a person should confirm the reading. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.load import Load  # noqa: PLC0415

        sets: list[float | None] | None
        if isinstance(self.sets, list):
            sets = []
            for sets_type_0_item_data in self.sets:
                sets_type_0_item: float | None
                sets_type_0_item = sets_type_0_item_data
                sets.append(sets_type_0_item)

        else:
            sets = self.sets

        reps: list[float | None] | None
        if isinstance(self.reps, list):
            reps = []
            for reps_type_0_item_data in self.reps:
                reps_type_0_item: float | None
                reps_type_0_item = reps_type_0_item_data
                reps.append(reps_type_0_item)

        else:
            reps = self.reps

        hold_s: list[float | None] | None
        if isinstance(self.hold_s, list):
            hold_s = []
            for hold_s_type_0_item_data in self.hold_s:
                hold_s_type_0_item: float | None
                hold_s_type_0_item = hold_s_type_0_item_data
                hold_s.append(hold_s_type_0_item)

        else:
            hold_s = self.hold_s

        rest_s: list[float | None] | None
        if isinstance(self.rest_s, list):
            rest_s = []
            for rest_s_type_0_item_data in self.rest_s:
                rest_s_type_0_item: float | None
                rest_s_type_0_item = rest_s_type_0_item_data
                rest_s.append(rest_s_type_0_item)

        else:
            rest_s = self.rest_s

        rest_rule: None | str
        if isinstance(self.rest_rule, RestRule):
            rest_rule = self.rest_rule.value
        else:
            rest_rule = self.rest_rule

        duration_s: list[float | None] | None
        if isinstance(self.duration_s, list):
            duration_s = []
            for duration_s_type_0_item_data in self.duration_s:
                duration_s_type_0_item: float | None
                duration_s_type_0_item = duration_s_type_0_item_data
                duration_s.append(duration_s_type_0_item)

        else:
            duration_s = self.duration_s

        per_side = self.per_side

        per_day: list[float | None] | None
        if isinstance(self.per_day, list):
            per_day = []
            for per_day_type_0_item_data in self.per_day:
                per_day_type_0_item: float | None
                per_day_type_0_item = per_day_type_0_item_data
                per_day.append(per_day_type_0_item)

        else:
            per_day = self.per_day

        per_week: list[float | None] | None
        if isinstance(self.per_week, list):
            per_week = []
            for per_week_type_0_item_data in self.per_week:
                per_week_type_0_item: float | None
                per_week_type_0_item = per_week_type_0_item_data
                per_week.append(per_week_type_0_item)

        else:
            per_week = self.per_week

        weeks: list[float | None] | None
        if isinstance(self.weeks, list):
            weeks = []
            for weeks_type_0_item_data in self.weeks:
                weeks_type_0_item: float | None
                weeks_type_0_item = weeks_type_0_item_data
                weeks.append(weeks_type_0_item)

        else:
            weeks = self.weeks

        tempo: None | str
        tempo = self.tempo

        load: dict[str, Any] | None
        if isinstance(self.load, Load):
            load = self.load.to_dict()
        else:
            load = self.load

        angle_deg: list[float | None] | None
        if isinstance(self.angle_deg, list):
            angle_deg = []
            for angle_deg_type_0_item_data in self.angle_deg:
                angle_deg_type_0_item: float | None
                angle_deg_type_0_item = angle_deg_type_0_item_data
                angle_deg.append(angle_deg_type_0_item)

        else:
            angle_deg = self.angle_deg

        to_failure = self.to_failure

        spans = self.spans.to_dict()

        words = self.words.to_dict()

        origin = self.origin.value

        sure = self.sure

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sets": sets,
                "reps": reps,
                "hold_s": hold_s,
                "rest_s": rest_s,
                "rest_rule": rest_rule,
                "duration_s": duration_s,
                "per_side": per_side,
                "per_day": per_day,
                "per_week": per_week,
                "weeks": weeks,
                "tempo": tempo,
                "load": load,
                "angle_deg": angle_deg,
                "to_failure": to_failure,
                "spans": spans,
                "words": words,
                "origin": origin,
                "sure": sure,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dose_spans import DoseSpans  # noqa: PLC0415
        from ..models.dose_words import DoseWords  # noqa: PLC0415
        from ..models.load import Load  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_sets(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                sets_type_0 = []
                _sets_type_0 = data
                for sets_type_0_item_data in _sets_type_0:

                    def _parse_sets_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    sets_type_0_item = _parse_sets_type_0_item(sets_type_0_item_data)

                    sets_type_0.append(sets_type_0_item)

                return sets_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        sets = _parse_sets(d.pop("sets"))

        def _parse_reps(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                reps_type_0 = []
                _reps_type_0 = data
                for reps_type_0_item_data in _reps_type_0:

                    def _parse_reps_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    reps_type_0_item = _parse_reps_type_0_item(reps_type_0_item_data)

                    reps_type_0.append(reps_type_0_item)

                return reps_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        reps = _parse_reps(d.pop("reps"))

        def _parse_hold_s(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                hold_s_type_0 = []
                _hold_s_type_0 = data
                for hold_s_type_0_item_data in _hold_s_type_0:

                    def _parse_hold_s_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    hold_s_type_0_item = _parse_hold_s_type_0_item(hold_s_type_0_item_data)

                    hold_s_type_0.append(hold_s_type_0_item)

                return hold_s_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        hold_s = _parse_hold_s(d.pop("hold_s"))

        def _parse_rest_s(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                rest_s_type_0 = []
                _rest_s_type_0 = data
                for rest_s_type_0_item_data in _rest_s_type_0:

                    def _parse_rest_s_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    rest_s_type_0_item = _parse_rest_s_type_0_item(rest_s_type_0_item_data)

                    rest_s_type_0.append(rest_s_type_0_item)

                return rest_s_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        rest_s = _parse_rest_s(d.pop("rest_s"))

        def _parse_rest_rule(data: object) -> None | RestRule:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rest_rule_type_0 = RestRule(data)

                return rest_rule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RestRule, data)

        rest_rule = _parse_rest_rule(d.pop("rest_rule"))

        def _parse_duration_s(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                duration_s_type_0 = []
                _duration_s_type_0 = data
                for duration_s_type_0_item_data in _duration_s_type_0:

                    def _parse_duration_s_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    duration_s_type_0_item = _parse_duration_s_type_0_item(duration_s_type_0_item_data)

                    duration_s_type_0.append(duration_s_type_0_item)

                return duration_s_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        duration_s = _parse_duration_s(d.pop("duration_s"))

        per_side = d.pop("per_side")

        def _parse_per_day(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                per_day_type_0 = []
                _per_day_type_0 = data
                for per_day_type_0_item_data in _per_day_type_0:

                    def _parse_per_day_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    per_day_type_0_item = _parse_per_day_type_0_item(per_day_type_0_item_data)

                    per_day_type_0.append(per_day_type_0_item)

                return per_day_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        per_day = _parse_per_day(d.pop("per_day"))

        def _parse_per_week(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                per_week_type_0 = []
                _per_week_type_0 = data
                for per_week_type_0_item_data in _per_week_type_0:

                    def _parse_per_week_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    per_week_type_0_item = _parse_per_week_type_0_item(per_week_type_0_item_data)

                    per_week_type_0.append(per_week_type_0_item)

                return per_week_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        per_week = _parse_per_week(d.pop("per_week"))

        def _parse_weeks(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                weeks_type_0 = []
                _weeks_type_0 = data
                for weeks_type_0_item_data in _weeks_type_0:

                    def _parse_weeks_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    weeks_type_0_item = _parse_weeks_type_0_item(weeks_type_0_item_data)

                    weeks_type_0.append(weeks_type_0_item)

                return weeks_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        weeks = _parse_weeks(d.pop("weeks"))

        def _parse_tempo(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tempo = _parse_tempo(d.pop("tempo"))

        def _parse_load(data: object) -> Load | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                load_type_0 = Load.from_dict(data)

                return load_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Load | None, data)

        load = _parse_load(d.pop("load"))

        def _parse_angle_deg(data: object) -> list[float | None] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                angle_deg_type_0 = []
                _angle_deg_type_0 = data
                for angle_deg_type_0_item_data in _angle_deg_type_0:

                    def _parse_angle_deg_type_0_item(data: object) -> float | None:
                        if data is None:
                            return data
                        return cast(float | None, data)

                    angle_deg_type_0_item = _parse_angle_deg_type_0_item(angle_deg_type_0_item_data)

                    angle_deg_type_0.append(angle_deg_type_0_item)

                return angle_deg_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float | None] | None, data)

        angle_deg = _parse_angle_deg(d.pop("angle_deg"))

        to_failure = d.pop("to_failure")

        spans = DoseSpans.from_dict(d.pop("spans"))

        words = DoseWords.from_dict(d.pop("words"))

        origin = Origin(d.pop("origin"))

        sure = d.pop("sure")

        dose = cls(
            sets=sets,
            reps=reps,
            hold_s=hold_s,
            rest_s=rest_s,
            rest_rule=rest_rule,
            duration_s=duration_s,
            per_side=per_side,
            per_day=per_day,
            per_week=per_week,
            weeks=weeks,
            tempo=tempo,
            load=load,
            angle_deg=angle_deg,
            to_failure=to_failure,
            spans=spans,
            words=words,
            origin=origin,
            sure=sure,
        )

        dose.additional_properties = d
        return dose

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
