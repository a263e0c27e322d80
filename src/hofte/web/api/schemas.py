"""What goes in and what comes out, for the description of the API and for what it is asked.

What comes out is made by :mod:`hofte.export.reading_json` and :mod:`hofte.web.api.present`; tests hold that it is what
stands here. Its vocabulary is that of docs/json.md.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

from hofte.core import finding
from hofte.dose import model as dose
from hofte.page import model as page
from hofte.web.library.services import LARGEST_PAGE

# With a name of its own a set of words is described once, and is one class of a generated client.
#: The languages that there are words for (a test holds that they are all).
Lang = TypeAliasType("Lang", Literal["da", "en", "nb", "nn", "sv"])
PageKind = TypeAliasType("PageKind", page.PageKind)
LoadKind = TypeAliasType("LoadKind", dose.LoadKind)
RestRule = TypeAliasType("RestRule", dose.RestRule)
Origin = TypeAliasType("Origin", dose.Origin)
Severity = TypeAliasType("Severity", finding.Severity)

LONGEST_QUESTION = 100
LONGEST_VALUE = 60
MOST_VALUES = 20
#: What is read for its doses only, in code points.
LONGEST_TEXT = 20_000
MOST_ON_A_PAGE = 100
LAST_PAGE = 10_000

Interval = Annotated[
    list[Annotated[float, Field(ge=0)] | None],
    Field(min_length=2, max_length=2, description="[low, high]; an open end is null."),
]
Span = Annotated[
    list[Annotated[int, Field(ge=0)]],
    Field(min_length=2, max_length=2, description="[start, end) in Unicode code points of the text."),
]
#: A name that all languages share, or one that a page made up.
Value = Annotated[str, Field(min_length=1, max_length=LONGEST_VALUE)]
Values = Annotated[list[Value], Field(max_length=MOST_VALUES)]
Line = Annotated[int, Field(ge=0, description="The first is 1; 0 is the page as a whole.")]


class Load(Schema):
    """How heavy."""

    kind: LoadKind
    value: Interval | None


class Dose(Schema):
    """What a text asks for. What it does not say is null: missing, never guessed."""

    sets: Interval | None
    reps: Interval | None
    hold_s: Interval | None = Field(description="Seconds of a position, stretch or squeeze.")
    rest_s: Interval | None = Field(description="Seconds between repetitions, sets or exercises.")
    rest_rule: RestRule | None = Field(description="Rest told by a rule and not in seconds.")
    duration_s: Interval | None = Field(description="Seconds of an activity, or of the whole session.")
    per_side: bool = Field(description="Each side does all of it; false also when the text does not say.")
    per_day: Interval | None
    per_week: Interval | None
    weeks: Interval | None
    tempo: str | None = Field(description="Seconds of each phase: down, pause, up.", examples=["3-0-1"])
    load: Load | None
    angle_deg: Interval | None
    to_failure: bool
    spans: dict[str, Span] = Field(description="Where each value stands in the text, by field.")
    words: dict[str, str] = Field(description="The words that each value was read from, by field.")
    origin: Origin
    sure: bool = Field(description="False when a person should confirm the reading.")


class Check(Schema):
    """Something to be right while doing it; never a dose."""

    what: Literal["angle"]
    joint: str
    low: float | None
    high: float | None
    unit: Literal["deg"]
    at: str
    span: Span | None


class Exercise(Schema):
    """One thing to do."""

    name: str
    line: Line
    doses: list[Dose] = Field(description="The first is the main one, others are alternatives.")
    inherited: Dose | None = Field(description="Of a variant: what the main exercise's dose says where it is silent.")
    one_sided: bool = Field(description="One leg or arm works at a time.")
    checks: list[Check]
    variants: list[Exercise] = Field(description="Easier and harder forms, in the page's order.")
    steps: list[str] = Field(description="How it is done, in order.")
    cautions: list[str]


class Finding(Schema):
    """What was noticed while reading."""

    code: str = Field(description="A clinical rule's id, or a short name such as date-order.")
    severity: Severity
    line: Line
    message: str


class Translation(Schema):
    """The same page in another language."""

    lang: Lang
    slug: str
    title: str
    url: str = Field(json_schema_extra={"format": "uri"})
    api_url: str = Field(json_schema_extra={"format": "uri"})


class PageSummary(Schema):
    """A page of the library."""

    id: UUID = Field(description="Of this server; language and slug are the name that lasts.")
    slug: str
    lang: Lang
    title: str
    kind: PageKind
    excerpt: str
    facets: dict[str, list[str]] = Field(
        description="What it is chosen by: muscle, body, equipment, type, level; values are the same in all languages."
    )
    playable: bool = Field(description="It gives a dose that a session can be made of.")
    published: date | None
    updated: date | None
    url: str = Field(description="Where people read it.", json_schema_extra={"format": "uri"})
    api_url: str = Field(description="All of it as JSON.", json_schema_extra={"format": "uri"})


class Question(Schema):
    """A question that the page answers."""

    question: str
    answer: str


class Reference(Schema):
    """An entry of the list of references, as written."""

    text: str
    doi: str
    year: int | None


class Picture(Schema):
    """A picture; what the page does not say is empty."""

    url: str = Field(json_schema_extra={"format": "uri"})
    alt: str = Field(description="Its words for those who cannot see it.")
    caption: str
    author: str
    license: str


class Video(Schema):
    """A video on another host."""

    url: str = Field(json_schema_extra={"format": "uri"})
    title: str
    author: str


class Page(PageSummary):
    """A page with its text and what was read from it."""

    author: str = Field(description="As the page says; empty when it does not.")
    license: str = Field(description="As the page says; empty when it does not.")
    text: str = Field(description="Markdown with its front matter, as written: what every span counts in.")
    exercises: list[Exercise]
    findings: list[Finding]
    questions: list[Question]
    references: list[Reference]
    pictures: list[Picture]
    videos: list[Video]
    translations: list[Translation]


class PageExercises(Schema):
    """What a page asks for."""

    page: PageSummary
    exercises: list[Exercise]


class FacetValue(Schema):
    """How many pages there would be with a value, whatever else of its facet is chosen."""

    value: str
    count: int = Field(ge=1)


class _Found(Schema):
    total: int = Field(ge=0, description="How many there are on all pages of the list.")
    page: int = Field(ge=1)
    per_page: int = Field(ge=1)
    next: str | None = Field(description="Where the list goes on.", json_schema_extra={"format": "uri"})


class Pages(_Found):
    """Pages of the library, best first."""

    items: list[PageSummary]
    facets: dict[str, list[FacetValue]] = Field(description="What can be chosen, the most frequent first.")


class Exercises(_Found):
    """Pages that give a dose, each with its exercises; the total counts pages."""

    items: list[PageExercises]


class Reading(Schema):
    """What was read from a page."""

    title: str
    lang: Lang | Literal[""] = Field(description="Empty when it could not be told.")
    kind: PageKind
    exercises: list[Exercise]
    findings: list[Finding]


class FoundDoses(Schema):
    """The doses of a text."""

    lang: Lang
    doses: list[Dose]


class _Asked(Schema):
    model_config = ConfigDict(extra="forbid")


class PageText(_Asked):
    """A page to be read; nothing of it is kept."""

    text: str = Field(min_length=1, max_length=LARGEST_PAGE, description="Markdown, with or without front matter.")
    lang: Lang | None = Field(None, description="The language; without it, the page or its words tell.")


class DoseText(_Asked):
    """Words to be read; nothing of them is kept."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT, examples=["3 sæt af 12-15 gentagelser"])
    lang: Lang


class Asked(Schema):
    """What pages are looked for by. Of each facet a page has one of the values."""

    q: str = Field("", max_length=LONGEST_QUESTION, description="Words: any inflection, a slip of a finger forgiven.")
    muscle: Values = Field([], description="For instance gluteals, pelvic_floor, hip_flexors.")
    body: Values = Field([], description="For instance hip, knee, lower_back.")
    equipment: Values = Field([], description="For instance band, mat, dumbbell.")
    type: Values = Field([], description="For instance strength, mobility, knowledge.")
    level: Values = Field([], description="beginner, intermediate, advanced.")
    language: Annotated[list[Lang], Field(max_length=5)] = Field([], description="Without it, all languages.")
    playable: bool = Field(False, description="Only pages that give a dose.")
    free: bool = Field(False, description="Only pages that need no equipment, or no more than a mat.")
    page: int = Field(1, ge=1, le=LAST_PAGE)
    per_page: int = Field(20, ge=1, le=MOST_ON_A_PAGE)


class Wrong(Schema):
    """One thing that is wrong with a request."""

    at: str = Field(description="Where: query.page, body.text.")
    what: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: Literal["about:blank"]
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    hint: str = Field(description="What to do; empty when there is nothing.")
    errors: list[Wrong]
