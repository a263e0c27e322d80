"""What was found, as templates need it: groups of values to choose, the muscle map, the links to all of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from hofte.search.fold import fold
from hofte.web.search.bodymap import Figure, figures, muscles
from hofte.web.search.facets import FACETS, LONGEST_VALUE, ON, SWITCHES
from hofte.web.search.names import FACET_NAMES, VALUE_NAMES, value_name
from hofte.web.search.selectors import Choice, Found

#: Longer questions are cut in the field, too.
LONGEST_QUESTION = 100
#: So many values of a facet may be chosen at once, and so many are shown.
MOST_CHOSEN = 20
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value to choose: ``count`` pages have it; ``link`` chooses it, or leaves it when it is chosen."""

    facet: str
    value: str
    name: str
    count: int
    chosen: bool
    link: str

    @property
    def key(self) -> str:
        """Its name in the page."""
        return f"{self.facet}-{fold(self.value).replace(' ', '-')}"


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its values."""

    facet: str
    name: str
    values: Sequence[ValueView]

    @property
    def chosen(self) -> int:
        """How many of its values are chosen."""
        return sum(value.chosen for value in self.values)


@dataclass(frozen=True, slots=True)
class MuscleView:
    """A muscle on the map."""

    paths: Sequence[str]
    value: ValueView


@dataclass(frozen=True, slots=True)
class MapView:
    """The map from one side."""

    figure: Figure
    name: str
    muscles: Sequence[MuscleView]


def choice_of(asked: QueryDict, lang: str) -> Choice:
    """What an address asks for; what cannot be asked for is passed over."""
    chosen = {facet: _values(asked, facet) for facet in (*FACETS, *SWITCHES)}
    question = asked.get("q", "")[:LONGEST_QUESTION]
    return Choice(question, {facet: values for facet, values in chosen.items() if values}, lang)


def _values(asked: QueryDict, facet: str) -> list[str]:
    if facet in SWITCHES:
        return [ON] if asked.get(facet) else []
    values = (value[:LONGEST_VALUE] for value in asked.getlist(facet)[:MOST_CHOSEN])
    return [*dict.fromkeys(value for value in values if value)]


def link_to(choice: Choice, **more: str) -> str:
    """The address of a choice."""
    asked = QueryDict(mutable=True)
    if choice.question.strip():
        asked["q"] = choice.question
    for facet, values in choice.chosen.items():
        asked.setlist(facet, values)
    asked.update(more)
    return f"?{asked.urlencode()}" if asked else "?"


def facet_views(choice: Choice, found: Found) -> list[FacetView]:
    """The facets that there is something to choose from; muscles always, since their map is no guest."""
    shown = [FacetView(facet, str(FACET_NAMES[facet]), _value_views(facet, choice, found)) for facet in FACETS]
    return [view for view in shown if view.facet == "muscle" or len(view.values) > 1 or view.chosen]


def switch_views(choice: Choice, found: Found) -> list[ValueView]:
    """The facets that are said of a page or not."""
    return [_value_view(facet, ON, choice, found, str(FACET_NAMES[facet])) for facet in SWITCHES]


def _value_views(facet: str, choice: Choice, found: Found) -> list[ValueView]:
    """Values that pages have, in the body's or the level's order where there is one, else the most frequent first."""
    chosen = choice.chosen.get(facet, ())
    values = [value for value, count in found.counts[facet].items() if count or value in chosen]
    known = list(VALUE_NAMES[facet]) if facet in ("muscle", "body", "level") else []
    places = {value: place for place, value in enumerate(known)}
    views = [_value_view(facet, value, choice, found) for value in values]
    views.sort(key=lambda view: (places.get(view.value, len(places)), -view.count, view.name))
    return views[:MOST_SHOWN]


def _value_view(facet: str, value: str, choice: Choice, found: Found, name: str = "") -> ValueView:
    chosen = choice.chosen.get(facet, ())
    count = found.counts[facet].get(value, 0)
    is_chosen = value in (chosen or found.langs if facet == "language" else chosen)
    link = link_to(_toggled(choice, facet, value)) + "#exercises"
    return ValueView(facet, value, name or value_name(facet, value), count, is_chosen, link)


def _toggled(choice: Choice, facet: str, value: str) -> Choice:
    before = choice.chosen.get(facet, ())
    after = [other for other in before if other != value] if value in before else [*before, value]
    chosen: Mapping[str, Sequence[str]] = {**choice.chosen, facet: after}
    return Choice(choice.question, {name: values for name, values in chosen.items() if values}, choice.lang)


def map_views(choice: Choice, found: Found) -> list[MapView]:
    """The muscle map with what there is of each muscle."""
    values = {muscle: _value_view("muscle", muscle, choice, found) for muscle in muscles()}
    names = {"front": _("From the front"), "back": _("From behind")}
    return [
        MapView(figure, names[figure.view], [MuscleView(shape.paths, values[shape.muscle]) for shape in figure.shapes])
        for figure in figures()
    ]
