"""What a person types before and after a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hofte.coach.model import RepResult, Side
from hofte.coach.plan import Choices
from hofte.device.muscle import CHARACTERS
from hofte.web.site.forms import PlainForm

LABELS = {
    "sets": _("Sets"),
    "reps": _("Repetitions"),
    "hold_s": _("Hold, seconds"),
    "work_s": _("Movement, seconds"),
    "rest_s": _("Rest after each, seconds"),
    "set_rest_s": _("Rest between sets, seconds"),
    "per_side": _("Each side"),
}
CHARACTER_NAMES = {
    "strong": _("strong"),
    "weak": _("weak"),
    "never-lets-go": _("does not let go"),
    "wrong-muscle": _("another muscle helps"),
    "electrode-off": _("an electrode falls off"),
    "packets-lost": _("packets are lost"),
    "tires": _("tires"),
    "tone-rises": _("grows tense at rest"),
    "bears-down": _("presses down instead of lifting"),
    "crosstalk": _("is heard by the other electrodes, too"),
    "hum": _("there is mains hum"),
    "movement": _("a cable moves"),
    "clipping": _("the sensor’s range is too small"),
}
MOST = {"sets": 20, "reps": 200, "hold_s": 900, "work_s": 7200, "rest_s": 900, "set_rest_s": 1800}


class SensorForm(PlainForm):
    """Which sensor is used."""

    sensor = forms.ChoiceField(
        label=_("Sensor"),
        choices=[("simulated", _("a simulated muscle sensor (to try it out)"))],
        widget=forms.RadioSelect,
        initial="simulated",
    )
    character = forms.ChoiceField(
        label=_("The simulated muscle is"),
        choices=[(name, CHARACTER_NAMES.get(name, name)) for name in CHARACTERS],
        required=False,
    )

    @property
    def device(self) -> str:
        """``timer`` or ``simulated:<character>``."""
        if self.cleaned_data["sensor"] != "simulated":
            return "timer"
        return f"simulated:{self.cleaned_data.get('character') or next(iter(CHARACTERS))}"


class PrepareForm(SensorForm):
    """The numbers of a session; only those that the exercise has are asked."""

    sets = forms.IntegerField(label=LABELS["sets"], min_value=1, max_value=MOST["sets"])
    reps = forms.IntegerField(label=LABELS["reps"], min_value=1, max_value=MOST["reps"])
    hold_s = forms.FloatField(label=LABELS["hold_s"], min_value=0, max_value=MOST["hold_s"])
    work_s = forms.FloatField(label=LABELS["work_s"], min_value=0, max_value=MOST["work_s"])
    rest_s = forms.FloatField(label=LABELS["rest_s"], min_value=0, max_value=MOST["rest_s"])
    set_rest_s = forms.FloatField(label=LABELS["set_rest_s"], min_value=0, max_value=MOST["set_rest_s"])
    per_side = forms.BooleanField(label=LABELS["per_side"], required=False)
    first_side = forms.ChoiceField(
        label=_("Begin with"),
        choices=[("left", pgettext_lazy("side", "left")), ("right", pgettext_lazy("side", "right"))],
        required=False,
    )
    sensor = forms.ChoiceField(
        label=_("Guided by"),
        choices=[("timer", _("the clock only")), ("simulated", _("a simulated muscle sensor (to try it out)"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, asked: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LABELS:
            if name not in asked:
                del self.fields[name]
            elif isinstance(self.fields[name], (forms.IntegerField, forms.FloatField)):
                self.fields[name].widget.attrs["inputmode"] = "decimal"
        if "per_side" not in asked:
            del self.fields["first_side"]

    def choices(self, own_hold_s: float | None, before: dict[str, Any]) -> Choices:
        """What the person decided: only values that differ from what was proposed ``before``."""
        changed = {name: self.cleaned_data[name] for name in LABELS if name in self.cleaned_data}
        changed = {name: value for name, value in changed.items() if value != before.get(name)}
        side: Side = "right" if self.cleaned_data.get("first_side") == "right" else "left"
        return Choices(own_hold_s=own_hold_s, first_side=side, **changed)


class SelfTestForm(PlainForm):
    """The three numbers of PF09."""

    hold_s = forms.IntegerField(label=_("Longest hold, seconds (up to 10)"), min_value=1, max_value=10)
    repeats = forms.IntegerField(label=_("How many times in a row (up to 10)"), min_value=1, max_value=10)
    quick = forms.IntegerField(label=_("Quick squeezes in a row (up to 10)"), min_value=0, max_value=10)


class CorrectForm(PlainForm):
    """A repetition that was different from what the diary says."""

    seconds = forms.FloatField(label=_("Seconds held"), min_value=0, max_value=MOST["hold_s"], required=False)
    done = forms.BooleanField(label=_("I did it"), required=False, initial=True)

    def __init__(self, reps: Sequence[RepResult], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = {None: "", "left": pgettext_lazy("side", "left"), "right": pgettext_lazy("side", "right")}
        names = ((n, f"{rep.set}·{rep.rep} {sides[rep.side]}".strip()) for n, rep in enumerate(reps))
        self.fields["rep"] = forms.TypedChoiceField(label=_("Repetition"), coerce=int, choices=list(names))
        self.order_fields(["rep", "seconds", "done"])


class AfterForm(PlainForm):
    """How it was: effort, pain, kilos, a note."""

    effort = forms.IntegerField(
        label=_("How hard was it? 0 easy – 10 as hard as can be"), min_value=0, max_value=10, required=False
    )
    pain = forms.IntegerField(
        label=_("Pain while training? 0 none – 10 worst"), min_value=0, max_value=10, required=False
    )
    load_kg = forms.FloatField(label=_("Weight used, kg"), min_value=0, max_value=1000, required=False)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
