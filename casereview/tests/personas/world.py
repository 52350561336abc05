"""The world of the matrix: eleven personas, and one of everything that belongs to some of them and not to others."""

from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from casereview.tests.personas.ask import hashes
from casereview.tests.personas.row import SIGNED_IN
from cases.tests.factories import CaseFactory, CommentFactory, ImportRejectFactory, ImportRunFactory
from core.weeks import WEEK, monday_of
from notifications.models import Notice
from pairing.actions import draw_cycle
from pairing.models import CoverOffer, Pairing, SwapRequest
from pairing.states import CycleState, PairingState
from pairing.tests.factories import (
    CycleFactory,
    DrawFactory,
    ExclusionFactory,
    PairingFactory,
    PoolFactory,
    PoolMembershipFactory,
)
from people.states import ProposalState, Role
from people.tests.factories import (
    AbsenceFactory,
    InvitationFactory,
    OrganisationFactory,
    ProposalFactory,
    TeamFactory,
    UserFactory,
)
from reviews import actions
from reviews.models import Review
from reviews.tests.factories import ReviewFactory, filled
from rubrics.tests.factories import RubricFactory


class World(SimpleNamespace):
    """Personas and objects by name; `sessions` of who is signed in, `hashes` of every table as built."""

    def ids(self):
        """The id of every object by name, and of all that is between two people, for those who try them all."""
        named = {thing.pk for thing in vars(self).values() if isinstance(thing, Model)}
        private = {
            pk
            for model in (Review, Pairing, Notice)
            for pk in model.objects.values_list("pk", flat=True)
        }
        return sorted(named | private)


def build():
    world = World(sessions={}, hashes={}, client=Client(raise_request_exception=False))
    world.now = timezone.now()
    world.monday = monday_of(timezone.localdate(world.now))
    for part in (add_people, add_cases, add_draws, add_reviews, add_rest, sign_in):
        part(world)
    world.hashes = hashes()
    return world


def add_people(world):
    world.organisation = OrganisationFactory()
    world.emea, world.americas = (
        TeamFactory(name="Support EMEA"),
        TeamFactory(name="Support Americas"),
    )
    world.manager = UserFactory(name="Mara Manager", team=world.emea, team__role=Role.MANAGER)
    world.other_manager = UserFactory(
        name="Otto Other", team=world.americas, team__role=Role.MANAGER
    )
    for name in ("reviewer", "owner", "teammate"):
        setattr(
            world,
            name,
            UserFactory(
                name=f"{name.capitalize()} E", team=world.emea, team__manager=world.manager
            ),
        )
    world.stranger = UserFactory(
        name="Stranger E", team=world.americas, team__manager=world.other_manager
    )
    world.lead = UserFactory(
        name="Lena Lead", team=world.americas, team__manager=world.other_manager
    )
    world.major_issue_manager = UserFactory(name="Mike Major", major_issue_manager=True)
    world.coordinator = UserFactory(name="Cora Coordinator", coordinator=True)
    world.superuser = UserFactory(name="Sue Admin", superuser=True)
    for person in (world.reviewer, world.owner, world.teammate):
        person.set_password("a long enough password")
        person.save()


def add_cases(world):
    world.case = CaseFactory(owner=world.owner, subject="Index stuck at 42 % after the upgrade")
    CommentFactory(case=world.case)
    CommentFactory(case=world.case, is_public=False, body="Between us: ask the storage team.")
    world.customer = world.case.customer
    world.import_run = ImportRunFactory(by=world.coordinator)
    ImportRejectFactory(run=world.import_run)


def add_draws(world):
    world.pool = PoolFactory(
        name="Global Support", slug="global-support", first_monday=world.monday - 8 * WEEK
    )
    world.other_pool = PoolFactory(name="Americas", slug="americas", first_monday=world.monday)
    world.pool.leads.add(world.lead)
    for person in (world.reviewer, world.owner, world.teammate):
        PoolMembershipFactory(pool=world.pool, user=person)
    world.pairing = draw_the_pair(world)
    world.draw = world.pairing.draw


def draw_the_pair(world):
    """A real draw, of the first seed by which chance gives the reviewer the owner."""
    for number in range(64):
        with transaction.atomic():
            draw = draw_cycle(
                world.pool, world.monday, by=world.lead, now=world.now, seed=f"{number:064x}"
            )
            if pairing := draw.pairings.filter(reviewer=world.reviewer, owner=world.owner).first():
                return pairing
            transaction.set_rollback(True)
    raise AssertionError("no seed gives the reviewer the owner")


