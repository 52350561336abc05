"""All staff see people and teams, coordinators change them; absences are private."""

from casereview.tests.personas.row import (
    NOT_THAT_WAY,
    RUN_THE_PROGRAMME,
    SIGNED_IN,
    Row,
    anybody,
    only,
    staff,
)
from core.weeks import WEEK
from people.tests.persona_world import token_in
from people.tokens import link_to_confirm, link_to_restore, token_of

OWN_TIME = ("reviewer", "manager")


def reviewer(world):
    return {"pk": world.reviewer.pk}


def invited(world):
    return {"pk": world.invited.pk}


def invitation(world):
    return {"pk": world.invitation.pk}


def left(world):
    return {"pk": world.left.pk}


def membership(world):
    return {"pk": world.membership.pk}


def absence(world):
    return {"pk": world.absence.pk}


def team(world):
    return {"pk": world.emea.pk}


def empty_team(world):
    return {"pk": world.empty_team.pk}


def token(world):
    return {"token": token_of(world.invitation)}


def torn_token(world):
    return {"token": token_of(world.invitation)[:-3]}


def used_token(world):
    return {"token": token_of(world.used_invitation)}


def token_to_confirm(world):
    return {"token": token_in(link_to_confirm(world.address_waiting))}


def token_to_restore(world):
    return {"token": token_in(link_to_restore(world.address_changed))}


def proposal(world):
    return {"pk": world.proposal.pk}


def dismissed(world):
    return {"pk": world.dismissed.pk}


def away(world):
    return {"first_day": world.monday + 9 * WEEK, "last_day": world.monday + 9 * WEEK}


def runs(status):
    """`status` for who runs the programme, 403 for everybody else signed in."""
    return only(status, *RUN_THE_PROGRAMME, others=403)


HIDDEN = dict.fromkeys(SIGNED_IN, 409) | {"anonymous": 200}

DOORS = [
    Row("setup", get=anybody(404), post=anybody(404)),
    Row("invitation", about="open", kwargs=token, get=HIDDEN, post=HIDDEN | {"anonymous": 422}),
    Row("invitation", about="torn", kwargs=torn_token, get=anybody(404), post=anybody(404)),
    Row("invitation", about="used", kwargs=used_token, get=anybody(410), post=anybody(410)),
    Row("demo_sign_in", kwargs=reviewer, get=NOT_THAT_WAY, post=anybody(404)),
]
DIRECTORY = [
    Row("people", get=staff(200)),
    Row("person", kwargs=reviewer, get=staff(200)),
    Row("invite", get=runs(200), post=runs(422)),
    Row("correct_person", about="not in yet", kwargs=invited, get=runs(200), post=runs(422)),
    Row("correct_person", about="in", kwargs=reviewer, get=runs(403), post=runs(403)),
    Row(
        "change_roles",
        kwargs=reviewer,
        get=runs(200),
        post=runs(302),
        data=lambda world: {"roles": []},
    ),
    Row("invite_person", about="not in yet", kwargs=invited, get=NOT_THAT_WAY, post=runs(302)),
    Row("invite_person", about="in", kwargs=reviewer, get=NOT_THAT_WAY, post=runs(403)),
    Row(
        "withdraw_invitation",
        kwargs=invitation,
        get=NOT_THAT_WAY,
        post=only(302, *RUN_THE_PROGRAMME),
    ),
    Row("deactivate_person", kwargs=reviewer, get=runs(200), post=runs(302)),
    Row(
        "sign_out_everywhere",
        kwargs=reviewer,
        get=NOT_THAT_WAY,
        post=only(302, "reviewer", "superuser", others=403),
    ),
    Row("reactivate_person", kwargs=left, get=NOT_THAT_WAY, post=runs(302)),
]
PROPOSALS = [
    Row("invitations", get=only(200, *RUN_THE_PROGRAMME)),
    Row("proposals", get=only(200, *RUN_THE_PROGRAMME), post=only(422, *RUN_THE_PROGRAMME)),
    Row("dismissed_proposals", get=only(200, *RUN_THE_PROGRAMME)),
    Row("dismiss_proposals", get=NOT_THAT_WAY, post=only(302, *RUN_THE_PROGRAMME)),
    Row("restore_proposal", kwargs=dismissed, get=NOT_THAT_WAY, post=only(302, *RUN_THE_PROGRAMME)),
]
TEAMS = [
    Row("teams", get=staff(200), post=runs(302), data=lambda world: {"name": "Support APAC"}),
    Row(
        "team",
        kwargs=team,
        get=staff(200),
        post=runs(302),
        data=lambda world: {"name": "Support Europe"},
    ),
    Row("add_members", kwargs=team, get=runs(200), post=runs(422)),
    Row("assign_manager", kwargs=team, get=NOT_THAT_WAY, post=runs(302)),
    Row("delete_team", about="empty", kwargs=empty_team, get=runs(200), post=runs(302)),
    Row("add_membership", kwargs=reviewer, get=runs(200), post=runs(422)),
    Row("change_membership", kwargs=membership, get=runs(200), post=runs(422)),
    Row("end_membership", kwargs=membership, get=runs(200), post=runs(422)),
]
ABSENCES = [
    Row(
        "absences",
        kwargs=reviewer,
        get=only(200, *OWN_TIME, others=403),
        post=only(302, *OWN_TIME, others=403),
        data=away,
    ),
    Row("absence", kwargs=absence, get=only(200, *OWN_TIME), post=only(302, *OWN_TIME), data=away),
    Row("remove_absence", kwargs=absence, get=NOT_THAT_WAY, post=only(302, *OWN_TIME)),
]
ME = [
    Row("me", get=staff(200)),
    Row(
        "me_readme",
        get=NOT_THAT_WAY,
        post=staff(302),
        data=lambda world: {"text": "Tell me straight."},
    ),
    Row("me_absences", get=NOT_THAT_WAY, post=staff(302), data=away),
    Row(
        "me_notifications", get=NOT_THAT_WAY, post=staff(302), data=lambda world: {"mail": "daily"}
    ),
    Row(
        "me_slack", get=NOT_THAT_WAY, post=staff(302), data=lambda world: {"slack_id": "U024BE7LH"}
    ),
    Row(
        "me_profile",
        get=NOT_THAT_WAY,
        post=staff(302),
        data=lambda world: {"name": "Ana", "time_zone": "UTC"},
    ),
    Row(
        "me_shortcuts",
        get=NOT_THAT_WAY,
        post=staff(302),
        data=lambda world: {"single_keys": "off"},
    ),
    Row("theme", get=NOT_THAT_WAY, post=anybody(302), data=lambda world: {"theme": "dark"}),
]
ACCOUNTS = [
    Row("change_address", get=staff(200), post=staff(422)),
    Row(
        "confirm_address",
        about="waiting",
        kwargs=token_to_confirm,
        get=only(200, "reviewer", others=410),
        post=only(302, "reviewer", others=410),
    ),
    Row(
        "restore_address",
        about="changed",
        kwargs=token_to_restore,
        get=anybody(200),
        post=anybody(302),
    ),
    Row("restore_address", about="torn", kwargs=torn_token, get=anybody(404), post=anybody(404)),
    Row(
        "account_set_password",
        get=only(302, "reviewer", "owner", "teammate", others=200),
        post=staff(302),
    ),
]
ROWS = [*DOORS, *DIRECTORY, *PROPOSALS, *TEAMS, *ABSENCES, *ME, *ACCOUNTS]
