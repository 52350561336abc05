from django import forms

from notifications.states import Channel

BY = ((Channel.MAIL, "E-mail to me"), (Channel.SLACK, "Slack message to me"))
LONGEST = 80  # of a Slack channel's name


class TestForm(forms.Form):
    """What to test: a channel to yourself, or a Slack channel by name."""

    __test__ = False  # no test class for pytest

    channel = forms.ChoiceField(choices=BY)
    target = forms.CharField(required=False, max_length=LONGEST, strip=True)

    def clean(self):
        data = super().clean()
        if data.get("target") and data.get("channel") != Channel.SLACK:
            raise forms.ValidationError("You can post to a channel only in Slack.")
        return data
