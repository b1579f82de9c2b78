"""The form by which a PDF is checked."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from objectives.files import clean_name, type_of
from objectives.models import LARGEST
from probation_planning.ui.forms import HouseForm

CHOOSE = "Choose the PDF that is to be checked."


class CheckForm(HouseForm):
    """A PDF of 10 MB at most, known by its content."""

    file = forms.FileField(
        label="PDF to check",
        help_text="Up to 10 MB. It is compared and not kept.",
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".pdf,application/pdf"}),
        error_messages={"required": CHOOSE, "invalid": CHOOSE},
    )

    def clean_file(self) -> bytes:
        """Its bytes."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        name = clean_name(upload.name or "")
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError(f"“{name}” is larger than 10 MB, and no pack is. Choose another file.")
        content: bytes = upload.read()
        try:
            # Whatever it is called: what it holds counts.
            type_of("file.pdf", content)
        except ValueError as wrong:
            sentence = f"“{name}” is empty." if not content else f"“{name}” is no PDF."
            raise forms.ValidationError(f"{sentence} {CHOOSE}") from wrong
        return content
