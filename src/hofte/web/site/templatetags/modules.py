"""The import map of our own modules, so that they import each other by bare names and still have hashed addresses."""

from __future__ import annotations

import json

from django import template
from django.utils.safestring import SafeString, mark_safe

from hofte.web.site.shell import module_addresses

register = template.Library()


@register.simple_tag
def import_map() -> SafeString:
    """JSON for a ``<script type="importmap">``."""
    return mark_safe(json.dumps({"imports": module_addresses()}).replace("<", "\\u003c"))  # noqa: S308  our own file names