def add_reviews(world):
    """One pairing for each state, in an earlier cycle each, because a draw has a pair only once."""
    world.draft = begun(world, weeks_ago=1)
    world.sent = send(begun(world, weeks_ago=2), world)
    world.fresh = send(begun(world, weeks_ago=6), world)
    world.acknowledged = send(begun(world, weeks_ago=3), world)
    actions.acknowledge_review(world.acknowledged, by=world.owner, now=world.now)
    world.discarded = begun(world, weeks_ago=4)
    actions.discard_review(world.discarded, by=world.reviewer, now=world.now)
    world.comment = actions.add_comment(
        world.acknowledged, body="How do you mean?", by=world.owner, now=world.now
    )
    world.consent = actions.ask_consent(world.draft, by=world.reviewer, now=world.now)
    world.rubric = world.pool.rubric
    world.spare_rubric = RubricFactory(
        titles=["Understood the problem"], draft=["Understood the real problem"]
    )
    theirs = world.draw.pairings.get(reviewer=world.owner)
    world.swap = SwapRequest.objects.create(mine=world.pairing, theirs=theirs, asked_at=world.now)
    world.cover = CoverOffer.objects.create(pairing=world.draft.pairing, asked_at=world.now)
    world.ended_pairing = earlier_pairing(world, weeks_ago=5, state=PairingState.MISSED)


def earlier_pairing(world, weeks_ago, **fields):
    monday = world.monday - weeks_ago * WEEK
    due_at = world.now - timedelta(weeks=weeks_ago)
    state = CycleState.DRAWN if weeks_ago in (1, 6) else CycleState.CLOSED
    cycle = CycleFactory(
        pool=world.pool, monday=monday, ends_on=monday + WEEK, due_at=due_at, state=state
    )
    draw = DrawFactory(cycle=cycle, drawn_at=due_at)
    return PairingFactory(draw=draw, reviewer=world.reviewer, owner=world.owner, **fields)


def begun(world, weeks_ago):
    pairing = earlier_pairing(world, weeks_ago, started_at=world.now)
    case = CaseFactory(owner=world.owner)
    return ReviewFactory(pairing=pairing, case=case, started_at=world.now, saved_at=world.now)


def send(review, world):
    note = "Only reviewer and owner read this sentence."
    return actions.submit_review(
        review, filled=filled(review, note=note), by=world.reviewer, now=world.now
    )


def add_rest(world):
    world.absence = AbsenceFactory(user=world.reviewer, first_day=world.monday + 5 * WEEK)
    world.invited = UserFactory(name="Ina Invited", team=world.emea, team__manager=world.manager)
    world.invitation = InvitationFactory(
        user=world.invited,
        invited_by=world.coordinator,
        created_at=world.now,
        expires_at=world.now + timedelta(days=14),
    )
    accepted = {
        "accepted_at": world.now - timedelta(days=20),
        "expires_at": world.now - timedelta(days=6),
    }
    world.used_invitation = InvitationFactory(
        user=world.reviewer,
        invited_by=world.coordinator,
        created_at=world.now - timedelta(days=21),
        **accepted,
    )
    world.left = UserFactory(name="Lou Left", is_active=False)
    world.empty_team = TeamFactory(name="Support Nowhere")
    world.proposal = ProposalFactory(seen_at=world.now)
    world.dismissed = ProposalFactory(seen_at=world.now, state=ProposalState.DISMISSED)
    world.membership = world.reviewer.memberships.get()
    apart = {"pool": world.pool, "created_by": world.lead, "created_at": world.now}
    world.exclusion = ExclusionFactory(first=world.owner, second=world.teammate, **apart)
    world.ended_exclusion = ExclusionFactory(
        first=world.owner, second=world.reviewer, ended_at=world.now, **apart
    )
    Notice.objects.update(sent_at=world.now)
    world.notice = Notice.objects.filter(recipient=world.owner, channel="inbox").latest("pk")


def sign_in(world):
    for name in SIGNED_IN:
        world.client.force_login(getattr(world, name))
        world.sessions[name] = world.client.cookies[settings.SESSION_COOKIE_NAME].value
        world.client.cookies.clear()
