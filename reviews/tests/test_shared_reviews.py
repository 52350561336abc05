"""Reviews that a pool shares with managers: the third tab of the list, and its notice."""

import pytest
from django.urls import reverse

from notifications.models import Notice
from pairing.tests.factories import PairingFactory
from people.tests.factories import MembershipFactory, UserFactory
from reviews import actions
from reviews.tests.factories import NOW, sent_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    manager = UserFactory(name="Nadia Rossi")
    client.force_login(manager)
    return manager


@pytest.fixture
def shared(manager):
    """A review by Hana, whom Nadia manages."""
    pairing = PairingFactory(
        reviewer__name="Hana Kim", owner__name="Ana Duarte", draw__cycle__visibility="managers"
    )
    MembershipFactory(user=pairing.reviewer, manager=manager)
    return sent_review(pairing=pairing)


def test_shared_review_is_listed_with_its_reason_until_it_is_opened_as_new(client, shared):
    page = client.get(reverse("reviews"))
    assert page.context["side"] == "shared"
    assert page.context["unread"] == 1
    assert "You manage Hana" in page.text
    client.get(reverse("review", args=[shared.pk]))
    page = client.get(reverse("reviews"), {"side": "shared"})
    assert page.context["unread"] == 0
    assert shared.case.subject in page.text


def test_manager_reads_who_sees_that_they_read_it_even_once_it_is_acknowledged(client, shared):
    actions.acknowledge_review(shared, by=shared.owner, now=NOW)
    page = " ".join(client.get(reverse("review", args=[shared.pk])).text.split())
    assert "You manage Hana. Hana and Ana see that you can read it" in page


def test_shared_review_is_announced_in_the_inbox_alone(manager, shared):
    notices = Notice.objects.filter(kind="review_shared")
    assert list(notices.values_list("recipient", "channel")) == [(manager.pk, "inbox")]


def test_notice_of_a_review_that_was_opened_elsewhere_is_read(manager, shared):
    Notice.objects.update(sent_at=NOW)
    actions.open_review(shared, by=manager, now=NOW)
    assert not Notice.objects.visible_to(manager).unread().exists()
    assert Notice.objects.visible_to(shared.owner).unread().exists()


def test_recalled_review_leaves_the_list_and_the_inbox_of_a_manager(client, manager, shared):
    Notice.objects.update(sent_at=NOW)
    actions.recall_review(shared, by=shared.reviewer, now=NOW)
    assert "Nobody shares reviews" in client.get(reverse("reviews"), {"side": "shared"}).text
    assert not Notice.objects.visible_to(manager).exists()
    page = client.get(reverse("review", args=[shared.pk]))
    assert page.status_code == 409
    assert "Hana recalled this review" in page.text


def test_shared_review_is_in_no_export(client, shared):
    page = client.get(reverse("reviews_export"), {"side": "shared"})
    assert page.context["count"] == 0


def test_shared_tab_is_hidden_from_people_with_whom_nothing_is_shared(client):
    review = sent_review()
    client.force_login(review.owner)
    assert "Shared with me" not in client.get(reverse("reviews")).text
