"""The diary's table, as :mod:`hofte.diary.rows` describes it: the terminal and the web application share one file."""

from __future__ import annotations

import uuid

from django.db import models

from hofte.diary import model


class Entry(models.Model):
    """One line of the log of a session: never changed, only added; see :class:`hofte.diary.model.Entry`."""

    id = models.UUIDField(primary_key=True, editable=False)
    session = models.UUIDField()
    person = models.UUIDField(null=True)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    at = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        db_table = "training_entry"
        constraints = (models.UniqueConstraint(fields=("session", "seq"), name="training_entry_session_seq"),)
        indexes = (models.Index(fields=("person", "at"), name="training_entry_person_at"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.seq} of {self.session}"

    def as_entry(self) -> model.Entry:
        """The entry as the diary knows it."""
        return model.Entry(self.id, self.session, self.seq, self.kind, self.at, self.body, self.person)


class Signal(models.Model):
    """A second of the signal of a session whose person chose to keep it; see :mod:`hofte.web.training.raw`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.UUIDField()
    person = models.UUIDField(db_index=True)
    at_s = models.FloatField()
    description = models.JSONField()
    samples = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=("session", "at_s"), name="training_signal_session_at"),)

    def __str__(self) -> str:
        return f"{self.at_s:g} s of {self.session}"
