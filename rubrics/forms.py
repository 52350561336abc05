from django import forms

from core.forms import LineField
from core.ids import read_id
from rubrics.criteria import FIELDS, MAX_CRITERIA, MAX_TEXT_LENGTH, MAX_TITLE_LENGTH, CriterionText
from rubrics.models import Criterion, Rubric

LABELS = {
    "title": "title",
    "guidance": "guidance",
    "why": "why it matters",
    "allows_na": "n/a",
    "self_title": "title in self-assessments",
}
EMPTY = {field: getattr(CriterionText(), field) for field in FIELDS}


class RubricNameForm(forms.Form):
    """The name of `rubric`, or of a new one."""

    name = LineField(
        label="Name",
        max_length=Rubric._meta.get_field("name").max_length,
        help_text="Shown on every review.",
    )

    def __init__(self, *args, rubric=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.rubric = rubric

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = Rubric.objects.filter(name__iexact=name)
        if self.rubric:
            others = others.exclude(pk=self.rubric.pk)
        if others.exists():
            raise forms.ValidationError("There is already a rubric with that name.")
        return name


class NewRubricForm(RubricNameForm):
    copy_of = forms.ModelChoiceField(
        label="Start from",
        queryset=Rubric.objects.none(),
        required=False,
        empty_label="Empty",
        help_text="Copies the criteria of that rubric. Later changes to one do not affect the "
        "other.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["copy_of"].queryset = Rubric.objects.published()


class RevisionForm(forms.Form):
    """The revision that the page showed when its button was pressed."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class DraftForm(RevisionForm):
    """The whole draft in one form; `rows` is the number of criteria. A draft may be unfinished."""

    rows = forms.IntegerField(min_value=0, max_value=MAX_CRITERIA, widget=forms.HiddenInput)

    def __init__(self, data=None, *, rows=(), revision=0):
        super().__init__(data, initial={"revision": revision, "rows": len(rows)})
        self.size = len(rows) if data is None else posted_size(data)
        for index in range(self.size):
            saved = rows[index] if index < len(rows) else CriterionText()
            for field in FIELDS:
                self.fields[f"{field}_{index}"] = build_field(field, index, getattr(saved, field))

    def criterion_rows(self):
        """The number and bound fields of each criterion, for the page."""
        for index in range(self.size):
            bound_fields = {field: self[f"{field}_{index}"] for field in FIELDS}
            yield {"number": index + 1, "index": index, **bound_fields}

    def typed_texts(self):
        """The criteria as typed, valid or not."""
        texts = []
        for index in range(self.size):
            values = [self[f"{field}_{index}"].value() or EMPTY[field] for field in FIELDS]
            texts.append(CriterionText(*values))
        return texts

    def cleaned_texts(self):
        texts = []
        for index in range(self.size):
            values = [self.cleaned_data[f"{field}_{index}"] for field in FIELDS]
            texts.append(CriterionText(*values))
        return texts


def posted_size(data):
    """The number of criteria in a posted form. Its field refuses a forged number, capped here."""
    return min(read_id(data.get("rows")) or 0, MAX_CRITERIA)


def build_field(name, index, initial):
    options = {
        "required": False,
        "initial": initial,
        "label": f"Criterion {index + 1}, {LABELS[name]}",
    }
    if name in ("title", "self_title"):
        return LineField(max_length=MAX_TITLE_LENGTH, **options)
    if name == "allows_na":
        return forms.BooleanField(**options)
    return forms.CharField(
        max_length=MAX_TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), **options
    )


class PreviewForm(forms.Form):
    """The fields a reviewer fills in for each criterion. To try out only: it is never posted."""

    def __init__(self, rows):
        super().__init__(auto_id="preview_%s")
        self.rows = rows
        for index, row in enumerate(rows):
            choices = [("yes", "Yes"), ("no", "No")]
            if row.allows_na:
                choices.append(("na", "n/a"))
            self.fields[f"answer_{index}"] = forms.ChoiceField(
                choices=choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"comment_{index}"] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 1}), required=False
            )

    def criterion_rows(self):
        for index, row in enumerate(self.rows):
            criterion = Criterion(
                position=index + 1,
                guidance=row.guidance,
                why=row.why,
                self_title=row.self_title,
            )
            criterion.heading = row.title or "Untitled"
            yield {
                "criterion": criterion,
                "answer": self[f"answer_{index}"],
                "note": self[f"comment_{index}"],
            }
