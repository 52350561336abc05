from django import forms

from rubrics.models import Rubric

MOST_WORKDAYS = 15


class OpeningForm(forms.Form):
    """On which of the last working days of a month it opens."""

    opening_workdays = forms.IntegerField(
        label="A month opens on the first of its last … working days",
        min_value=1,
        max_value=MOST_WORKDAYS,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )

    def __init__(self, *args, workdays=None, **kwargs):
        super().__init__(*args, initial={"opening_workdays": workdays}, **kwargs)


class RubricForm(forms.Form):
    rubric = forms.ModelChoiceField(Rubric.objects.none(), required=False, empty_label=None)

    def __init__(self, *args, team_settings, default, **kwargs):
        super().__init__(*args, initial={"rubric": team_settings.rubric_id or ""}, **kwargs)
        rubrics = Rubric.objects.choosable(keeping=team_settings.rubric_id)
        self.fields["rubric"].queryset = rubrics
        self.fields["rubric"].empty_label = f"The default: {default}" if default else "None yet"


class BlindModeForm(forms.Form):
    is_blind = forms.BooleanField(required=False, label="Blind mode")

    def __init__(self, *args, team_settings, **kwargs):
        super().__init__(*args, initial={"is_blind": team_settings.is_blind}, **kwargs)
