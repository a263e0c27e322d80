"""What a person may paste."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hofte.web.library.services import LARGEST_PAGE
from hofte.web.site.forms import PlainForm

TOO_LARGE = _("The page is larger than 1 MB. Paste only the part with the exercise.")


class PasteForm(PlainForm):
    """A page as text or as a file."""

    text = forms.CharField(
        label=_("Text of the page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "aria-describedby": "text-help"}),
    )
    file = forms.FileField(
        label=_("or a file (.md or .txt)"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".md,.markdown,.txt,text/plain,text/markdown"}),
    )

    def clean(self) -> dict[str, Any]:
        """Answer with ``page_text``: the file's text if there is a file, else the pasted one."""
        data = super().clean() or {}
        upload = data.get("file")
        text = _decoded(upload) if upload else str(data.get("text") or "")
        if not text.strip():
            raise forms.ValidationError(_("There is no text yet. Paste a page or choose a file."))
        if len(text.encode("utf-8", "surrogatepass")) > LARGEST_PAGE:
            raise forms.ValidationError(TOO_LARGE)
        # A database of text cannot hold NUL; the replacement keeps every span in its place.
        data["page_text"] = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return data


def _decoded(upload: UploadedFile) -> str:
    if upload.size and upload.size > LARGEST_PAGE:
        raise forms.ValidationError(TOO_LARGE)
    try:
        return str(upload.read().decode("utf-8"))
    except UnicodeDecodeError as error:
        message = _("This file is not plain text (UTF-8). Save the page as text or Markdown and try again.")
        raise forms.ValidationError(message) from error
