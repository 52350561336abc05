import pytest
from django.utils import timezone

from notifications.models import Notice
from notifications.tests.kinds import make_notice
from people.tests.factories import UserFactory

LIST = "/admin/notifications/notice/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(superuser=True))
    return client


def dead():
    return make_notice(sent=False, dead_at=timezone.now(), tries=12, last_error="SMTPServerDisconnected")


def test_outbox_lists_dead_letters_with_the_kind_of_failure(admin):
    dead(), make_notice()
    page = admin.get(LIST, {"state": "dead"}).content.decode()
    assert "SMTPServerDisconnected" in page
    assert "1 notice" in page


def test_outbox_shows_no_text(admin):
    notice = dead()
    for address in (LIST, f"{LIST}{notice.pk}/change/"):
        assert "Hello" not in admin.get(address).content.decode()


def test_dead_letter_is_sent_again(admin):
    letter = dead()
    response = admin.post(LIST, {"action": "send_again", "_selected_action": letter.pk}, follow=True)
    assert "One dead letter goes out again." in response.content.decode()
    assert list(Notice.objects.due(timezone.now())) == [letter]


def test_outbox_cannot_be_written_by_hand(admin):
    letter = dead()
    assert admin.get(f"{LIST}add/").status_code == 403
    assert admin.post(f"{LIST}{letter.pk}/change/", {"tries": 0}).status_code == 403
    assert admin.post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Notice.objects.get().tries == 12


def test_outbox_is_closed_to_coordinators(client):
    client.force_login(UserFactory(coordinator=True))
    assert client.get(LIST).status_code == 302
