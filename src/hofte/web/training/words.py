"""What the player's script shows and says in the language of the interface; cues are in the exercise's own language."""

from __future__ import annotations

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hofte.core.stored import Json
from hofte.emg.advice import advice


def session_words() -> dict[str, Json]:
    """The words of the player, by key; ``{n}`` and the like are filled in by the script."""
    quality = advice(get_language() or "en")
    by_the_clock = _("The clock goes on; this is noted as not measured.")
    return {
        "start": _("Start"),
        "pause": _("Pause"),
        "resume": _("Go on"),
        "paused": _("Paused"),
        "done": _("Done"),
        "stopped": _("Stopped"),
        "of": _("of {n}"),
        "rep_of": _("repetition {n} of {total}"),
        "side": {"left": pgettext("side", "Left"), "right": pgettext("side", "Right")},
        "then": _("Then: {what}"),
        "then_done": _("Then you are done"),
        "seconds": _("{n} s"),
        "won_squeeze": _("Squeezed: {n} of 100"),
        "won_release": _("Let go: {n} of 100"),
        "own_pace": _("In your own time: press Done after each"),
        "waiting": _("The next one comes when you have let go"),
        "resumes_at": _("Kept just where you were. Go on when you are ready."),
        "stop_title": _("Stop here?"),
        "stop_text": _("What you have done is kept."),
        "offer_title": _("The muscle finds it hard to let go"),
        "offer_text": _(
            "That happens. Breathe out and let it be heavy. You may stop here, or go on when you are ready."
        ),
        "percent": _("{n} percent"),
        "no_sensor": _("The sensor is silent. The clock goes on; this is noted as not measured."),
        "lost": {
            **{problem: f"{quality[problem]} {by_the_clock}" for problem in ("movement", "clipping", "hum")},
            "electrode_off": _("The electrode has come off. The clock goes on; this is noted as not measured."),
            "gap": _("What the sensor sends does not arrive. The clock goes on; this is noted as not measured."),
        },
        "quality": {problem: str(said) for problem, said in quality.items()},
        "offline": _("No connection. The session goes on, and what you do is kept here."),
        "unkept": _(
            "This device cannot keep the session safely; it is kept on the server while there is a connection."
        ),
        "refused": _("The server did not take what was sent."),
        "sending": _("Sending what you did …"),
        "to_send": _("Kept on this device; it is sent when the connection is back."),
        "saved": _("Everything is saved in the diary."),
        "muscle": {"buttock": _("buttock"), "thigh": _("thigh"), "belly": _("belly"), "other": _("another muscle")},
        "discreet": {
            "title": pgettext("a neutral name for a session", "Timer"),
            "ready": _("Soon"),
            "work": pgettext("a neutral word for effort", "One"),
            "hold": pgettext("a neutral word for effort", "One"),
            "release": pgettext("a neutral word for letting go", "Two"),
            "rest": _("Break"),
            "set_rest": _("Break"),
            "switch": _("Change"),
        },
    }
