"""An invitation to review is for the colleague, the case owner and whoever invited."""

from casereview.tests.personas.row import NOT_THAT_WAY, Row, only


def invitation(world):
    return {"pk": world.review_invitation.pk}


def case_of_owner(world):
    return {"pk": world.review_invitation.case_id}


def invited_colleague(world):
    return {"reviewer": world.teammate.pk}


ROWS = [
    Row(
        "invite_reviewer",
        kwargs=case_of_owner,
        get=only(200, "owner", "manager", others=403),
        post=only(302, "owner", "manager", others=403),
        data=invited_colleague,
    ),
    Row("review_invitation", kwargs=invitation, get=only(200, "reviewer", "owner", "manager")),
    Row(
        "invitation_accept",
        kwargs=invitation,
        get=NOT_THAT_WAY,
        post=only(302, "reviewer") | {"owner": 403, "manager": 403},
    ),
    Row(
        "invitation_decline",
        kwargs=invitation,
        get=NOT_THAT_WAY,
        post=only(302, "reviewer") | {"owner": 403, "manager": 403},
    ),
    Row(
        "invitation_withdraw",
        kwargs=invitation,
        get=NOT_THAT_WAY,
        post=only(302, "owner", "manager") | {"reviewer": 403},
    ),
]
