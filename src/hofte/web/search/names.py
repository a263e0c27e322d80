"""What facets and their values are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

#: Anything that becomes text when it is shown.
Words = Mapping[str, object]

FACET_NAMES: Words = {
    "muscle": _("Muscle"),
    "body": _("Part of the body"),
    "equipment": _("Equipment"),
    "type": _("Type"),
    "level": _("Level"),
    "language": _("Language"),
    "playable": _("Can be followed step by step"),
    "free": _("Needs no equipment"),
}
_MUSCLES: Words = {
    "neck": pgettext_lazy("muscle", "Neck"),
    "trapezius": pgettext_lazy("muscle", "Trapezius"),
    "shoulders": pgettext_lazy("muscle", "Shoulders"),
    "chest": pgettext_lazy("muscle", "Chest"),
    "biceps": pgettext_lazy("muscle", "Biceps"),
    "triceps": pgettext_lazy("muscle", "Triceps"),
    "forearms": pgettext_lazy("muscle", "Forearms"),
    "abdominals": pgettext_lazy("muscle", "Abdominals"),
    "obliques": pgettext_lazy("muscle", "Oblique abdominals"),
    "upper_back": pgettext_lazy("muscle", "Upper back"),
    "lower_back": pgettext_lazy("muscle", "Lower back"),
    "pelvic_floor": pgettext_lazy("muscle", "Pelvic floor"),
    "hip_flexors": pgettext_lazy("muscle", "Hip flexors"),
    "outer_hip": pgettext_lazy("muscle", "Outer hip"),
    "gluteals": pgettext_lazy("muscle", "Buttocks"),
    "adductors": pgettext_lazy("muscle", "Inner thigh"),
    "quadriceps": pgettext_lazy("muscle", "Front of the thigh"),
    "hamstrings": pgettext_lazy("muscle", "Back of the thigh"),
    "calves": pgettext_lazy("muscle", "Calves"),
    "shins": pgettext_lazy("muscle", "Shins"),
}
_BODY: Words = {
    "head": pgettext_lazy("body", "Head and jaw"),
    "neck": pgettext_lazy("body", "Neck"),
    "shoulder": pgettext_lazy("body", "Shoulder"),
    "arm": pgettext_lazy("body", "Arm and elbow"),
    "hand": pgettext_lazy("body", "Hand and wrist"),
    "chest": pgettext_lazy("body", "Chest"),
    "trunk": pgettext_lazy("body", "Trunk"),
    "back": pgettext_lazy("body", "Back"),
    "lower_back": pgettext_lazy("body", "Lower back"),
    "pelvic_floor": pgettext_lazy("body", "Pelvic floor"),
    "hip": pgettext_lazy("body", "Hip"),
    "leg": pgettext_lazy("body", "Leg"),
    "thigh": pgettext_lazy("body", "Thigh"),
    "knee": pgettext_lazy("body", "Knee"),
    "lower_leg": pgettext_lazy("body", "Lower leg"),
    "foot": pgettext_lazy("body", "Foot and ankle"),
}
_EQUIPMENT: Words = {
    "mat": pgettext_lazy("equipment", "Mat"),
    "band": pgettext_lazy("equipment", "Band"),
    "bench": pgettext_lazy("equipment", "Bench"),
    "chair": pgettext_lazy("equipment", "Chair"),
    "pillow": pgettext_lazy("equipment", "Pillow"),
    "dumbbell": pgettext_lazy("equipment", "Dumbbell"),
    "barbell": pgettext_lazy("equipment", "Barbell"),
    "kettlebell": pgettext_lazy("equipment", "Kettlebell"),
    "ball": pgettext_lazy("equipment", "Ball"),
    "machine": pgettext_lazy("equipment", "Machine"),
    "cable": pgettext_lazy("equipment", "Cable machine"),
    "step": pgettext_lazy("equipment", "Step or stairs"),
    "wall": pgettext_lazy("equipment", "Wall"),
    "towel": pgettext_lazy("equipment", "Towel"),
    "roller": pgettext_lazy("equipment", "Foam roller"),
    "pull_up_bar": pgettext_lazy("equipment", "Pull-up bar"),
    "sofa": pgettext_lazy("equipment", "Sofa"),
}
_TYPES: Words = {
    "strength": pgettext_lazy("type", "Strength"),
    "mobility": pgettext_lazy("type", "Mobility and stretching"),
    "relaxation": pgettext_lazy("type", "Relaxation and breathing"),
    "endurance": pgettext_lazy("type", "Endurance"),
    "balance": pgettext_lazy("type", "Balance and stability"),
    "power": pgettext_lazy("type", "Power and jumps"),
    "rehabilitation": pgettext_lazy("type", "Rehabilitation"),
    "knowledge": pgettext_lazy("type", "Knowledge"),
    "programme": pgettext_lazy("type", "Programme"),
    "test": pgettext_lazy("type", "Test"),
}
_LEVELS: Words = {
    "beginner": pgettext_lazy("level", "Beginner"),
    "intermediate": pgettext_lazy("level", "Intermediate"),
    "advanced": pgettext_lazy("level", "Advanced"),
}
VALUE_NAMES: Mapping[str, Words] = {
    "muscle": _MUSCLES,
    "body": _BODY,
    "equipment": _EQUIPMENT,
    "type": _TYPES,
    "level": _LEVELS,
}


def value_name(facet: str, value: str) -> str:
    """A value in the words of the interface; one that pages made up, in theirs."""
    if facet == "language":
        return _language_name(value)
    known = VALUE_NAMES.get(facet, {}).get(value)
    return str(known) if known is not None else capfirst(value)


def _language_name(code: str) -> str:
    try:
        return capfirst(str(get_language_info(code)["name_translated"]))
    except KeyError:
        return code
