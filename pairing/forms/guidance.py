from django import forms

from core.forms import ProseField, SeenAtField
from pairing.models import Pool
from pairing.queries import default_guidance, guidance_of

LENGTH = Pool._meta.get_field("guidance").max_length


class GuidanceForm(forms.Form):
    text = ProseField(
        label="Guidance",
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"class": "input--tall", "rows": 24}),
    )
    seen_at = SeenAtField()

    def __init__(self, *args, pool, **kwargs):
        initial = {"text": guidance_of(pool), "seen_at": pool.guidance_at}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_text(self):
        """The default is stored as an empty text, so that the pool follows later versions of it."""
        text = self.cleaned_data["text"].strip()
        return "" if text == default_guidance() else text
