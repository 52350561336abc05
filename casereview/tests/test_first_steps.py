import pytest
from django.utils import timezone

from casereview.first_steps import first_steps_page
from cases.tests.factories import CaseFactory
from pairing.tests.factories import DrawFactory, PoolFactory, PoolMembershipFactory
from people.tests.factories import ProposalFactory, TeamFactory, UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def coordinator(client):
    person = UserFactory(coordinator=True)
    client.force_login(person)
    return person


def test_my_week_of_a_coordinator_is_the_first_steps_until_the_first_draw(client, coordinator):
    assert "Set up your first pool" in client.get("/").content.decode()
    DrawFactory()
    assert "Set up your first pool" not in client.get("/").content.decode()


def test_first_steps_are_ticked_by_what_is_there(coordinator):
    assert first_steps_page(timezone.now())["done"] == 0
    CaseFactory()
    TeamFactory()
    PoolMembershipFactory.create_batch(2, pool=PoolFactory())
    page = first_steps_page(timezone.now())
    assert [step.is_done for step in page["steps"]] == [True, True, True, True, False]
    assert page["current"] == 4


def test_first_steps_name_the_people_who_wait_to_be_confirmed(client, coordinator):
    ProposalFactory(name="Zoe Hart")
    assert "Zoe Hart" in client.get("/").content.decode()
