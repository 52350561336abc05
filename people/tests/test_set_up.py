from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from audit.models import Event
from core.errors import Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from people.actions import set_up
from people.models import Organisation, User
from people.tests.factories import UserFactory
from people.tokens import is_setup_code, setup_code

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


def do_set_up(email="ruth@support.example"):
    return set_up(
        organisation="Northwind",
        time_zone="Europe/Oslo",
        country="NO",
        name="Ruth Amsel",
        email=email,
        password="correct horse battery",
        now=NOW,
    )


def test_set_up_makes_organisation_and_an_admin_who_is_coordinator():
    admin = do_set_up()
    assert Organisation.objects.get().country == "NO"
    assert admin.is_superuser
    assert admin.groups.filter(name="Coordinators").exists()
    assert admin.check_password("correct horse battery")
    assert EmailAddress.objects.get(user=admin).verified


def test_set_up_twice_is_stale_and_makes_nobody():
    do_set_up()
    with pytest.raises(StaleState):
        do_set_up("second@support.example")
    assert not User.objects.filter(email="second@support.example").exists()


def test_set_up_with_an_address_that_is_here_is_refused_and_makes_nothing():
    UserFactory(email="ruth@support.example")
    with pytest.raises(Refused):
        do_set_up("Ruth@support.example")
    assert not Organisation.objects.exists()


def test_set_up_audit_names_organisation_and_admin():
    admin = do_set_up()
    event = Event.objects.get(verb="set up")
    assert (event.actor_id, event.subject_id) == (admin.pk, Organisation.objects.get().pk)


def test_set_up_whose_audit_fails_makes_nothing(audit_refuses):
    with audit_refuses():
        do_set_up()
    assert not Organisation.objects.exists()
    assert not User.objects.people().exists()


@pytest.mark.django_db(transaction=True)
def test_set_up_by_two_at_once_lets_one_win():
    results = run_together(*(lambda n=n: do_set_up(f"admin{n}@support.example") for n in range(4)))
    assert len(errors_of(results)) == 3
    assert Organisation.objects.count() == User.objects.people().count() == 1


def test_setup_code_is_the_same_for_one_key_and_another_for_another(settings):
    code = setup_code()
    assert code == setup_code()
    assert is_setup_code(f" {code.lower().replace('-', ' ')} ")
    settings.SECRET_KEY = "another"
    assert not is_setup_code(code)


def test_setup_code_wrong_in_odd_ways_is_no_code():
    for typed in ("", "é", "-", setup_code() + "A", "\0", "٣" * 8):
        assert not is_setup_code(typed)
