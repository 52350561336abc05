from django import forms

from notifications.topics import topics

LARGEST = 2**63 - 1


def key_field(**options):
    return forms.IntegerField(min_value=1, max_value=LARGEST, **options)


class InboxForm(forms.Form):
    """Inbox filters; `before` is the key of an older page. Invalid values are ignored."""

    show = forms.ChoiceField(required=False, choices=[("unread", "Unread")])
    about = forms.ChoiceField(required=False, choices=lambda: topics().items())
    before = key_field(required=False)

    def values(self):
        self.is_valid()
        clean = self.cleaned_data
        return {
            "unread": clean.get("show") == "unread",
            "about": clean.get("about", ""),
            "before": clean.get("before"),
        }


class SeenForm(forms.Form):
    """What an open page shows: the unread count and, in the inbox, the newest notice."""

    unread = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    newest = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)

    def values(self):
        self.is_valid()
        return self.cleaned_data.get("unread"), self.cleaned_data.get("newest")


class ReadForm(forms.Form):
    """`up_to` is the newest notice that the page showed, `about` the topic of its filter."""

    up_to = key_field()
    about = forms.ChoiceField(required=False, choices=lambda: topics().items())
