from django import forms

from core.forms import ProseField
from pairing.models import Pool
from pairing.queries import default_guidance, guidance_of
from people.forms.profile import read_moment

LENGTH = Pool._meta.get_field("guidance").max_length


class GuidanceForm(forms.Form):
    """`seen_at` is the save time of the text on screen, so that no newer one is overwritten."""

    text = ProseField(
        label="Guidance",
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"class": "input--tall", "rows": 24}),
    )
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, pool, **kwargs):
        seen_at = pool.guidance_at.isoformat() if pool.guidance_at else ""
        initial = {"text": guidance_of(pool), "seen_at": seen_at}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_text(self):
        """The default is stored as an empty text, so that the pool gets a better one some day."""
        text = self.cleaned_data["text"].strip()
        return "" if text == default_guidance() else text

    def clean_seen_at(self):
        return read_moment(self.cleaned_data["seen_at"])
