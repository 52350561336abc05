from datetime import timedelta

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from people.models import Membership
from people.queries import today
from people.rules import can_manage_people
from people.states import Role

DAY = timedelta(days=1)
COPIED_FIELDS = ("user", "team", "role", "manager", "is_primary")


@transaction.atomic
def start_membership(person, *, team, role, manager, is_primary, first_day, by, now):
    """Add `person` to `team` from `first_day` on and return the membership.

    The first team is always the main one. Raises `Refused` if they are in that team on that day
    already, or would be their own manager.
    """
    _require(by, person, manager)
    person = lock(person)
    if Membership.objects.not_over(first_day).filter(user=person, team=team).exists():
        raise Refused(f"{person} is already in {team}. Change that membership instead.")
    main = Membership.objects.open().filter(user=person, is_primary=True).first()
    if main and is_primary:
        _change_from(main, max(first_day, main.first_day), is_primary=False)
    membership = Membership.objects.create(
        user=person,
        team=team,
        role=role,
        manager=manager,
        is_primary=is_primary or not main,
        first_day=first_day,
    )
    record("joined team", person, by=by, now=now, **_facts(membership))
    return membership


@transaction.atomic
def change_membership(membership, *, team, role, manager, is_primary, first_day, by, now):
    """Change a membership from `first_day` on; until the day before it stays as it was.

    Returns the new membership. A change from its first day on corrects it in place. Raises
    `StaleState` if it has ended or changed meanwhile, and `Refused` if the person is in that team
    already.
    """
    _require(by, membership.user, manager)
    person = lock(membership.user)
    membership = _get_open(membership)
    if first_day < membership.first_day:
        raise Refused("A membership cannot change before its first day.")
    if (
        Membership.objects.not_over(first_day)
        .filter(user=person, team=team)
        .exclude(pk=membership.pk)
        .exists()
    ):
        raise Refused(f"{person} is already in {team}.")
    main = (
        Membership.objects.open()
        .filter(user=person, is_primary=True)
        .exclude(pk=membership.pk)
        .first()
    )
    if main and is_primary:
        _change_from(main, max(first_day, main.first_day), is_primary=False)
    changed = _change_from(
        membership,
        first_day,
        team=team,
        role=role,
        manager=manager,
        is_primary=is_primary or not main,
    )
    record("membership changed", person, by=by, now=now, **_facts(changed))
    return changed


@transaction.atomic
def add_members(team, people, *, role, manager, by, now):
    """Add `people` to `team` from today on; returns how many memberships it started.

    Whoever is in the team already is skipped, and nobody becomes their own manager.
    """
    if not can_manage_people(by):
        raise NotAllowed("Only coordinators can change who is in which team.")
    day = today(now)
    members = set(Membership.objects.not_over(day).filter(team=team).values_list("user", flat=True))
    newcomers = [person for person in people if person.pk not in members]
    for person in newcomers:
        start_membership(
            person,
            team=team,
            role=role,
            manager=None if person == manager else manager,
            is_primary=False,
            first_day=day,
            by=by,
            now=now,
        )
    return len(newcomers)


@transaction.atomic
def assign_manager(team, manager, *, by, now):
    """Make `manager` the manager of all engineers of `team` from today on; returns how many change.

    For somebody who joins later, the manager changes on their first day.
    """
    if not can_manage_people(by):
        raise NotAllowed("Only coordinators can change who is in which team.")
    engineers = Membership.objects.open().filter(team=team, role=Role.ENGINEER)
    engineers = engineers.exclude(user=manager).exclude(manager=manager).select_related("user")
    changed = list(engineers.order_by("user_id"))
    for membership in changed:
        change_membership(
            membership,
            team=team,
            role=membership.role,
            manager=manager,
            is_primary=membership.is_primary,
            first_day=max(today(now), membership.first_day),
            by=by,
            now=now,
        )
    return len(changed)


@transaction.atomic
def end_membership(membership, *, last_day, by, now):
    """End a membership after `last_day`. Raises `Refused` for the main team if there are others."""
    _require(by, membership.user, None)
    person = lock(membership.user)
    membership = _get_open(membership)
    others = Membership.objects.open().filter(user=person).exclude(pk=membership.pk)
    if membership.is_primary and others.exists():
        raise Refused(
            f"{membership.team} is the main team of {person}. Make another one the main team first."
        )
    close_membership(membership, last_day)
    record(
        "left team", person, by=by, now=now, team=membership.team_id, last_day=last_day.isoformat()
    )


def _require(by, person, manager):
    if not can_manage_people(by):
        raise NotAllowed("Only coordinators can change who is in which team.")
    if manager and manager.pk == person.pk:
        raise Refused("Nobody can be their own manager.")


def _get_open(membership):
    current = (
        Membership.objects.open().filter(pk=membership.pk).select_related("team", "user").first()
    )
    if current is None:
        raise StaleState("This membership has been changed or ended.", membership.user)
    return current


def _change_from(membership, first_day, **changes):
    """End `membership` the day before and start its successor, or change it if it starts then."""
    if first_day <= membership.first_day:
        Membership.objects.filter(pk=membership.pk).update(**changes)
        return Membership.objects.get(pk=membership.pk)
    close_membership(membership, first_day - DAY)
    values = {field: getattr(membership, field) for field in COPIED_FIELDS}
    return Membership.objects.create(**values | changes, first_day=first_day)


def close_membership(membership, last_day):
    """Set the last day, or delete a membership that would end before it starts."""
    row = Membership.objects.filter(pk=membership.pk)
    if last_day < membership.first_day:
        row.delete()
    else:
        row.update(last_day=last_day)


def _facts(membership):
    return {
        "team": membership.team_id,
        "role": membership.role,
        "manager": membership.manager_id,
        "is_primary": membership.is_primary,
        "first_day": membership.first_day.isoformat(),
    }
