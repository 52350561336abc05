from django import forms
from django.core.exceptions import ValidationError

from cases.importing.rows import UnreadableExport
from cases.importing.table import START
from cases.importing.upload import check_upload

LIMIT = 10 * 1024 * 1024


class ImportForm(forms.Form):
    """Looks at the beginning of the file alone; the job that imports it reads the rest."""

    upload = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text=(
            "A CSV of cases, or a zip of a Zendesk export (tickets, users, organizations and "
            "comments as JSON). At most 10 MB and 30,000 rows; import larger ones by the command."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.zip"}),
    )
    source = forms.SlugField(
        label="Helpdesk",
        required=False,
        max_length=40,
        help_text=(
            "A short name, such as zendesk. Left empty, it is “csv” or “zendesk”. "
            "The same case under two names is two cases."
        ),
    )
    dry_run = forms.BooleanField(
        label="Only try it",
        required=False,
        help_text="Shows what would happen and changes nothing.",
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > LIMIT:
            megabytes = upload.size / 1024**2
            raise ValidationError(
                f"The file has {megabytes:.0f} MB, more than the 10 MB that fit here."
            )
        try:
            check_upload(upload.read(START))
        except UnreadableExport as error:
            raise ValidationError(str(error)) from error
        upload.seek(0)
        return upload

    def clean_source(self):
        return self.cleaned_data["source"].lower()
