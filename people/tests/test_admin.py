import pytest
from django.contrib import admin
from django.urls import reverse

from audit.models import Event
from people.models import Invitation, User
from people.tests.factories import InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label == "people"]


@pytest.fixture
def as_admin(client, world):
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_admin_lists_and_opens_every_model(as_admin, model):
    name = f"admin:people_{model._meta.model_name}"
    assert as_admin.get(
        reverse(f"{name}_changelist"),
        {"q": "a"} if admin.site._registry[model].search_fields else {},
    )
    row = model._base_manager.first()
    assert as_admin.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


def test_admin_adds_a_person_by_address_and_name(as_admin):
    data = {"email": "New@Support.example", "name": "New", "usable_password": "false"}
    as_admin.post(reverse("admin:people_user_add"), data)
    person = User.objects.get(email="new@support.example")
    assert not person.has_joined
    assert Event.objects.about(person).get().verb == "admin added"


def test_admin_refuses_an_address_that_is_taken_in_other_letters(as_admin, world):
    data = {"email": world.engineer.email.upper(), "name": "New", "usable_password": "false"}
    response = as_admin.post(reverse("admin:people_user_add"), data)
    assert "has this e-mail address already" in response.content.decode()


def test_admin_cannot_delete_people_or_the_organisation(as_admin, world):
    for thing in (world.engineer, world.organisation):
        url = reverse(f"admin:people_{thing._meta.model_name}_delete", args=[thing.pk])
        assert as_admin.post(url, {"post": "yes"}).status_code == 403


def test_admin_is_closed_to_coordinators(client, world):
    client.force_login(world.coordinator)
    assert client.get(reverse("admin:people_user_changelist")).status_code == 302


def choose(client, name, action, *rows, **more):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(
        reverse(f"admin:people_{name}_changelist"), data, follow=True
    ).content.decode()


def test_admin_deactivates_people_by_the_products_action_after_asking(as_admin, world):
    asked = choose(as_admin, "user", "deactivate", world.engineer, world.left)
    assert world.left.name in asked.partition("Skipped")[2]
    assert User.objects.get(pk=world.engineer.pk).is_active
    assert "done for 1 person" in choose(
        as_admin, "user", "deactivate", world.engineer, confirmed="yes"
    )
    assert Event.objects.about(world.engineer).get().verb == "deactivated"


def test_admin_names_whom_an_action_refused_and_goes_on_with_the_rest(as_admin, world):
    """One has come in by the time of the second click."""
    second = InvitationFactory(user=UserFactory(name="Second"))
    world.invited.set_password("a long enough password")
    world.invited.save()
    page = choose(as_admin, "invitation", "send_again", world.invitation, second, confirmed="yes")
    assert "done for 1 invitation" in page
    assert Invitation.objects.filter(user=second.user, withdrawn_at=None).count() == 1


def test_admin_withdraws_and_signs_out_by_the_products_actions(as_admin, world):
    choose(as_admin, "invitation", "withdraw", world.invitation, confirmed="yes")
    choose(as_admin, "user", "end_sessions", world.engineer, confirmed="yes")
    assert Invitation.objects.get(pk=world.invitation.pk).withdrawn_at
    assert Event.objects.about(world.engineer).get().verb == "signed out everywhere"


def test_admin_refuses_ids_that_imports_cannot_read(as_admin, world):
    address = reverse("admin:people_user_change", args=[world.engineer.pk])
    data = {
        "email": world.engineer.email,
        "name": "X",
        "time_zone": "UTC",
        "theme": "system",
        "external_ids": "[1]",
    }
    assert "Write the ids as" in as_admin.post(address, data).content.decode()


def test_admin_refuses_a_zone_that_is_none(as_admin, world):
    address = reverse("admin:people_organisation_change", args=[world.organisation.pk])
    page = as_admin.post(
        address, {"name": "X", "time_zone": "Europe/Nowhere", "country": "DE"}
    ).content.decode()
    assert "Europe/Nowhere is not a time zone." in page


def test_admin_takes_days_as_browsers_send_them(as_admin, world):
    address = reverse("admin:people_absence_change", args=[world.absence.pk])
    assert 'type="date"' in as_admin.get(address).content.decode()
    as_admin.post(
        address, {"user": world.engineer.pk, "first_day": "2026-12-22", "last_day": "2026-12-23"}
    )
    world.absence.refresh_from_db()
    assert world.absence.days == 2
