from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from cases.importing.file_types import SAMPLE, check_upload
from cases.importing.rows import UnreadableExport

ROWS = settings.IMPORT_LIMITS["upload"]["rows"]


class ImportForm(forms.Form):
    """Checks only size and type of the file, by its first bytes; the import job reads it."""

    upload = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text=(
            "A CSV of cases, a JSON file of Zendesk tickets, or a zip of a Zendesk export "
            "(tickets, users, organizations and comments). "
            f"At most {settings.IMPORT_UPLOAD_MB} MB and {ROWS:,} cases; use the command for more."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.zip,.json,.jsonl,.ndjson"}),
    )
    source = forms.SlugField(
        label="Helpdesk",
        required=False,
        max_length=40,
        help_text=(
            "A short name, such as zendesk. If empty: “csv” or “zendesk”. "
            "The same case under two names is two cases."
        ),
    )
    dry_run = forms.BooleanField(required=False)  # sent by the button "Preview"

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if not upload.size:
            raise ValidationError("The file is empty.")
        if upload.size > settings.IMPORT_UPLOAD_MB * 1024**2:
            limit = f"the limit is {settings.IMPORT_UPLOAD_MB} MB"
            raise ValidationError(f"The file is {upload.size / 1024**2:.0f} MB; {limit}.")
        try:
            check_upload(upload.read(SAMPLE))
        except UnreadableExport as error:
            raise ValidationError(str(error)) from error
        upload.seek(0)
        return upload

    def clean_source(self):
        return self.cleaned_data["source"].lower()
