from django.db import transaction

from audit.actions import record
from core.concurrency import lock, refuse_if_taken
from core.errors import NotAllowed, Refused, StaleState
from people.models import Membership, Team
from people.queries import today
from people.rules import can_manage_teams

TAKEN = "There is already a team with that name."


@transaction.atomic
def create_team(*, name, by, now):
    """Create an empty team. Raises `Refused` if the name is taken, ignoring case."""
    _require(by)
    with refuse_if_taken(TAKEN):
        team = Team.objects.create(name=name)
    record("team made", team, by=by, now=now)
    return team


@transaction.atomic
def rename_team(team, *, name, by, now):
    """Rename `team`. Raises `Refused` if the name is taken."""
    _require(by)
    with refuse_if_taken(TAKEN):
        if not Team.objects.filter(pk=team.pk).update(name=name):
            raise StaleState("This team has been deleted.")
    record("team renamed", team, by=by, now=now)


@transaction.atomic
def delete_team(team, *, by, now):
    """Delete a team without current or future members.

    Its past memberships are deleted too; the audit event keeps the ids of the people.
    """
    _require(by)
    if not Team.objects.filter(pk=team.pk).exists():
        raise StaleState("This team has been deleted.")
    team = lock(team)
    if Membership.objects.not_over(today(now)).filter(team=team).exists():
        raise Refused(f"{team} has members. Move them to another team first.")
    past = list(Membership.objects.filter(team=team).values_list("user_id", flat=True))
    record("team deleted", team, by=by, now=now, past_members=past)
    team.delete()


def _require(by):
    if not can_manage_teams(by):
        raise NotAllowed("Only coordinators can change teams.")
