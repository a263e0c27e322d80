"""What was lifted."""

from __future__ import annotations

from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from hofte.loads.maximum import HEAVIEST_KG
from hofte.web.site.forms import PlainForm

#: What the lightest pair of plates, or the next dumbbell, adds, in kilograms.
STEPS_KG = (0.5, 1, 1.25, 2.5, 5)


class LiftForm(PlainForm):
    """A load and how often it was lifted; commas and points are both decimals."""

    load = forms.FloatField(label=_("Kilograms lifted"), min_value=0.5, max_value=HEAVIEST_KG, localize=True)
    reps = forms.IntegerField(label=_("Repetitions, none left"), min_value=1, max_value=100)
    step = forms.ChoiceField(
        label=_("Smallest step of your weights, kilograms"),
        choices=lambda: [(f"{step:g}", localize(step)) for step in STEPS_KG],
        initial="2.5",
        required=False,
    )

    def clean_step(self) -> float:
        return float(self.cleaned_data["step"] or self.fields["step"].initial)
