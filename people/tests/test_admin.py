import pytest
from django.contrib import admin
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from audit.models import Event
from audit.tests.trail import facts, verbs
from notifications.models import Notice
from people.models import Invitation, User
from people.signals import person_joined
from people.tests.factories import InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a horse that is correct"

OURS = [model for model in admin.site._registry if model._meta.app_label == "people"]


@pytest.fixture
def as_admin(client, world):
    client.force_login(UserFactory(superuser=True, password=make_password(PASSWORD)))
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
    data = {"email": "New@Support.example", "name": "New"}
    response = as_admin.post(reverse("admin:people_user_add"), data)
    person = User.objects.get(email="new@support.example")
    assert response.url == reverse("admin:people_user_changelist")
    assert verbs(person) == ["invited", "person added"]


def test_admin_refuses_an_address_that_is_taken_in_other_letters(as_admin, world):
    data = {"email": world.engineer.email.upper(), "name": "New"}
    response = as_admin.post(reverse("admin:people_user_add"), data)
    assert "already has this e-mail address" in response.content.decode()


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


@pytest.mark.parametrize("ids", ["[1]", '{"csv": 7}', r'{"csv": "\u0000"}', r'{"\ud800": "7"}'])
def test_admin_refuses_ids_that_imports_cannot_read(as_admin, world, ids):
    address = reverse("admin:people_user_change", args=[world.engineer.pk])
    data = {"email": world.engineer.email, "name": "X", "external_ids": ids}
    assert "Write the ids as" in as_admin.post(address, data).content.decode()


def change(client, person, **typed):
    """Post the form of an account with these fields changed."""
    stored = {"email": person.email, "name": person.name, "external_ids": "{}"}
    stored["own_password"] = PASSWORD
    flags = {flag: "on" for flag in ("is_staff", "is_superuser") if getattr(person, flag)}
    address = reverse("admin:people_user_change", args=[person.pk])
    return client.post(address, stored | flags | typed)


def test_admin_links_the_cases_of_a_new_helpdesk_id(as_admin, world):
    joined = []
    person_joined.connect(lambda user, **kwargs: joined.append(user), weak=False, dispatch_uid="t")
    change(as_admin, world.engineer, external_ids='{"csv": "7"}')
    person_joined.disconnect(dispatch_uid="t")
    assert joined == [world.engineer]
    assert facts(world.engineer) == {"fields": ["external_ids"]}


def test_admin_sees_the_sentence_of_an_action_that_refused_and_what_was_typed(as_admin):
    admin = User.objects.get(is_superuser=True)
    response = change(as_admin, admin, name="Typed", is_superuser="")
    page = response.content.decode()
    assert "is the last admin" in page
    assert 'value="Typed"' in page
    assert User.objects.get(pk=admin.pk).name == admin.name


def test_last_admin_without_staff_access_is_refused(as_admin):
    admin = User.objects.get(is_superuser=True)
    assert "is the last admin" in change(as_admin, admin, is_staff="").content.decode()
    assert User.objects.get(pk=admin.pk).is_staff


def test_admin_sets_a_password_and_its_owner_is_notified(as_admin, world):
    change(as_admin, world.engineer, new_password="a mule that is stubborn")
    world.engineer.refresh_from_db()
    assert world.engineer.check_password("a mule that is stubborn")
    assert verbs(world.engineer) == ["password set"]
    assert Notice.objects.filter(kind="password_changed", recipient=world.engineer).exists()


@pytest.mark.parametrize("typed", [{"email": "x@x.example"}, {"new_password": "a mule in a barn"}])
def test_admin_without_their_own_password_changes_no_address_or_password(as_admin, world, typed):
    page = change(as_admin, world.engineer, own_password="wrong", **typed).content.decode()
    assert "That is not your password." in page
    assert verbs(world.engineer) == []


def test_admin_sets_no_password_of_their_own_here(as_admin):
    admin = User.objects.get(is_superuser=True)
    page = change(as_admin, admin, new_password="a mule that is stubborn").content.decode()
    assert "Change your own password on your profile." in page
    assert as_admin.get(reverse("me")).status_code == 200


def test_admin_refuses_a_weak_password(as_admin, world):
    page = change(as_admin, world.engineer, new_password="short").content.decode()
    assert "too short" in page
    assert verbs(world.engineer) == []


def test_admin_refuses_a_zone_that_is_none(as_admin, world):
    address = reverse("admin:people_organisation_change", args=[world.organisation.pk])
    page = as_admin.post(
        address, {"name": "X", "time_zone": "Europe/Nowhere", "country": "DE"}
    ).content.decode()
    assert "Europe/Nowhere is not a time zone." in page


def test_admin_changes_the_organisation_by_the_products_action(as_admin, world):
    address = reverse("admin:people_organisation_change", args=[world.organisation.pk])
    as_admin.post(address, {"name": "Southwind", "time_zone": "UTC", "country": ""})
    assert facts(world.organisation) == {"name": "Southwind", "time_zone": "UTC", "country": ""}


def test_admin_does_not_write_what_has_a_page(as_admin, world):
    for row in (world.team, world.membership, world.absence):
        address = reverse(f"admin:people_{row._meta.model_name}_change", args=[row.pk])
        assert as_admin.get(address).status_code == 200
        assert as_admin.post(address, {"name": "X"}).status_code == 403


def test_admin_changes_own_password_on_the_page_of_the_product(as_admin):
    response = as_admin.post(reverse("admin:password_change"))
    assert response.url == reverse("account_change_password")
