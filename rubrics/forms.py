from django import forms

from core.forms import LineField
from core.ids import read_id
from rubrics.models import Rubric
from rubrics.wording import LONGEST_TEXT, LONGEST_TITLE, MOST, PARTS, Wording

LABELS = {"title": "title", "guidance": "guidance", "why": "why it matters", "allows_na": "n/a"}
NOTHING = {part: getattr(Wording(), part) for part in PARTS}


class NameForm(forms.Form):
    """The name of `rubric`, or of one to be made."""

    name = LineField(
        label="Name",
        max_length=Rubric._meta.get_field("name").max_length,
        help_text="It stands on every review.",
    )

    def __init__(self, *args, rubric=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.rubric = rubric

    def clean_name(self):
        name = self.cleaned_data["name"]
        if (
            Rubric.objects.filter(name__iexact=name)
            .exclude(pk=self.rubric and self.rubric.pk)
            .exists()
        ):
            raise forms.ValidationError("There is a rubric of that name already.")
        return name


class NewForm(NameForm):
    copy_of = forms.ModelChoiceField(
        label="Start from",
        queryset=Rubric.objects.none(),
        required=False,
        empty_label="An empty page",
        help_text="The criteria of the rubric you choose are copied; changing one does not change the other.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["copy_of"].queryset = Rubric.objects.published()


class RevisionForm(forms.Form):
    """What somebody looked at when they confirmed."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class WordingForm(RevisionForm):
    """The whole draft in one form: `rows` says how many criteria follow. A draft may be unfinished."""

    rows = forms.IntegerField(min_value=0, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, data=None, *, rows=(), revision=0):
        super().__init__(data, initial={"revision": revision, "rows": len(rows)})
        self.size = len(rows) if data is None else count_of(data)
        for at in range(self.size):
            kept = rows[at] if at < len(rows) else Wording()
            self.fields |= {
                f"{part}_{at}": field_for(part, at, getattr(kept, part)) for part in PARTS
            }

    def lines(self):
        """The fields of each criterion, with its number, for the page."""
        for at in range(self.size):
            yield {"number": at + 1, "at": at} | {part: self[f"{part}_{at}"] for part in PARTS}

    def typed(self):
        """What stands in the fields now, valid or not."""
        return [
            Wording(*(self[f"{part}_{at}"].value() or NOTHING[part] for part in PARTS))
            for at in range(self.size)
        ]

    def wordings(self):
        data = self.cleaned_data
        return [Wording(*(data[f"{part}_{at}"] for part in PARTS)) for at in range(self.size)]


def count_of(data):
    """How many criteria a posted form holds; a forged number is capped here and refused by its field."""
    return min(read_id(data.get("rows")) or 0, MOST)


def field_for(part, at, kept):
    about = {"required": False, "initial": kept, "label": f"Criterion {at + 1}, {LABELS[part]}"}
    if part == "title":
        return LineField(max_length=LONGEST_TITLE, **about)
    if part == "allows_na":
        return forms.BooleanField(**about)
    return forms.CharField(
        max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 2}), **about
    )


class PreviewForm(forms.Form):
    """The two fields a reviewer has for each criterion, to be looked at and tried: nothing is ever sent."""

    def __init__(self, rows):
        super().__init__(auto_id="preview_%s")
        self.rows = rows
        for at, row in enumerate(rows):
            choices = [("yes", "Yes"), ("no", "No"), *([("na", "n/a")] if row.allows_na else [])]
            self.fields[f"answer_{at}"] = forms.ChoiceField(
                choices=choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"comment_{at}"] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 1}), required=False
            )

    def lines(self):
        for at, row in enumerate(self.rows):
            criterion = {
                "position": at + 1,
                "title": row.title or "Untitled",
                "guidance": row.guidance,
                "why": row.why,
            }
            yield {
                "criterion": criterion,
                "answer": self[f"answer_{at}"],
                "note": self[f"comment_{at}"],
            }
