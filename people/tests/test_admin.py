import pytest
from django.contrib import admin
from django.urls import reverse

from audit.models import Event
from people.models import User
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label == "people"]


@pytest.fixture
def as_admin(client, world):
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_admin_lists_and_opens_every_model(as_admin, model):
    name = f"admin:people_{model._meta.model_name}"
    assert as_admin.get(reverse(f"{name}_changelist"), {"q": "a"} if admin.site._registry[model].search_fields else {})
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
