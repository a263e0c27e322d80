"""A page as schema.org data (JSON-LD): what it is, how the exercise goes, how much of it, its questions, its sources.

A pure function of the page and its reading. Nothing is invented: a value stands here only when the page says it, dates
are ISO 8601, and what Hofte proposes is never among them. The test of this package holds every type and property to
schema.org's own vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hofte.exercise.model import Exercise, Reading
from hofte.exercise.sheet import questions_of, steps_of
from hofte.export.plans import exercise_plans, filled
from hofte.page.media import Video, find_videos
from hofte.page.model import Page, Reference

CONTEXT = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands on the web; every address is absolute.

    Parameters
    ----------
    url : str
        The page's one address.
    crumbs : sequence of (str, str)
        Names and addresses of the pages above it, the topmost first.
    translations : mapping of language to str
        The addresses of the same page in other languages.
    starts : mapping of int to str
        By an exercise's number on the page (variants count, in page order): where a session of it begins.
    images : sequence of str
        The addresses of the page's pictures.
    """

    url: str
    crumbs: Sequence[tuple[str, str]] = ()
    translations: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[int, str] = field(default_factory=dict)
    images: Sequence[str] = ()


def json_ld(page: Page, reading: Reading, place: Place) -> dict[str, Any]:
    """Everything that a page says, as one JSON-LD graph.

    Parameters
    ----------
    page : Page
    reading : Reading
        As :func:`hofte.exercise.read.read_exercises` gives it.
    place : Place

    Returns
    -------
    dict
        ``@context`` and ``@graph``: the page (``FAQPage`` when it answers questions), its ``BreadcrumbList``, and as
        far as the page has them a ``HowTo``, ``ExercisePlan`` for each dose with the ``ExerciseAction`` that begins
        it, ``DefinedTerm``, and ``VideoObject``.

    References
    ----------
    https://schema.org; dates and durations ISO 8601; languages BCP 47; units UN/CEFACT Recommendation 20.
    """
    parts = [*_how_to(page, reading, place), *_plans(page, reading, place), *_term(page, place), *_videos(page, place)]
    whole = _web_page(page, place, parts)
    return {"@context": CONTEXT, "@graph": [whole, _breadcrumbs(page, place), *parts]}


