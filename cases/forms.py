from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from cases.importing.csv_file import parse_csv
from cases.importing.rows import UnreadableExport
from cases.importing.zip_file import is_zip, read_zip

LIMIT = 10 * 1024 * 1024
ROWS = 30_000  # what is read within the time of a request


class ImportForm(forms.Form):
    """Reads the file while it validates it, so that a file that cannot be read is told beside the field."""

    upload = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text="A CSV of cases, or a zip of a Zendesk export (tickets, users, organizations and comments as JSON). "
        "At most 10 MB and 30,000 rows; larger ones come in by the command.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.zip"}),
    )
    source = forms.SlugField(
        label="Helpdesk",
        required=False,
        max_length=40,
        help_text="A short name, such as zendesk. Left empty, it is “csv” or “zendesk”. "
        "The same case under two names is two cases.",
    )
    dry_run = forms.BooleanField(
        label="Only try it",
        required=False,
        help_text="Shows what would happen and changes nothing.",
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > LIMIT:
            raise ValidationError(
                f"The file has {upload.size / 1024**2:.0f} MB, more than the 10 MB that fit here."
            )
        data = upload.read()
        try:
            return (
                read_zip(data, settings.ZENDESK_FIELDS, ROWS)
                if is_zip(data)
                else (parse_csv(data, ROWS), "csv")
            )
        except UnreadableExport as error:
            raise ValidationError(str(error)) from error

    def clean_source(self):
        return self.cleaned_data["source"].lower()

    @property
    def export(self):
        return self.cleaned_data["upload"][0]

    @property
    def source_name(self):
        return self.cleaned_data["source"] or self.cleaned_data["upload"][1]

    @property
    def file_name(self):
        return self.files["upload"].name
