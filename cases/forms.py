from django import forms
from django.core.exceptions import ValidationError

from cases.importing.rows import UnreadableExport
from cases.importing.table import START
from cases.importing.upload import check_upload

LIMIT = 10 * 1024 * 1024


class ImportForm(forms.Form):
    """Checks only the beginning of the file; the import job reads the rest."""

    upload = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text=(
            "A CSV file of cases, or a zip of a Zendesk export (tickets, users, organizations and "
            "comments as JSON). At most 10 MB and 30,000 rows; use the command for larger files."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.zip"}),
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
    dry_run = forms.BooleanField(
        label="Only try it",
        required=False,
        help_text="Shows what would happen, but changes nothing.",
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > LIMIT:
            megabytes = upload.size / 1024**2
            raise ValidationError(f"The file has {megabytes:.0f} MB; the limit is 10 MB.")
        try:
            check_upload(upload.read(START))
        except UnreadableExport as error:
            raise ValidationError(str(error)) from error
        upload.seek(0)
        return upload

    def clean_source(self):
        return self.cleaned_data["source"].lower()
