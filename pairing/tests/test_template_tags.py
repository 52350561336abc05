"""Tags that build HTML in Python escape what people wrote."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.template import Context, Template

from pairing.forms.fields import HintedRadios
from pairing.queries.draws import PairRow
from pairing.queries.pools import Member
from people.models import User

HOSTILE = '<em id="x">'


def render(source, **context):
    return Template("{% load choices members pairs %}" + source).render(Context(context))


def test_choice_cards_hostile_texts_are_escaped():
    widget = HintedRadios(hints={"x": HOSTILE})
    field = forms.ChoiceField(choices=[("x", HOSTILE)], widget=widget, label=HOSTILE)
    form = type("HostileForm", (forms.Form,), {"field": field})()
    text = render("{% choice_cards form.field %}", form=form)
    assert "<em" not in text
    assert "&lt;em" in text


def test_member_items_hostile_name_is_escaped():
    member = Member(User(pk=1, name=HOSTILE), date(2026, 11, 2), False, None)
    pool = SimpleNamespace(slug="pool")
    text = render("{% member_items members pool %}", members=[member], pool=pool)
    assert "<em" not in text
    assert "&lt;em" in text


def test_pair_row_hostile_texts_are_escaped():
    person = User(pk=1, name=HOSTILE)
    pairing = SimpleNamespace(
        pk=1, reviewer=person, owner=person, progress="assigned", progress_word=HOSTILE
    )
    row = PairRow(pairing, HOSTILE, HOSTILE, HOSTILE, True, True, True)
    text = render("{% pair_row row %}", row=row)
    assert "<em" not in text
    assert "&lt;em" in text
