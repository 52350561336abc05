"""One function a screen: everything it shows, in a number of queries that does not grow with its rows."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Lower

from audit.queries import list_history
from notifications.models import Preference
from notifications.queries import slack_reach
from people.models import Absence, Invitation, Membership, Proposal, Team, User
from people.states import ProposalState, Role

PAGE = 50


def places_on(day):
    """A prefetch of the teams of people on `day` or later, the main one first, as `user.places`."""
    rows = Membership.objects.not_over(day).select_related("team", "manager")
    return Prefetch(
        "memberships", rows.order_by("-is_primary", "first_day", "team__name"), to_attr="places"
    )


def managers(day, membership=None):
    """Who can be chosen as a manager on `day`: whoever has that role in a team, and who `membership` has now."""
    role = Membership.objects.not_over(day).filter(role=Role.MANAGER)
    return User.objects.active().filter(
        Q(pk__in=role.values("user")) | Q(pk=membership.manager_id if membership else None)
    )


def not_in_yet():
    """As `User.has_joined`, the other way round, in the database."""
    return User.objects.active().filter(password__startswith="!", last_login=None)  # noqa: S106  the mark of none


def people_page(user, *, q, team, show, page, day):
    """The directory as `user` sees it: a page of people with `places`, by name."""
    here = Q(pk__in=not_in_yet()) if show == "invited" else Q(is_active=show != "left")
    people = User.objects.visible_to(user).filter(here)
    if q:
        people = people.filter(Q(name__icontains=q) | Q(email__icontains=q))
    if team:
        people = people.filter(pk__in=Membership.objects.on(day).filter(team=team).values("user"))
    rows = people.prefetch_related(places_on(day))
    return Paginator(rows, PAGE).get_page(page)


def waiting_counts():
    """What coordinators have to see to: open proposals, and people who have not come in yet."""
    return {
        "proposals": Proposal.objects.filter(state=ProposalState.OPEN).count(),
        "invited": not_in_yet().count(),
    }


@dataclass
class Profile:
    """What the page of a person shows beside the person."""

    places: list
    past: list
    manages: list
    roles: list = field(default_factory=list)
    invitation: Invitation | None = None
    absences: list = field(default_factory=list)
    is_my_report: bool = False
    history: list = field(default_factory=list)


def profile(person, reader, day):
    """The page of `person` as `reader` sees it: roles, invitation, past and history are for coordinators."""
    rows = list(
        person.memberships.select_related("team", "manager").order_by("-is_primary", "first_day")
    )
    places = [row for row in rows if row.last_day is None or row.last_day >= day]
    page = Profile(places, [row for row in rows if row not in places], reports_of(person, day))
    page.is_my_report = any(row.manager_id == reader.pk and row.first_day <= day for row in places)
    if page.is_my_report or reader.pk == person.pk:
        page.absences = list(Absence.objects.visible_to(reader).filter(user=person).not_over(day))
    if reader.is_coordinator:
        page.roles = sorted(person.group_names)
        page.invitation = person.invitations.select_related("invited_by").first()
        page.history = list_history(person, 20)
    return page


def reports_of(person, day):
    """The memberships on `day` of the people whom `person` manages, by name."""
    rows = Membership.objects.on(day).filter(manager=person, user__is_active=True)
    return list(rows.select_related("user", "team").order_by("user__name", "user__pk"))


def invitation_of(pk):
    """An invitation with its person, by the id in a token; None for none."""
    return (
        Invitation.objects.select_related("user", "invited_by").filter(pk=pk).first()
        if pk
        else None
    )


def proposals_page(user, *, state, page):
    """Proposals in `state`, each with `known`: the person who is here under its address already, or None."""
    rows = Proposal.objects.visible_to(user).filter(state=state)
    found = Paginator(rows, PAGE).get_page(page)
    with_known(found.object_list)
    return found


def with_known(proposals):
    addresses = {proposal.email.lower() for proposal in proposals if proposal.email}
    here = User.objects.people().annotate(address=Lower("email")).filter(address__in=addresses)
    people = {person.address: person for person in here}
    for proposal in proposals:
        proposal.known = people.get(proposal.email.lower())
    return proposals


def teams_page(user, day):
    """Every team with the number of its `members` on `day`, and who manages in it as `leads`."""
    here = Membership.objects.on(day).filter(role=Role.MANAGER).select_related("user")
    counted = Count(
        "memberships", filter=Q(memberships__in=Membership.objects.on(day)), distinct=True
    )
    leads = Prefetch("memberships", here.order_by("user__name"), to_attr="leads")
    return list(Team.objects.visible_to(user).annotate(members=counted).prefetch_related(leads))


def team_page(team, day):
    """The memberships of `team` on `day` or later, managers first, and how many there were before."""
    rows = list(
        team.memberships.select_related("user", "manager").order_by(
            "-role", "user__name", "first_day"
        )
    )
    members = [row for row in rows if row.last_day is None or row.last_day >= day]
    return members, len(rows) - len(members)


def me_page(user, day):
    """What my profile shows beside myself: my teams, the absences that are not over, and how I am told."""
    places = (
        Membership.objects.on(day)
        .filter(user=user)
        .select_related("team", "manager")
        .order_by("-is_primary")
    )
    absences = Absence.objects.visible_to(user).filter(user=user).not_over(day)
    chosen = Preference.objects.filter(user=user).first() or Preference()
    switches = {"mail": chosen.mail, "slack": chosen.slack}
    return {
        "places": list(places),
        "absences": list(absences),
        "switches": switches,
        "slack": slack_reach(user),
    }


def first_steps():
    """How far a new deployment has come: teams, people beside the first admin, and people an import saw."""
    return {
        "teams": Team.objects.count(),
        "people": User.objects.active().count() - 1,
        "proposals": Proposal.objects.filter(state=ProposalState.OPEN).count(),
    }
