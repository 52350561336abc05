from django import forms

from rubrics.models import Rubric

MOST_WORKDAYS = 15
DEFAULT = "default"


class OpeningForm(forms.Form):
    """On which of the last working days of a month it opens."""

    opening_workdays = forms.IntegerField(
        label="Working days before the month ends",
        min_value=1,
        max_value=MOST_WORKDAYS,
        help_text="5 opens a month on the first of its last five working days.",
    )

    def __init__(self, *args, workdays=None, **kwargs):
        super().__init__(*args, initial={"opening_workdays": workdays}, **kwargs)


class RubricForm(forms.Form):
    """`default` is the rubric of teams that chose none; cleaned as None."""

    rubric = forms.ChoiceField()

    def __init__(self, *args, team_settings, default, **kwargs):
        chosen = team_settings.rubric_id
        super().__init__(*args, initial={"rubric": chosen or DEFAULT}, **kwargs)
        self.rubrics = {str(each.pk): each for each in Rubric.objects.choosable(keeping=chosen)}
        names = [(pk, rubric.name) for pk, rubric in self.rubrics.items()]
        self.fields["rubric"].choices = [(DEFAULT, f"Default: {default}"), *names]

    def clean_rubric(self):
        return self.rubrics.get(self.cleaned_data["rubric"])


class BlindModeForm(forms.Form):
    is_blind = forms.BooleanField(required=False, label="Blind mode")

    def __init__(self, *args, team_settings, **kwargs):
        super().__init__(*args, initial={"is_blind": team_settings.is_blind}, **kwargs)
