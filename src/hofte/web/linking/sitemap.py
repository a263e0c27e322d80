"""The glossaries in the map of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from hofte.web.linking.selectors import glossary_languages

if TYPE_CHECKING:  # the framework's own class takes no types while it runs
    LanguageMap = Sitemap[str]
else:
    LanguageMap = Sitemap


class GlossarySitemap(LanguageMap):
    """One page for each language that there is a glossary in."""

    def items(self) -> list[str]:
        """The languages."""
        return glossary_languages()

    def location(self, item: str) -> str:
        """Where the glossary stands."""
        return reverse("glossary_in", args=[item])
