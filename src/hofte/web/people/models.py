"""A person on a device. The browser's own signed session cookie names the device; there is no password."""

from __future__ import annotations

import uuid

from django.db import models


class Person(models.Model):
    """A profile made on first use.

    ``device`` is the random key of the browser it was made in: whoever holds that browser's cookie may choose among its
    people. ``name`` is whatever tells them apart and may be empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.UUIDField(db_index=True, editable=False)
    name = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.name or "–"
