from datetime import UTC, date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django import forms
from django.template import Context, Template
from django.utils import timezone
from django.utils.safestring import mark_safe

from core.work_items import WorkItem
from pairing.ring import draw_ring

HOSTILE = '<b id="x">'
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
HANA = SimpleNamespace(pk=7, name="Hana <Kim>")


def html(source, **context):
    return Template("{% load casereview %}" + source).render(Context(context))


def test_avatar_beside_a_name_is_silent_and_toned_by_key():
    text = html("{% avatar person 's' %}", person=HANA)
    assert text == '<span class="avatar avatar--s" data-tone="2" aria-hidden="true">HK</span>'


def test_avatar_alone_speaks_the_name_escaped():
    assert 'role="img" aria-label="Hana &lt;Kim&gt;"' in html(
        "{% avatar person label=True %}", person=HANA
    )


@pytest.mark.parametrize("person", [None, "", "Ingrid Sæther", SimpleNamespace(pk=None, name="")])
def test_avatar_of_anybody_or_nobody_renders(person):
    assert 'class="avatar' in html("{% avatar person %}", person=person)


def test_person_shows_name_and_sub_escaped():
    text = html("{% person person sub=sub name='You' %}", person=HANA, sub="R&D")
    assert ">You<" in text
    assert "R&amp;D" in text


@pytest.mark.parametrize(
    ("state", "icon"), [("acknowledged", "circle-check"), ("late", "clock-alert"), ("", "circle")]
)
def test_state_has_the_icon_of_that_state_alone(state, icon):
    drawn = html("{% load lucide %}{% lucide icon size=14 aria_hidden='true' %}", icon=icon)
    assert f'data-state="{state}">{drawn} ' in html("{% state name %}", name=state)


@time_machine.travel(datetime(2026, 11, 18, 23, 30, tzinfo=UTC), tick=False)
def test_when_counts_days_in_the_readers_zone():
    at = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)
    with timezone.override(
        ZoneInfo("Asia/Tokyo")
    ):  # there it is the 19th already, and then it was the 18th
        assert ">yesterday, 08:30</time>" in html("{{ at|when }}", at=at)
        assert 'datetime="2026-11-18T08:30+09:00"' in html("{{ at|when }}", at=at)
    with timezone.override(ZoneInfo("America/New_York")):
        assert ">Yesterday, 18:30</time>" in html('{{ at|when:"start" }}', at=at)


@time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False)
def test_day_takes_dates_and_moments():
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert ">Monday 16 November</time>" in html("{{ day|day }}", day=date(2026, 11, 16))
        assert ">Tue 17 Nov</time>" in html(
            "{{ at|short_day }}", at=datetime(2026, 11, 16, 20, tzinfo=UTC)
        )
        assert ">2 days ago</time>" in html("{{ day|ago }}", day=date(2026, 11, 16))


@pytest.mark.parametrize("filter_name", ["when", "ago", "day", "short_day"])
def test_date_filters_of_nothing_are_empty(filter_name):
    assert html("{{ at|" + filter_name + " }}", at=None) == ""


class Form(forms.Form):
    name = forms.CharField(help_text="As colleagues say it.")
    rhythm = forms.ChoiceField(
        choices=[("w", "Weekly"), ("b", "Every two weeks")], widget=forms.RadioSelect
    )
    quiet = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)


def test_form_pack_ties_help_and_error_to_the_control():
    text = html(
        "{% load crispy_forms_tags %}{% crispy form %}", form=Form({"name": "", "rhythm": "w"})
    )
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_helptext"' in text
    assert 'id="id_name_error"' in text
    assert 'class="input"' in text


class HostileForm(forms.Form):
    name = forms.CharField(label=HOSTILE, help_text=HOSTILE)
    secret = forms.CharField(widget=forms.PasswordInput, help_text=mark_safe("<i>Safe</i>"))


def test_form_field_hostile_texts_are_escaped():
    form = HostileForm({"name": HOSTILE, "secret": "x"})
    form.add_error("name", HOSTILE)
    text = html("{% load form_fields %}{% form_field form.name %}", form=form)
    assert "<b" not in text
    assert text.count("&lt;b") == 4
    assert "<i>Safe</i>" in html("{% load form_fields %}{% form_field form.secret %}", form=form)


def test_work_item_hostile_texts_are_escaped():
    item = WorkItem("kind", HOSTILE, HOSTILE, HOSTILE, HOSTILE, since=NOW, since_word=HOSTILE)
    text = html("{% load my_week %}{% work_item item %}", item=item)
    assert "<b" not in text
    assert text.count("&lt;b id=&quot;x&quot;&gt;") == 5


def test_form_pack_summary_links_wrong_fields_in_page_order_and_takes_focus():
    text = html("{% include 'crispy/errors.html' %}", form=Form({}))
    assert text.index('href="#id_name"') < text.index('href="#id_rhythm')
    assert 'tabindex="-1"' in text
    assert "2 things to fix" in text


def test_form_pack_right_form_shows_no_summary():
    assert (
        html("{% include 'crispy/errors.html' %}", form=Form({"name": "x", "rhythm": "w"})).strip()
        == ""
    )


def test_form_pack_links_of_the_summary_all_lead_somewhere():
    text = html("{% load crispy_forms_tags %}{% crispy form %}", form=Form({}))
    targets = [part.split('"')[0] for part in text.split('href="#')[1:]]
    assert targets
    assert all(f'id="{target}"' in text for target in targets)


def test_ring_template_writes_attributes_only():
    ring = draw_ring([(1, "Ana <b>"), (2, "Bo")], [(1, 2)], 1, size=300)
    text = html(
        "{% include 'parts/ring.html' with label=label %}", ring=ring, label='Ana "reviews" Bo'
    )
    assert "style=" not in text
    assert 'aria-label="Ana &quot;reviews&quot; Bo"' in text
