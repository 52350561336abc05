"""The audit trail in admin, and the confirmation page of bulk actions."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from audit.actions import record
from audit.queries import list_visible_events, search_events
from people.models import Team
from people.tests.factories import ProposalFactory, TeamFactory, UserFactory

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
EVENTS = "/admin/audit/event/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    person = UserFactory(superuser=True, name="Ruth Admin")
    client.force_login(person)
    client.person = person
    return client


def test_events_name_who_did_what_to_what(admin):
    team = TeamFactory()
    record("team renamed", team, by=UserFactory(name="Ana Duarte"), now=NOW, before="Old")
    page = admin.get(EVENTS).content.decode()
    assert "Ana Duarte" in page
    assert "before Old" in page
    assert reverse("admin:people_team_change", args=[team.pk]) in page


def test_events_about_what_the_reader_may_not_see_are_left_out():
    team = TeamFactory()
    by = UserFactory(superuser=True)
    record("team renamed", team, by=by, now=NOW)
    assert list_visible_events(by, [Team]).count() == 1
    assert list_visible_events(UserFactory(is_active=False), []).count() == 0


def test_quiet_events_are_left_out_for_admins_too():
    person = UserFactory()
    record("absence added", person, by=person, now=NOW)
    assert not list_visible_events(UserFactory(superuser=True), [type(person)])


@pytest.mark.parametrize(
    ("words", "found"), [("team", 1), ("Ana", 2), ("renamed", 1), ("{pk}", 1), ("9" * 30, 0)]
)
def test_events_are_found_by_who_what_and_id(words, found):
    team = TeamFactory(pk=880_041)
    ana = UserFactory(name="Ana Duarte", superuser=True)
    record("team renamed", team, by=ana, now=NOW)
    record("confirmed", ProposalFactory(), by=ana, now=NOW)
    assert search_events(list_visible_events(ana, []), words.format(pk=team.pk)).count() == found


def test_history_of_an_object_shows_its_events_by_page(admin):
    team = TeamFactory()
    for _ in range(51):
        record("team renamed", team, by=admin.person, now=NOW)
    address = reverse("admin:people_team_history", args=[team.pk])
    assert admin.get(address).content.decode().count("Team renamed") == 50
    assert "page 2 of 2" in admin.get(address, {"p": 2}).content.decode()


def test_history_of_what_is_not_there_leads_back(admin):
    assert admin.get(reverse("admin:people_team_history", args=[0])).status_code == 302


def test_trail_cannot_be_written_by_hand(admin):
    event = record("team renamed", TeamFactory(), by=admin.person, now=NOW)
    assert admin.get(f"{EVENTS}add/").status_code == 403
    assert admin.post(f"{EVENTS}{event.pk}/change/", {"verb": "x"}).status_code == 403
    assert admin.post(f"{EVENTS}{event.pk}/delete/", {"post": "yes"}).status_code == 403


def test_events_are_counted_by_who_did_them(admin):
    record("team renamed", TeamFactory(), by=admin.person, now=NOW)
    assert "Ruth Admin (1)" in admin.get(EVENTS, {"_facets": "True"}).content.decode()


@pytest.mark.parametrize("year", ["0", "99999", "x", "\0"])
def test_year_that_no_calendar_has_is_refused(admin, year):
    assert admin.get(EVENTS, {"at__year": year}).status_code == 400


@pytest.mark.parametrize("name", ["verb", "about", "at__gte"])
def test_nul_byte_in_a_filter_is_refused(admin, name):
    assert admin.get(EVENTS, {name: "a\0b"}).status_code == 400


@pytest.mark.parametrize("row", ["abc", "\0", ""])
def test_chosen_row_that_is_no_number_is_refused(admin, row):
    chosen = {"action": "dismiss", "_selected_action": row}
    assert admin.post(reverse("admin:people_proposal_changelist"), chosen).status_code == 400
