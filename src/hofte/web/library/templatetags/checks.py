"""What is to be right while an exercise is done, in words: ``{{ check|in_words }}``."""

from __future__ import annotations

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hofte.exercise.model import Check

register = template.Library()

JOINTS = {
    "knee": gettext_lazy("knee"),
    "hip": gettext_lazy("hip"),
    "ankle": gettext_lazy("ankle"),
    "elbow": gettext_lazy("elbow"),
    "shoulder": gettext_lazy("shoulder"),
    "trunk": gettext_lazy("trunk"),
}


@register.filter
def in_words(check: Check) -> str:
    """The joint and its angle: ``Check: knee 80–90°``."""
    ends = [floatformat(end) for end in (check.low, check.high) if end is not None]
    degrees = "–".join(dict.fromkeys(ends))
    return _("Check: %(joint)s %(degrees)s°") % {"joint": JOINTS.get(check.joint, check.joint), "degrees": degrees}
