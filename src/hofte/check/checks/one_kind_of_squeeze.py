"""PF13: pelvic-floor training has both quick and long squeezes."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject


@check(
    Code(
        "PF13",
        "info",
        "All pelvic-floor exercises of the page are of one kind. The muscle has quick and slow fibres: add quick "
        "squeezes to the long ones, or long to the quick.",
    )
)
def one_kind_of_squeeze(subject: Subject) -> Iterator[Note]:
    """Find pages whose squeezes are all quick, or all long."""
    squeezes = [one for one in subject.reading.exercises if one.scope == "PF" and one.style in ("quick", "long")]
    kinds = {one.style for one in squeezes}
    if len(kinds) == 1 and not any(variant.style not in kinds for one in squeezes for variant in one.variants):
        yield Note("PF13", squeezes[0].line, None, {"name": squeezes[0].name})