def _web_page(page: Page, place: Place, parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    questions = [
        {"@type": "Question", "name": one.question, "acceptedAnswer": {"@type": "Answer", "text": one.answer}}
        for one in questions_of(page)
    ]
    about = [{"@id": part["@id"]} for part in parts if part["@type"] == "DefinedTerm"]
    shown = [{"@id": part["@id"]} for part in parts if part["@type"] != "DefinedTerm"]
    return filled(
        {
            "@type": "FAQPage" if questions else "WebPage",
            "@id": place.url,
            "url": place.url,
            "name": page.title,
            "alternateName": texts(page.meta, "alternative_titles"),
            "description": first_text(page.meta, "description", "excerpt"),
            "inLanguage": page.lang,
            "datePublished": page.published.isoformat() if page.published else None,
            "dateModified": page.updated.isoformat() if page.updated else None,
            # Whether a name is a person's or a house's is not told, so it is a credit and no ``author``.
            "creditText": first_text(page.meta, "author"),
            "license": _license(page.meta),
            "keywords": texts(page.meta, "tags"),
            "image": [*place.images],
            "breadcrumb": {"@id": f"{place.url}#breadcrumbs"},
            "workTranslation": [
                {"@type": "WebPage", "@id": url, "url": url, "inLanguage": lang}
                for lang, url in place.translations.items()
            ],
            "citation": [_citation(reference) for reference in page.references],
            "about": about,
            "mainEntity": questions,
            "hasPart": shown,
        }
    )


def _breadcrumbs(page: Page, place: Place) -> dict[str, Any]:
    entries = [
        filled({"@type": "ListItem", "position": n, "name": name, "item": {"@type": "WebPage", "@id": url}})
        for n, (name, url) in enumerate((*place.crumbs, (page.title, place.url)), 1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{place.url}#breadcrumbs", "itemListElement": entries}


def _how_to(page: Page, reading: Reading, place: Place) -> Iterator[dict[str, Any]]:
    exercises, told = reading.exercises, steps_of(page)
    is_one = len(exercises) == 1 and len(told) == 1
    for n, (heading, steps) in enumerate(told):
        equipment = exercises[0].equipment if is_one else ()
        yield filled(
            {
                "@type": "HowTo",
                "@id": f"{place.url}#how-to" + (f"-{n}" if n else ""),
                "name": exercises[0].name if is_one else heading or page.title,
                "inLanguage": page.lang,
                "step": [{"@type": "HowToStep", "position": n, "text": one.text} for n, one in enumerate(steps, 1)],
                "tool": [{"@type": "HowToTool", "name": line.text} for line in equipment],
            }
        )


def _plans(page: Page, reading: Reading, place: Place) -> Iterator[dict[str, Any]]:
    for number, exercise in enumerate(_all(reading.exercises)):
        for n, plan in enumerate(exercise_plans(exercise, page.text)):
            key = f"{place.url}#plan-{number}" + (f"-{n}" if n else "")
            action = {}
            if number in place.starts and not n:
                begin = {"@type": "EntryPoint", "urlTemplate": place.starts[number]}
                action = {"@type": "ExerciseAction", "name": exercise.name, "exercisePlan": {"@id": key}}
                action |= {"target": begin}
            kinds = texts(page.meta, "training_type")
            yield {"@id": key, **plan, **filled({"exerciseType": kinds, "potentialAction": action or None})}


def _all(exercises: Iterable[Exercise]) -> Iterator[Exercise]:
    for exercise in exercises:
        yield exercise
        yield from _all(exercise.variants)


def _term(page: Page, place: Place) -> Iterator[dict[str, Any]]:
    """A page of knowledge explains a term: its title, with the other names that it gives."""
    if page.kind == "knowledge" and page.title:
        yield filled(
            {
                "@type": "DefinedTerm",
                "@id": f"{place.url}#term",
                "name": page.title,
                "alternateName": texts(page.meta, "alternative_titles"),
                "description": first_text(page.meta, "excerpt", "description"),
                "url": place.url,
            }
        )


def _videos(page: Page, place: Place) -> Iterator[dict[str, Any]]:
    for n, video in enumerate(find_videos(page.meta)):
        yield _video(video, f"{place.url}#video-{n}")


def _video(video: Video, key: str) -> dict[str, Any]:
    told = {"@type": "VideoObject", "@id": key, "name": video.title, "url": video.url, "embedUrl": video.embed}
    return filled({**told, "creditText": video.author})


def _citation(reference: Reference) -> dict[str, Any]:
    told = {"@type": "CreativeWork", "name": reference.text}
    if reference.doi:
        told |= {"url": f"https://doi.org/{reference.doi}", "identifier": f"doi:{reference.doi}"}
    return told


def _license(meta: Mapping[str, Any]) -> str:
    """The page's licence as an address, when it is one of Creative Commons; else as the page says it."""
    said = first_text(meta, "license")
    parts = said.removeprefix("CC-").rpartition("-")
    if said.startswith("CC-BY") and parts[2].replace(".", "").isdigit():
        return f"https://creativecommons.org/licenses/{parts[0].casefold()}/{parts[2]}/"
    if said == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return said if said.startswith("https://") else ""


def first_text(meta: Mapping[str, Any], *keys: str) -> str:
    """The first of these keys that holds words."""
    return next((value.strip() for key in keys if isinstance(value := meta.get(key), str) and value.strip()), "")


def texts(meta: Mapping[str, Any], key: str) -> list[str]:
    """The words that a key holds, one or a list of them."""
    value = meta.get(key)
    values = value if isinstance(value, list) else [value]
    return [one.strip() for one in values if isinstance(one, str) and one.strip()]
