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
    from ..models.page_summary_facets import PageSummaryFacets


T = TypeVar("T", bound="PageSummary")


@_attrs_define
class PageSummary:
    """A page of the library."""

    id: UUID
    """ Of this server; language and slug are the name that lasts. """
    slug: str
    lang: Lang
    title: str
    kind: PageKind
    excerpt: str
    facets: PageSummaryFacets
    """ What it is chosen by: muscle, body, equipment, type, level; values are the same in all languages. """
    playable: bool
    """ It gives a dose that a session can be made of. """
    published: datetime.date | None
    updated: datetime.date | None
    url: str
    """ Where people read it. """
    api_url: str
    """ All of it as JSON. """
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
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.page_summary_facets import PageSummaryFacets  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        slug = d.pop("slug")

        lang = Lang(d.pop("lang"))

        title = d.pop("title")

        kind = PageKind(d.pop("kind"))

        excerpt = d.pop("excerpt")

        facets = PageSummaryFacets.from_dict(d.pop("facets"))

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

        page_summary = cls(
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
        )

        page_summary.additional_properties = d
        return page_summary

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
