"""A calibration told in plain words: today's scale, or why it is none and what to move."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hofte.coach.calibration import REST, Complaint, gate
from hofte.diary.model import SessionRecord
from hofte.emg.advice import advice
from hofte.emg.finding import GRAVEST
from hofte.lang.data import languages, words
from hofte.web.training.report import MUSCLES
from hofte.web.training.sensing import TARGET, channels_of


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in the way, of which muscle, and what to do."""

    muscle: str
    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the page after a calibration shows.

    Parameters
    ----------
    is_ready : bool
        Whether the trained muscle has its scale.
    sentence : str
    troubles : list of Trouble
    again : str
        What is measured when the person tries again; empty when nothing is left to measure.
    notes : list of Trouble
        What should be mended although there is a scale.
    then : UUID or None
        The session that waits.
    """

    is_ready: bool
    sentence: str
    troubles: list[Trouble]
    again: str
    notes: list[Trouble]
    then: UUID | None


def told(record: SessionRecord) -> Told:
    """Tell a calibration from its record."""
    found = gate(channels_of(record.device), record.measured)
    is_ready = TARGET in found.scales
    then = record.started.then if record.started else ""
    return Told(
        is_ready=is_ready,
        sentence=_sentence(is_ready, len(found.scales)),
        troubles=_troubles(found.complaints),
        again=_again(found.again),
        notes=_troubles(found.notes),
        then=UUID(then) if then else None,
    )


def _sentence(is_ready: bool, muscles: int) -> str:
    if not is_ready:
        return _("Today’s scale is not there yet. Below is what was in the way; only that is measured again.")
    return ngettext(
        "Today’s scale is there: the sensor knows your rest and your best squeeze. It is good until midnight.",
        "Today’s scale is there for %(n)d muscles: the sensor knows their rest and their best squeeze. "
        "It is good until midnight.",
        muscles,
    ) % {"n": muscles}


def _troubles(complaints: tuple[Complaint, ...]) -> list[Trouble]:
    """Each muscle's reasons, each once: one that repeats two parts is one reason."""
    once = {(complaint.channel, complaint.reason): complaint for complaint in complaints}
    return [_trouble(complaint) for complaint in once.values()]


def _trouble(complaint: Complaint) -> Trouble:
    lang = get_language() or "en"
    if complaint.reason in GRAVEST:
        found = advice(lang)[complaint.reason]
        return Trouble(_muscle(complaint.channel), found.what, found.do)
    said = words(lang if lang in languages() else "en", "calibration")[complaint.reason]
    return Trouble(_muscle(complaint.channel), said["what"], said["do"])


def _muscle(channel: str) -> str:
    return _("the trained muscle") if channel == TARGET else str(MUSCLES.get(channel, channel))


def _again(parts: tuple[str, ...]) -> str:
    named = [_("the rest") if part == REST else _("the squeezes: %s") % _muscle(part) for part in parts]
    return ", ".join(named)
