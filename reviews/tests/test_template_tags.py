"""Tags that build HTML in Python escape what people wrote."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django import forms
from django.template import Context, Template

from cases.queries.detail import Message
from reviews.queries.conversations import Row

HOSTILE = '<em id="x">'


def render(source, **context):
    tags = "{% load conversations criteria marks %}"
    return Template(tags + source).render(Context(context))


class HostileForm(forms.Form):
    answer = forms.ChoiceField(choices=[("yes", HOSTILE)])
    comment = forms.CharField(max_length=1)


def hostile_criterion():
    texts = dict.fromkeys(["heading", "guidance", "why", "self_title"], HOSTILE)
    answer = SimpleNamespace(value="")
    return SimpleNamespace(pk=1, position=1, answer=answer, quotations=[], **texts)


def test_message_hostile_texts_are_escaped():
    said = Message(HOSTILE, HOSTILE, datetime(2026, 11, 25, tzinfo=UTC), HOSTILE, True, pk=1)
    source = "{% message row '/quote/' criterion True %}"
    text = render(source, row=Row(said, True, [2]), criterion=hostile_criterion())
    assert "<em" not in text
    assert "&lt;em" in text


def test_marks_hostile_texts_are_escaped():
    criterion = hostile_criterion()
    source = "{% marks rows %}{% said_head criterion %}{% comment_fold criterion '/x' text %}"
    text = render(source, rows=[(criterion, HOSTILE, True)], criterion=criterion, text=HOSTILE)
    assert "<em" not in text
    assert "&lt;em" in text


def test_criterion_fieldset_hostile_texts_are_escaped():
    form = HostileForm({"answer": "wrong", "comment": HOSTILE})
    form.add_error("answer", HOSTILE)
    form.add_error("comment", HOSTILE)
    source = "{% criterion_fieldset criterion form.answer form.comment %}"
    text = render(source, form=form, criterion=hostile_criterion())
    assert "<em" not in text
    assert "&lt;em" in text
