"""What of a file a reader sees: comments and code are hidden in place, so that every span stays right."""

from __future__ import annotations

import re

#: Comments of HTML and of Liquid, fenced code, code between backticks. Each ends at its own mark or at the end of
#: the text, so no input makes a search go back over what it has read.
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|\{%-?[ \t]*comment[ \t]*-?%\}.*?(?:\{%-?[ \t]*endcomment[ \t]*-?%\}|\Z)"
    r"|^ {0,3}(?P<fence>```|~~~).*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|`[^`\r\n]*+`",
    re.DOTALL | re.MULTILINE,
)
_INK = re.compile(r"[^\r\n]")


def blank_hidden(text: str) -> str:
    """The text with spaces for what is hidden, as long as before and with the same lines."""
    return _HIDDEN.sub(lambda found: _INK.sub(" ", found.group()), text)
