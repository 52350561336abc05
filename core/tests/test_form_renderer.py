import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from core.form_renderer import FormRenderer

CHOICES = [("", "None"), (1, "<One>"), ("Group & more", [("2", mark_safe("<b>Two</b>"))])]
ATTRS = {"class": "a<b", "required": True, "disabled": False, "min": 1, "title": '"'}
WIDGETS = [
    forms.TextInput(ATTRS),
    forms.PasswordInput(),
    forms.HiddenInput(),
    forms.NumberInput(),
    forms.CheckboxInput(ATTRS),
    forms.Textarea(ATTRS),
    forms.Select(ATTRS, CHOICES),
    forms.SelectMultiple(ATTRS, CHOICES),
    forms.RadioSelect(ATTRS, CHOICES),
    forms.CheckboxSelectMultiple(ATTRS, CHOICES),
    forms.ClearableFileInput(),
]
VALUES = (
    st.none() | st.integers() | st.text() | st.sampled_from(["", "1", "2", "<", mark_safe("<")])
)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@given(value=VALUES)
def test_widget_has_the_html_of_django(widget, value):
    written = widget.render("na<me", value, {"id": "x"}, FormRenderer())
    assert written == widget.render("na<me", value, {"id": "x"}, DjangoTemplates())


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_single_option_has_the_html_of_django(widget):
    class Form(forms.Form):
        field = forms.ChoiceField(choices=CHOICES, widget=widget)

    ours, theirs = (
        [option.tag() for option in Form(initial={"field": "2"}, renderer=renderer)["field"]]
        for renderer in (FormRenderer(), DjangoTemplates())
    )
    assert ours == theirs
    assert any("checked" in tag for tag in ours)
