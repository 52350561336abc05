from django import forms

from core.ids import LARGEST_ID
from notifications.topics import topics


class SeenForm(forms.Form):
    """What an open page shows: the unread count and, in the inbox, the newest notice."""

    unread = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
    newest = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)

    def values(self):
        self.is_valid()
        return self.cleaned_data.get("unread"), self.cleaned_data.get("newest")


class ReadForm(forms.Form):
    """`up_to` is the newest notice that the page showed, `about` the topic of its filter."""

    up_to = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    about = forms.ChoiceField(required=False, choices=lambda: topics().items())
