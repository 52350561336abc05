"""Two colleagues whom no persona may read, and one of everything between them: what a forged id aims at.

Their ids are of no other table's, so that an id at an address of the wrong kind cannot be somebody's own by chance.
"""

from itertools import count
from types import SimpleNamespace

from django.db import connection

from cases.tests.factories import CaseFactory
from core.weeks import WEEK
from notifications.delivery import deliver_due
from notifications.models import Notice
from pairing.actions import skip_pairing
from pairing.models import Pairing
from pairing.states import CycleState
from pairing.tests.factories import CycleFactory, DrawFactory, PairingFactory, PoolFactory
from people.tests.factories import UserFactory
from reviews import actions
from reviews.models import Answer, Comment, Consent, Reader, Review
from reviews.tests.factories import ReviewFactory, filled
from rubrics.tests.factories import RubricFactory

KINDS = {
    "reviews/comments/": ("comment", "answer"),
    "reviews/consents/": ("consent",),
    "reviews/for/": ("pairing", "skipped", "ended_pairing"),
    "pairings/": ("pairing", "skipped", "ended_pairing"),
    "inbox/": ("notice",),
    "reviews/": ("draft", "sent", "fresh", "acknowledged", "discarded"),
}
SECRET = "Whoever is not of the two must not find these words"


def build(world):
    part_ids()
    foreign = SimpleNamespace(monday=world.monday, now=world.now)
    foreign.reviewer, foreign.owner = (
        UserFactory(name="Fay Foreign"),
        UserFactory(name="Fred Foreign"),
    )
    foreign.rubric = RubricFactory(titles=["Told nobody"])
    foreign.criterion = foreign.rubric.versions.get().criteria.get()
    begin = world.monday - 8 * WEEK
    foreign.pool = PoolFactory(
        name="Foreign", slug="foreign", rubric=foreign.rubric, first_monday=begin
    )
    foreign.pairing, foreign.skipped, *begun = [pairing(foreign, number) for number in range(5)]
    foreign.draft, foreign.sent, foreign.acknowledged = [
        draft(foreign, between) for between in begun
    ]
    skip_pairing(foreign.skipped, reason=SECRET, by=foreign.reviewer, now=foreign.now)
    talk(foreign)
    deliver_due(now=foreign.now)
    foreign.notice = Notice.objects.filter(recipient=foreign.owner, sent_at__isnull=False).first()
    return foreign


def part_ids():
    """Let every table count from a number of its own."""
    starts = count(1_000_000, 100_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1"
        )
        for (name,) in cursor.fetchall():
            jump = "SELECT setval({0}, greatest(nextval({0}), %s))".format(
                "quote_ident(%s)::regclass"
            )
            cursor.execute(jump, [name, name, next(starts)])


def pairing(foreign, weeks_ago):
    monday = foreign.monday - weeks_ago * WEEK
    state = CycleState.CLOSED if weeks_ago else CycleState.DRAWN
    cycle = CycleFactory(
        pool=foreign.pool, monday=monday, ends_on=monday + WEEK, due_at=foreign.now, state=state
    )
    draw = DrawFactory(cycle=cycle, drawn_at=foreign.now)
    return PairingFactory(draw=draw, reviewer=foreign.reviewer, owner=foreign.owner)


def draft(foreign, between):
    between = Pairing.objects.get(pk=between.pk)
    case = CaseFactory(owner=foreign.owner)
    version = foreign.criterion.version
    review = ReviewFactory(
        pairing=between,
        case=case,
        rubric_version=version,
        started_at=foreign.now,
        saved_at=foreign.now,
    )
    text = filled(review, value="no", comment=SECRET, note=SECRET)
    actions.save_draft(review, filled=text, by=foreign.reviewer, now=foreign.now)
    return Review.objects.get(pk=review.pk)


def talk(foreign):
    now, reviewer, owner = foreign.now, foreign.reviewer, foreign.owner
    foreign.consent = actions.ask_consent(foreign.draft, by=reviewer, now=now)
    for review in (foreign.sent, foreign.acknowledged):
        actions.submit_review(
            review, filled=filled(review, "no", SECRET, SECRET), by=reviewer, now=now
        )
    foreign.comment = actions.add_comment(foreign.acknowledged, body=SECRET, by=owner, now=now)
    foreign.answer = actions.add_comment(
        foreign.acknowledged, body=SECRET, by=reviewer, thread=foreign.comment, now=now
    )
    actions.acknowledge_review(foreign.acknowledged, by=owner, now=now, takeaway=SECRET)
    foreign.case = foreign.acknowledged.case


def ids_at(route, things):
    """The ids of those `things` (a world, or what is foreign) that an address of this route takes."""
    names = next((names for prefix, names in KINDS.items() if route.startswith(prefix)), ["sent"])
    return [getattr(things, name).pk for name in names if hasattr(things, name)]


def state_of(foreign):
    """All that the two have, row by row: equal if a request changed nothing of theirs and told them nothing."""
    reviews = [foreign.draft.pk, foreign.sent.pk, foreign.acknowledged.pk]
    rows = [
        Review.objects.filter(owner=foreign.owner),
        Pairing.objects.filter(owner=foreign.owner),
        *(model.objects.filter(review__in=reviews) for model in (Answer, Comment, Consent, Reader)),
        Reader.objects.filter(user__in=[foreign.reviewer, foreign.owner]),
        Notice.objects.filter(recipient__in=[foreign.reviewer, foreign.owner]),
    ]
    return [list(some.order_by("pk").values()) for some in rows]
