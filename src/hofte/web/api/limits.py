"""How much somebody may have read: so many texts a minute from one address, and fewer when they are large.

Counted in this process's memory: behind ``n`` workers it is up to ``n`` times as often, which still keeps the door.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from time import time

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

_MINUTE_S = 60
#: So many bytes count as one more text: a page of 1 MB takes seconds to read.
_ONE_MORE = 50_000


class PerMinute(BaseThrottle):
    """So many texts a minute from one address; IPv6 counts by /64, of which one household has all.

    The framework's own limits believe ``X-Forwarded-For`` of anybody, and two threads share what one of them waits.
    """

    def __init__(self, what: str, most: int) -> None:
        self.what, self.most = what, most

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this one is allowed, which counts it; the first of a minute always is."""
        worth = min(1 + int(request.META.get("CONTENT_LENGTH") or 0) // _ONE_MORE, self.most)
        key = f"api/{self.what}/{_who(request)}/{int(time()) // _MINUTE_S}"
        cache.add(key, 0, _MINUTE_S)
        try:
            return cache.incr(key, worth) <= self.most
        except ValueError:  # forgotten in this moment
            return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return _MINUTE_S - time() % _MINUTE_S


def _who(request: HttpRequest) -> str:
    # What a trusted proxy knows of it is there already: the server puts it in.
    said = request.META.get("REMOTE_ADDR") or ""
    try:
        address = ip_address(said)
    except ValueError:
        return "nobody"
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address.packed, 64), strict=False))
