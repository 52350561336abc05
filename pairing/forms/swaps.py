from django import forms


class SwapForm(forms.Form):
    theirs = forms.TypedChoiceField(
        label="With whom",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "That review can no longer be swapped.",
        },
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        pairings_by_id = {str(pairing.pk): pairing for pairing in candidates}
        self.fields["theirs"].choices = [
            (pk, f"{pairing.reviewer.name}, who reviews {pairing.owner.name}")
            for pk, pairing in pairings_by_id.items()
        ]
        self.fields["theirs"].coerce = pairings_by_id.__getitem__
