import pytest
from django.utils import timezone

from notifications.models import Attempt, Notice
from notifications.states import DropReason
from notifications.tests.kinds import make_notice
from people.tests.factories import UserFactory

LIST = "/admin/notifications/notice/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(superuser=True, name="Ruth Admin"))
    return client


def dead():
    return make_notice(
        sent=False, dead_at=timezone.now(), tries=12, last_error="SMTPServerDisconnected"
    )


def choose(action, *notices, **more):
    return {"action": action, "_selected_action": [notice.pk for notice in notices], **more}


def test_outbox_lists_dead_letters_with_the_kind_of_failure(admin):
    dead(), make_notice()
    page = admin.get(LIST, {"state": "dead"}).content.decode()
    assert "SMTPServerDisconnected" in page
    assert "1 notice" in page


def test_outbox_shows_no_text(admin):
    notice = dead()
    for address in (LIST, f"{LIST}{notice.pk}/change/"):
        assert "Hello" not in admin.get(address).content.decode()


@pytest.mark.parametrize("action", ["send_again", "drop"])
def test_action_on_dead_letters_asks_first(admin, action):
    letter = dead()
    sent = make_notice()
    page = admin.post(LIST, choose(action, letter, sent)).content.decode()
    assert "1 notice." in page
    assert letter.recipient.name in page
    assert sent.recipient.name in page.partition("Skipped")[2]
    assert not Notice.objects.due(timezone.now()).exists()


def test_dead_letter_is_sent_again(admin):
    letter = dead()
    response = admin.post(LIST, choose("send_again", letter, confirmed="yes"), follow=True)
    assert "Resend dead letters: done for 1 notice." in response.content.decode()
    assert list(Notice.objects.due(timezone.now())) == [letter]


def test_waiting_and_dead_ones_are_dropped(admin):
    notices = [dead(), make_notice(sent=False), make_notice()]
    admin.post(LIST, choose("drop", *notices, confirmed="yes"))
    assert Notice.objects.filter(dropped_why=DropReason.BY_HAND).count() == 2


def test_timeline_of_a_notice_has_its_tries_and_who_sent_it_again(admin):
    letter = dead()
    Attempt.objects.create(notice=letter, at=timezone.now(), error="SMTPServerDisconnected")
    admin.post(LIST, choose("send_again", letter, confirmed="yes"))
    page = admin.get(f"{LIST}{letter.pk}/change/").content.decode().partition("Timeline")[2]
    steps = [
        "Queued",
        "Failed for good",
        "An admin resent it",
        "Ruth Admin",
        "Due, waiting for a worker",
    ]
    assert sorted(steps, key=page.find) == steps
    assert all(step in page for step in steps)


def test_page_of_a_dead_letter_offers_what_its_list_does(admin):
    letter = dead()
    sent = make_notice()
    offered = admin.get(f"{LIST}{letter.pk}/change/").content.decode()
    assert f'formaction="{LIST}">Resend' in offered
    assert "formaction" not in admin.get(f"{LIST}{sent.pk}/change/").content.decode()


def test_outbox_cannot_be_written_by_hand(admin):
    letter = dead()
    assert admin.get(f"{LIST}add/").status_code == 403
    assert admin.post(f"{LIST}{letter.pk}/change/", {"tries": 0}).status_code == 403
    assert admin.post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Notice.objects.get().tries == 12


def test_outbox_is_closed_to_coordinators(client):
    client.force_login(UserFactory(coordinator=True))
    assert client.get(LIST).status_code == 302
