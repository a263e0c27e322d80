from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lang import Lang
from ..models.page_kind import PageKind

if TYPE_CHECKING:
    from ..models.exercise import Exercise
    from ..models.finding import Finding
    from ..models.page_facets import PageFacets
    from ..models.picture import Picture
    from ..models.question import Question
    from ..models.reference import Reference
    from ..models.translation import Translation
    from ..models.video import Video


T = TypeVar("T", bound="Page")


@_attrs_define
class Page:
    """A page with its text and what was read from it."""

    id: UUID
    """ Of this server; language and slug are the name that lasts. """
    slug: str
    lang: Lang
    title: str
    kind: PageKind
    excerpt: str
    facets: PageFacets
    """ What it is chosen by: muscle, body, equipment, type, level; values are the same in all languages. """
    playable: bool
    """ It gives a dose that a session can be made of. """
    published: datetime.date | None
    updated: datetime.date | None
    url: str
    """ Where people read it. """
    api_url: str
    """ All of it as JSON. """
    author: str
    """ As the page says; empty when it does not. """
    license_: str
    """ As the page says; empty when it does not. """
    text: str
    """ Markdown with its front matter, as written: what every span counts in. """
    exercises: list[Exercise]
    findings: list[Finding]
    questions: list[Question]
    references: list[Reference]
    pictures: list[Picture]
    videos: list[Video]
    translations: list[Translation]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        slug = self.slug

        lang = self.lang.value

        title = self.title

        kind = self.kind.value

        excerpt = self.excerpt

        facets = self.facets.to_dict()

        playable = self.playable

        published: None | str
        if isinstance(self.published, datetime.date):
            published = self.published.isoformat()
        else:
            published = self.published

        updated: None | str
        if isinstance(self.updated, datetime.date):
            updated = self.updated.isoformat()
        else:
            updated = self.updated

        url = self.url

        api_url = self.api_url

        author = self.author

        license_ = self.license_

        text = self.text

        exercises = []
        for exercises_item_data in self.exercises:
            exercises_item = exercises_item_data.to_dict()
            exercises.append(exercises_item)

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        questions = []
        for questions_item_data in self.questions:
            questions_item = questions_item_data.to_dict()
            questions.append(questions_item)

        references = []
        for references_item_data in self.references:
            references_item = references_item_data.to_dict()
            references.append(references_item)

        pictures = []
        for pictures_item_data in self.pictures:
            pictures_item = pictures_item_data.to_dict()
            pictures.append(pictures_item)

        videos = []
        for videos_item_data in self.videos:
            videos_item = videos_item_data.to_dict()
            videos.append(videos_item)

        translations = []
        for translations_item_data in self.translations:
            translations_item = translations_item_data.to_dict()
            translations.append(translations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "slug": slug,
                "lang": lang,
                "title": title,
                "kind": kind,
                "excerpt": excerpt,
                "facets": facets,
                "playable": playable,
                "published": published,
                "updated": updated,
                "url": url,
                "api_url": api_url,
                "author": author,
                "license": license_,
                "text": text,
                "exercises": exercises,
                "findings": findings,
                "questions": questions,
                "references": references,
                "pictures": pictures,
                "videos": videos,
                "translations": translations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.exercise import Exercise  # noqa: PLC0415
        from ..models.finding import Finding  # noqa: PLC0415
        from ..models.page_facets import PageFacets  # noqa: PLC0415
        from ..models.picture import Picture  # noqa: PLC0415
        from ..models.question import Question  # noqa: PLC0415
        from ..models.reference import Reference  # noqa: PLC0415
        from ..models.translation import Translation  # noqa: PLC0415
        from ..models.video import Video  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        slug = d.pop("slug")

        lang = Lang(d.pop("lang"))

        title = d.pop("title")

        kind = PageKind(d.pop("kind"))

        excerpt = d.pop("excerpt")

        facets = PageFacets.from_dict(d.pop("facets"))

        playable = d.pop("playable")

        def _parse_published(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_type_0 = datetime.date.fromisoformat(data)

                return published_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        published = _parse_published(d.pop("published"))

        def _parse_updated(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_type_0 = datetime.date.fromisoformat(data)

                return updated_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        updated = _parse_updated(d.pop("updated"))

        url = d.pop("url")

        api_url = d.pop("api_url")

        author = d.pop("author")

        license_ = d.pop("license")

        text = d.pop("text")

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

        questions = []
        _questions = d.pop("questions")
        for questions_item_data in _questions:
            questions_item = Question.from_dict(questions_item_data)

            questions.append(questions_item)

        references = []
        _references = d.pop("references")
        for references_item_data in _references:
            references_item = Reference.from_dict(references_item_data)

            references.append(references_item)

        pictures = []
        _pictures = d.pop("pictures")
        for pictures_item_data in _pictures:
            pictures_item = Picture.from_dict(pictures_item_data)

            pictures.append(pictures_item)

        videos = []
        _videos = d.pop("videos")
        for videos_item_data in _videos:
            videos_item = Video.from_dict(videos_item_data)

            videos.append(videos_item)

        translations = []
        _translations = d.pop("translations")
        for translations_item_data in _translations:
            translations_item = Translation.from_dict(translations_item_data)

            translations.append(translations_item)

        page = cls(
            id=id,
            slug=slug,
            lang=lang,
            title=title,
            kind=kind,
            excerpt=excerpt,
            facets=facets,
            playable=playable,
            published=published,
            updated=updated,
            url=url,
            api_url=api_url,
            author=author,
            license_=license_,
            text=text,
            exercises=exercises,
            findings=findings,
            questions=questions,
            references=references,
            pictures=pictures,
            videos=videos,
            translations=translations,
        )

        page.additional_properties = d
        return page

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
