import uuid

from django import forms
from django.core.files.uploadedfile import UploadedFile

from community.lib.uploads import MOST_BYTES, WORDS
from verification.models import Paper


class PaperForm(forms.Form):
    """Shape only: what the file holds, the reader finds out."""

    kind = forms.ChoiceField(choices=Paper.Kind, label="What it is")
    file = forms.FileField(
        label="The file",
        help_text=(
            f"A photo (JPEG, PNG or HEIC) or a PDF, up to {MOST_BYTES // 1_000_000} MB and ten "
            "pages. Cover what we need not see: the number of a passport, your address."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,.heic,.heif,.pdf"}),
        error_messages={"empty": WORDS["empty"], "required": "Please choose a file."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(WORDS["bytes"])
        return file
