"""Which files the service worker keeps so that a session plays without a network."""

from __future__ import annotations

import hashlib
from functools import cache

from django.templatetags.static import static

_NAMES = "clock cues game hum keep level link play player score session stage trace"
#: Modules by the bare name under which others import them.
MODULES = {f"hofte/{name}.js": f"hofte/js/{name}.js" for name in _NAMES.split()}
STYLES = ("training",)


@cache
def module_addresses() -> dict[str, str]:
    """The import map: bare name → hashed address."""
    return {name: static(path) for name, path in MODULES.items()}


@cache
def shell_files() -> tuple[str, list[str]]:
    """A version that changes with any file, and the addresses to keep."""
    addresses = [*module_addresses().values(), *(static(f"hofte/css/{name}.css") for name in STYLES)]
    addresses += [static("hofte/icons/hofte.svg"), "/offline/"]
    version = hashlib.sha256("\n".join(addresses).encode()).hexdigest()[:12]
    return version, addresses
