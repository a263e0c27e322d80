"""What was noticed while reading, in the words of the interface: by its code, since the reader speaks English only."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hofte.core.finding import Finding
from hofte.rules.catalogue import RuleNotSaid, RuleUnknown, rule

_WORDS = {
    "front-matter": gettext_lazy("The page's header could not be read, so only its text was used."),
    "date-order": gettext_lazy("The page says that it was changed before it was published."),
    "date-unreadable": gettext_lazy("A date on the page could not be read."),
    "language-unknown": gettext_lazy("The page names a language that Hofte does not read."),
    "language-untold": gettext_lazy("The language could not be told; doses may be missed."),
    "kind-unknown": gettext_lazy("The page names a kind of page that Hofte does not know."),
    "comment-open": gettext_lazy("A comment that never ends hides the rest of the page."),
    "page-too-long": gettext_lazy("The page is very long; only its beginning was read."),
    "scope-refused": gettext_lazy(
        "The page's header would take squeezes out of the rules for them. The rules stay on."
    ),
    "style-refused": gettext_lazy(
        "The page's header would take squeezes out of the rules for them. The rules stay on."
    ),
    "style-release": gettext_lazy(
        "The page's header says that this is about letting go, so no rule for squeezes is on."
    ),
}


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as it is shown."""

    severity: str
    line: int
    words: str


def finding_view(finding: Finding) -> FindingView:
    """Say a finding; one that has no words of its own says that something in the header was passed over."""
    return FindingView(finding.severity, finding.line, _say(finding.code))


def _say(code: str) -> str:
    if code in _WORDS:
        return str(_WORDS[code])
    try:
        return rule(code).say(get_language() or "en")
    except (RuleUnknown, RuleNotSaid):
        return _("Something in the page's header was not understood and was passed over.")
