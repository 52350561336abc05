"""Forms and buttons of coordinators, as they are sent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Invitation, Membership, Team, User
from people.states import COORDINATORS
from people.tests.factories import UserFactory
from people.tokens import link_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, world):
    """Send a form as the coordinator (or `by`) and follow where it leads."""

    def post(name, *args, data=None, by=None):
        client.force_login(by or world.coordinator)
        return client.post(reverse(name, args=args), data or {}, follow=True)

    return post


def text(response):
    return response.content.decode()


def new(**changes):
    return {
        "name": "Newt New",
        "email": "Newt@Support.example",
        "team": "",
        "role": "engineer",
        "manager": "",
    } | changes


def test_invite_leads_to_the_person_with_the_link(send, world):
    response = send("invite", data=new(team=world.team.pk, manager=world.boss.pk))
    person = User.objects.get(email="newt@support.example")
    assert person.memberships.get().manager == world.boss
    assert link_of(Invitation.objects.get(user=person)) in text(response)


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "Ana.Duarte"},
        {"name": "\0"},
        {"team": "x"},
        {"manager": "1 OR 1"},
        {"role": "king"},
    ],
)
def test_invite_with_something_wrong_keeps_what_was_typed(send, wrong):
    response = send("invite", data=new(**wrong))
    assert response.status_code == 422
    assert "Newt" in text(response)


def test_invite_of_a_taken_address_names_who_has_it(send, world):
    response = send("invite", data=new(email=world.left.email.upper()))
    assert "Lou Left was here and has left under this address." in text(response)


def test_invite_under_somebody_who_is_no_manager_is_refused(send, world):
    assert send("invite", data=new(manager=world.engineer.pk)).status_code == 422


def test_person_page_shows_the_link_to_coordinators_only(client, world):
    Invitation.objects.update(expires_at=timezone.now() + timezone.timedelta(days=1))
    url = reverse("person", args=[world.invited.pk])
    client.force_login(world.boss)
    assert "/invitations/" not in text(client.get(url))
    client.force_login(world.coordinator)
    assert link_of(world.invitation) in text(client.get(url))


def test_person_page_of_an_invited_admin_shows_no_link_to_a_coordinator(client, world):
    User.objects.filter(pk=world.invited.pk).update(is_superuser=True)
    client.force_login(world.coordinator)
    assert "/invitations/" not in text(client.get(reverse("person", args=[world.invited.pk])))


def test_invite_person_again_and_withdraw(send, world):
    send("invite_person", world.invited.pk)
    newest = Invitation.objects.get(withdrawn_at=None)
    assert newest.pk != world.invitation.pk
    send("withdraw_invitation", newest.pk)
    assert not Invitation.objects.filter(withdrawn_at=None).exists()
    assert send("withdraw_invitation", newest.pk).status_code == 409


def test_withdraw_invitation_by_a_stranger_is_not_found(send, world):
    assert send("withdraw_invitation", world.invitation.pk, by=world.stranger).status_code == 404


def test_correct_person_by_form(send, world):
    send(
        "correct_person", world.invited.pk, data={"name": "Ida Bell", "email": "ida@right.example"}
    )
    assert User.objects.get(pk=world.invited.pk).email == "ida@right.example"


def test_change_roles_by_form(send, world):
    send("change_roles", world.engineer.pk, data={"roles": [COORDINATORS]})
    assert User.objects.get(pk=world.engineer.pk).is_coordinator
    assert send("change_roles", world.engineer.pk, data={"roles": ["Kings"]}).status_code == 422


def test_deactivate_and_reactivate_by_form(send, world, client):
    client.force_login(world.engineer)
    send("deactivate_person", world.engineer.pk)
    assert not User.objects.get(pk=world.engineer.pk).is_active
    send("reactivate_person", world.engineer.pk)
    assert User.objects.get(pk=world.engineer.pk).is_active


def test_deactivated_person_is_out_at_once(client, world):
    client.force_login(world.engineer)
    other = type(client)()
    other.force_login(world.coordinator)
    other.post(reverse("deactivate_person", args=[world.engineer.pk]))
    assert client.get(reverse("people")).status_code == 302


def test_membership_is_added_changed_and_ended_by_form(send, world):
    place = {
        "team": world.empty_team.pk,
        "role": "engineer",
        "manager": "",
        "first_day": "2026-11-02",
    }
    send("add_membership", world.engineer.pk, data=place)
    made = Membership.objects.get(team=world.empty_team)
    send("change_membership", made.pk, data=place | {"role": "manager", "first_day": "2026-11-09"})
    changed = Membership.objects.open().get(team=world.empty_team)
    assert (changed.role, str(changed.first_day)) == ("manager", "2026-11-09")
    send("end_membership", changed.pk, data={"last_day": "2026-11-13"})
    assert not Membership.objects.open().filter(team=world.empty_team).exists()
    assert send("end_membership", changed.pk, data={"last_day": "2026-11-13"}).status_code == 409


@pytest.mark.parametrize("day", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-13-45"])
def test_membership_from_no_real_day_is_refused(send, world, day):
    place = {"team": world.empty_team.pk, "role": "engineer", "manager": "", "first_day": day}
    assert send("add_membership", world.engineer.pk, data=place).status_code == 422


def test_membership_in_the_same_team_says_so_beside_the_field(send, world):
    place = {"team": world.team.pk, "role": "engineer", "manager": "", "first_day": "2026-11-16"}
    assert "is already in Support EMEA" in text(
        send("add_membership", world.engineer.pk, data=place)
    )


def test_change_membership_before_it_began_says_so(send, world):
    place = {"team": world.team.pk, "role": "engineer", "manager": "", "first_day": "2019-01-01"}
    response = send("change_membership", world.membership.pk, data=place)
    assert "before its first day" in text(response)


def test_team_is_made_renamed_and_deleted_by_form(send):
    send("teams", data={"name": " Support\n APAC "})
    team = Team.objects.get(name="Support APAC")
    send("team", team.pk, data={"name": "Support Pacific"})
    assert Team.objects.get(pk=team.pk).name == "Support Pacific"
    send("delete_team", team.pk)
    assert not Team.objects.filter(pk=team.pk).exists()


def test_team_of_a_taken_name_says_so(send):
    send("teams", data={"name": "Support APAC"})
    assert "There is already a team with that name" in text(
        send("teams", data={"name": "support apac"})
    )


def test_team_by_a_stranger_is_refused(send, world):
    assert send("teams", data={"name": "X"}, by=world.stranger).status_code == 403
    assert send("team", world.team.pk, data={"name": "X"}, by=world.stranger).status_code == 403
    assert send("delete_team", world.empty_team.pk, by=world.stranger).status_code == 403


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=duarte", ["Ana Duarte"]),
        ("q=ADA%40", []),
        ("show=left", ["Lou Left"]),
        ("q=%00", None),
        ("team=x&show=nobody&page=-4", None),
        ("page=99999999999999999999", None),
    ],
)
def test_directory_filters_and_odd_values(client, world, query, names):
    client.force_login(world.engineer)
    response = client.get(f"{reverse('people')}?{query}")
    assert response.status_code == 200
    listed = [person.name for person in response.context["page"]]
    assert names is None or listed == names


def test_directory_by_team_and_by_who_is_not_in_yet(client, world):
    joined = UserFactory(password="x", team=world.team)
    client.force_login(world.coordinator)
    response = client.get(reverse("people"), {"team": world.team.pk})
    assert {person.pk for person in response.context["page"]} == {
        world.boss.pk,
        world.engineer.pk,
        joined.pk,
    }
    response = client.get(reverse("people"), {"show": "invited", "q": "Ida"})
    assert [person.name for person in response.context["page"]] == ["Ida Invited"]
