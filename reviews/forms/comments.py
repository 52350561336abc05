from django import forms

from comments.forms import CommentForm


class ReviewCommentForm(CommentForm):
    criterion = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TakeawayForm(forms.Form):
    takeaway = forms.CharField(
        label="What I take from it",
        required=False,
        max_length=2000,
        help_text="Optional. Everyone who can read this review sees it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
