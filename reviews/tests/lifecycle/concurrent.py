"""Two people act on one review at once: the result must be that of one order of the two."""

from datetime import timedelta

from cases.tests.factories import CaseFactory
from core.errors import CaseReviewError
from core.tests.concurrency import run_together
from pairing.actions import close_cycle, redraw_cycle, skip_pairing
from pairing.models import Cycle, Draw, Pairing
from pairing.tests.factories import MONDAY, DrawFactory, PairingFactory
from people.models import User
from people.tests.factories import UserFactory
from reviews import actions
from reviews.models import Review
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric
from reviews.tests.lifecycle.world import ENDED

SEED = "5eed" * 16


class Rounds:
    """Two people and their pool; every round has a cycle, a pairing and a draft of its own."""

    def __init__(self):
        self.first = PairingFactory()
        self.number = 0
        self.case = CaseFactory(owner=self.first.owner)
        self.first.draw.cycle.pool.leads.add(UserFactory())

    def begun(self):
        self.number += 1
        monday = MONDAY - timedelta(weeks=self.number)
        draw = DrawFactory(cycle__pool=self.first.draw.cycle.pool, cycle__monday=monday)
        people = {"reviewer": self.first.reviewer, "owner": self.first.owner}
        pairing = Pairing.objects.create(
            draw=draw, code="first", why="First time", started_at=NOW, **people
        )
        return ReviewFactory(pairing=pairing, case=self.case, closing_note="As it was.").pk

    def sent(self):
        review = Review.objects.get(pk=self.begun())
        return actions.submit_review(
            review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW
        ).pk


def save(review):
    return (
        actions.save_draft,
        (review,),
        {"rubric_input": fill_rubric(review, note="Saved."), "by": review.reviewer},
    )


def submit(review):
    return (
        actions.submit_review,
        (review,),
        {"rubric_input": fill_rubric(review, note="Sent."), "by": review.reviewer},
    )


def discard(review):
    return actions.discard_review, (review,), {"by": review.reviewer}


def ask(review):
    return actions.ask_consent, (review,), {"by": review.reviewer}


def start(review):
    return actions.start_review, (review.pairing,), {"case": review.case, "by": review.reviewer}


def skip(review):
    return skip_pairing, (review.pairing,), {"reason": "No time", "by": review.reviewer}


def close(review):
    cycle = Cycle.objects.select_related("pool").get(pk=review.pairing.draw.cycle_id)
    return close_cycle, (cycle,), {"by": User.objects.system(), "now": ENDED}


def redraw(review):
    named = {
        "by": review.pairing.draw.cycle.pool.leads.get(),
        "reason": "Somebody is ill",
        "keep_begun": False,
        "seed": SEED,
    }
    return redraw_cycle, (review.pairing.draw,), named


def recall(review):
    return actions.recall_review, (review,), {"by": review.reviewer}


def open(review):
    return actions.open_review, (review,), {"by": review.owner}


def acknowledge(review):
    return actions.acknowledge_review, (review,), {"by": review.owner, "takeaway": "To call first."}


def comment(review):
    return actions.add_comment, (review,), {"by": review.owner, "body": "Thank you!"}


def close_unread(review):
    return actions.close_unacknowledged, (review,), {"by": User.objects.system()}


def loaded(step, pk):
    """The step with what a request of its own would have read, ready to be called."""
    act, subjects, named = step(Review.objects.select_related("pairing__draw__cycle").get(pk=pk))
    return lambda: act(*subjects, **{"now": NOW} | named)


def outcome(call):
    """ "done", or the class of what the person is expected; anything else is an error of ours."""
    try:
        call()
    except CaseReviewError as error:
        return type(error).__name__
    return "done"


def in_order(pk, first, second):
    """What comes of it when both have read, and then one acts after the other."""
    calls = loaded(first, pk), loaded(second, pk)
    results = [outcome(call) for call in calls]
    return results, left(pk)


def at_the_same_moment(pk, one, other):
    """What comes of it when both have read, and then act at once."""
    calls = [loaded(step, pk) for step in (one, other)]
    results = run_together(*(lambda call=call: outcome(call) for call in calls))
    return results, left(pk)


def left(pk):
    """All that somebody could see of the review afterwards."""
    review = Review.objects.select_related("pairing__draw__cycle").get(pk=pk)
    readers = sorted((reader.why, reader.opened_at is not None) for reader in review.readers.all())
    counts = (
        review.comments.count(),
        review.answers.count(),
        Review.objects.filter(pairing=review.pairing).count(),
    )
    states = (
        review.state,
        review.pairing.state,
        review.pairing.draw.cycle.state,
        bool(review.pairing.started_at),
    )
    draws = Draw.objects.filter(cycle=review.pairing.draw.cycle_id)
    live = [row.state for row in Pairing.objects.live().filter(draw__in=draws).order_by("reviewer")]
    counts += (draws.count(), live)
    return (
        states,
        review.version,
        review.closing_note,
        review.takeaway,
        hasattr(review, "consent"),
        readers,
        counts,
    )
