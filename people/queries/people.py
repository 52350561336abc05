"""The list of people and the page of one person, in a fixed number of queries."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Q

from audit.queries import list_history
from people.models import Absence, Invitation, Membership, Proposal, User
from people.queries.memberships import prefetch_memberships, reports_of
from people.states import ProposalState

PAGE_SIZE = 50


def not_joined():
    """Active people without a password and without a sign-in: `User.has_joined` is False."""
    return User.objects.active().filter(password__startswith="!", last_login=None)  # noqa: S106  the prefix of unusable passwords


def people_page(user, *, q, team, show, page, day):
    """A page of the people that `user` may see, by name, with their `current_memberships`."""
    shown = Q(pk__in=not_joined()) if show == "invited" else Q(is_active=show != "left")
    people = User.objects.visible_to(user).filter(shown)
    if q:
        people = people.filter(Q(name__icontains=q) | Q(email__icontains=q))
    if team:
        people = people.filter(pk__in=Membership.objects.on(day).filter(team=team).values("user"))
    rows = people.prefetch_related(prefetch_memberships(day))
    return Paginator(rows, PAGE_SIZE).get_page(page)


def count_waiting():
    """Open work of coordinators: open proposals, and people who have not joined yet."""
    return {
        "proposals": Proposal.objects.filter(state=ProposalState.OPEN).count(),
        "invited": not_joined().count(),
    }


@dataclass
class PersonDetails:
    """Everything on the page of a person besides the person."""

    memberships: list
    past_memberships: list
    reports: list
    roles: list = field(default_factory=list)
    invitation: Invitation | None = None
    absences: list = field(default_factory=list)
    is_my_report: bool = False
    history: list = field(default_factory=list)


def person_page(person, reader, day):
    """The page of `person` for `reader`: roles, invitation and history are for coordinators."""
    memberships = []
    past_memberships = []
    rows = person.memberships.select_related("team", "manager")
    for row in rows.order_by("-is_primary", "first_day"):
        is_over = row.last_day is not None and row.last_day < day
        (past_memberships if is_over else memberships).append(row)
    details = PersonDetails(memberships, past_memberships, reports_of(person, day))
    details.is_my_report = any(
        row.manager_id == reader.pk and row.first_day <= day for row in memberships
    )
    if details.is_my_report or reader.pk == person.pk:
        absences = Absence.objects.visible_to(reader, day).filter(user=person)
        details.absences = list(absences.not_over(day))
    if reader.is_coordinator:
        details.roles = sorted(person.group_names)
        details.invitation = person.invitations.select_related("invited_by").first()
        details.history = list_history(person, 20)
    return details
