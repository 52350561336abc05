from django import forms

MAX_LENGTH = 10_000


class CommentForm(forms.Form):
    """`thread` is the comment it replies to. An app adds fields for what the thread is about."""

    body = forms.CharField(
        label="Comment", max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )
    thread = forms.IntegerField(required=False, widget=forms.HiddenInput)
