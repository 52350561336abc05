import pytest
from django import forms
from django.test import RequestFactory

from core.forms import DayField, LineField, ProseField, bind, is_refused, render_form, zone_field

FACTORY = RequestFactory()


class NoteForm(forms.Form):
    note = LineField(max_length=9)
    file = forms.FileField(required=False)


def test_bind_on_get_judges_nothing():
    form = bind(NoteForm, FACTORY.get("/?note=x"), initial={"note": "first"})
    assert not form.is_bound
    assert form["note"].value() == "first"


@pytest.mark.parametrize(("note", "refused"), [("fits", False), ("", True), ("far too long", True)])
def test_bind_on_post_keeps_what_was_typed(note, refused):
    form = bind(NoteForm, FACTORY.post("/", {"note": note}))
    assert is_refused(form) == refused
    assert form["note"].value() == note


def test_bind_takes_files_only_when_asked_to():
    request = FACTORY.post("/", {"note": "x", "file": open(__file__, "rb")})  # noqa: SIM115  sent
    assert not bind(NoteForm, request).files
    assert bind(NoteForm, request, with_files=True).files


def test_line_and_prose_keep_one_and_many_lines():
    assert LineField().clean(" a\r\nb\x0bc ") == "a b c"
    assert ProseField().clean("a\r\nb") == "a\nb"


@pytest.mark.parametrize("day", ["1999-12-31", "2100-01-01", "soon"])
def test_day_outside_the_calendar_of_the_product_is_refused(day):
    with pytest.raises(forms.ValidationError):
        DayField().clean(day)


def test_zone_field_keeps_an_old_name_that_is_current():
    assert zone_field(current="US/Eastern").clean("US/Eastern") == "US/Eastern"
    with pytest.raises(forms.ValidationError):
        zone_field().clean("US/Eastern")


@pytest.mark.parametrize(
    ("data", "options", "status"),
    [({}, {}, 422), ({"note": "x"}, {}, 200), (None, {}, 200), (None, {"status": 409}, 409)],
)
def test_render_form_answers_422_for_a_refused_form(data, options, status):
    request = FACTORY.get("/") if data is None else FACTORY.post("/", data)
    form = bind(NoteForm, request)
    page = render_form(request, "parts/stale_text.html", {"text": "x"}, form=form, **options)
    assert page.status_code == status
