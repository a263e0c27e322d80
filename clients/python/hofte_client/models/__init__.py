"""Contains all the data models used in inputs/outputs"""

from .check import Check
from .dose import Dose
from .dose_spans import DoseSpans
from .dose_text import DoseText
from .dose_words import DoseWords
from .exercise import Exercise
from .exercises import Exercises
from .facet_value import FacetValue
from .finding import Finding
from .found_doses import FoundDoses
from .lang import Lang
from .load import Load
from .load_kind import LoadKind
from .origin import Origin
from .page import Page
from .page_exercises import PageExercises
from .page_facets import PageFacets
from .page_kind import PageKind
from .page_summary import PageSummary
from .page_summary_facets import PageSummaryFacets
from .page_text import PageText
from .pages import Pages
from .pages_facets import PagesFacets
from .picture import Picture
from .problem import Problem
from .question import Question
from .reading import Reading
from .reference import Reference
from .rest_rule import RestRule
from .severity import Severity
from .translation import Translation
from .video import Video
from .wrong import Wrong

__all__ = (
    "Check",
    "Dose",
    "DoseSpans",
    "DoseText",
    "DoseWords",
    "Exercise",
    "Exercises",
    "FacetValue",
    "Finding",
    "FoundDoses",
    "Lang",
    "Load",
    "LoadKind",
    "Origin",
    "Page",
    "PageExercises",
    "PageFacets",
    "PageKind",
    "Pages",
    "PagesFacets",
    "PageSummary",
    "PageSummaryFacets",
    "PageText",
    "Picture",
    "Problem",
    "Question",
    "Reading",
    "Reference",
    "RestRule",
    "Severity",
    "Translation",
    "Video",
    "Wrong",
)
