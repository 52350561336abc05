"""The first steps of a new deployment: a coordinator's home until the first draw."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from core.errors import NotAllowed
from core.screen import screen
from core.text import count_of
from pairing.models import Draw, Pool
from pairing.queries import next_draws_of
from pairing.ring import example_ring
from people.models import Proposal, Team, User
from people.queries import organisation
from people.rules import can_manage_people
from people.states import ProposalState
from rubrics.models import Rubric

CHIPS = 12
MEMBERS_NEEDED = 2


@dataclass(frozen=True)
class Step:
    """A step with what was found. `names` are shown as chips, `needs` says what it waits for."""

    title: str
    text: str
    url: str
    label: str
    is_done: bool
    names: tuple = ()
    needs: str = ""


@screen("GET")
def first_steps(request):
    if not can_manage_people(request.user):
        raise NotAllowed("Only coordinators can set up Case Review.")
    return render_first_steps(request)


def render_first_steps(request):
    return render(request, "casereview/first_steps.html", first_steps_page(timezone.now()))


def has_drawn():
    """Whether the practice has started; until then, the home of coordinators is the first steps."""
    return Draw.objects.exists()


def first_steps_page(now):
    proposals = Proposal.objects.filter(state=ProposalState.OPEN).order_by("name")
    names = list(proposals.values_list("name", flat=True))
    people = list(User.objects.active().order_by("name").values_list("name", flat=True))
    steps = [
        step_of_cases(),
        step_of_teams(),
        step_of_people(names, people),
        *steps_of_pools(),
    ]
    is_done = [step.is_done for step in steps]
    return {
        "now": now,
        "steps": steps,
        "done": sum(is_done),
        "current": is_done.index(False) if False in is_done else None,
        "ring": example_ring([*people, *names]),
        "mails": settings.MAIL_CONFIGURED,
        "organisation": organisation(),
        "rubric": Rubric.objects.filter(archived_at=None).first(),
    }


def step_of_cases():
    cases = Case.objects.count()
    text = "From an export of your helpdesk. It also shows who owns them."
    if cases:
        text = f"{count_of(cases, 'case')} so far."
    return Step(
        title="Import cases",
        text=text,
        url=reverse("cases_import"),
        label="Import again" if cases else "Import",
        is_done=cases > 0,
    )


def step_of_teams():
    teams = list(Team.objects.order_by("name").values_list("name", flat=True))
    return Step(
        title="Create your teams",
        text="Engineers have a manager in their team, so create it before its people.",
        url=reverse("teams"),
        label="Teams",
        is_done=bool(teams),
        names=tuple(teams[:CHIPS]),
    )


def step_of_people(names, people):
    """Done when somebody else is here and nobody waits to be confirmed."""
    if names:
        owners = count_of(len(names), "case owner")
        return Step(
            title="Confirm your people",
            text=f"The import found {owners}. Confirm them to link their cases and invite them.",
            url=reverse("proposals"),
            label="Confirm",
            is_done=False,
            names=tuple(names[:CHIPS]),
        )
    others = len(people) - 1
    text = "Managers first, so that engineers can have one."
    if others:
        text = f"{count_of(others, 'person', 'people')} besides you."
    return Step("Invite your people", text, reverse("invite"), "Invite", is_done=others > 0)


def next_draw_url(pool):
    """The page of the first pool's next draw, with its rehearsal and draw buttons."""
    draws = next_draws_of([pool], timezone.now()) if pool else []
    return reverse("draw", args=[pool.slug, draws[0].monday]) if draws else reverse("draws")


def steps_of_pools():
    members = Count("memberships", filter=Q(memberships__last_day=None))
    pools = Pool.objects.annotate(people=members, is_drawn=Exists(Draw.objects.all()))
    pool = pools.order_by("created_at", "pk").first()
    people = pool.people if pool else 0
    if pool is None:
        text = "Who reviews each other, how often, and with which rubric."
        yield Step("Create a pool", text, reverse("pool_new"), "Create a pool", is_done=False)
    else:
        page = reverse("pool", args=[pool.slug])
        text = f"{pool}, {count_of(people, 'person', 'people')}."
        yield Step("Create a pool", text, page, "Open", is_done=people >= MEMBERS_NEEDED)
    yield Step(
        title="Draw the first pairs",
        text="Rehearse it as often as you like. Nobody is notified before you draw.",
        url=next_draw_url(pool),
        label="See the next draw",
        is_done=bool(pool and pool.is_drawn),
        needs="" if people >= MEMBERS_NEEDED else "Needs a pool with two people",
    )
