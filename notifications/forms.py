from django import forms

LARGEST = 2**63 - 1


class PageForm(forms.Form):
    """`before` is the key of an older page; anything else shows the newest one."""

    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)

    def value(self):
        return self.cleaned_data.get("before") if self.is_valid() else None


class ReadForm(forms.Form):
    """`up_to` is the newest notice that the page showed."""

    up_to = forms.IntegerField(min_value=1, max_value=LARGEST)
