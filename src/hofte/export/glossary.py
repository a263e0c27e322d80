"""A glossary as schema.org data: a set of defined terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hofte.export.plans import filled
from hofte.export.schema_org import CONTEXT
from hofte.links.glossary import Term
from hofte.page.inline import plain


def glossary_json_ld(terms: Iterable[Term], *, lang: str, title: str, url: str) -> dict[str, Any]:
    """A glossary as one JSON-LD graph.

    Parameters
    ----------
    terms : iterable of Term
    lang : str
        BCP 47.
    title : str
    url : str
        The absolute address of its page; each term has a place there.

    Returns
    -------
    dict
        ``@context`` and ``@graph`` with a ``DefinedTermSet``.
    """
    told = [
        filled(
            {
                "@type": "DefinedTerm",
                "@id": f"{url}#{term.slug}",
                "name": term.name,
                "alternateName": [*term.names[1:]],
                "description": " ".join(plain(paragraph) for paragraph in term.meaning),
                "inDefinedTermSet": {"@id": url},
            }
        )
        for term in terms
    ]
    whole = {"@type": "DefinedTermSet", "@id": url, "url": url, "name": title, "inLanguage": lang}
    return {"@context": CONTEXT, "@graph": [{**whole, "hasDefinedTerm": told}]}
