"""Stylesheets in the page itself: who has a slow network sees the page with the first answer.

A few kilobytes with each page are less than one more way to the server and back. The policy allows them by the nonce
of the answer; where there is none, on a site that is built, they are files of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def styles(context: Mapping[str, Any], *names: str) -> SafeString:
    """The style sheets of these names, in this order: ``{% styles "tokens" "base" %}``."""
    # A nonce that nobody has asked for yet counts as false until it is text.
    if nonce := str(getattr(context.get("request"), "csp_nonce", "")):
        return format_html('<style nonce="{}">{}</style>', nonce, _sheet(names))
    links = ((static(_path(name)),) for name in names)
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}">', links)


@cache
def _sheet(names: tuple[str, ...]) -> SafeString:
    return mark_safe("".join(map(_read, names)))  # noqa: S308  our own files


def _read(name: str) -> str:
    found = finders.find(_path(name))
    if not found:
        raise LookupError(f"there is no style sheet {_path(name)}: a template asks for what does not exist")
    return Path(str(found)).read_text(encoding="utf-8")


def _path(name: str) -> str:
    return f"hofte/css/{name}.css"
