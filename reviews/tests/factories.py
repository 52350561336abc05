"""Reviews for tests, on the default rubric. `sent_review()` is sent as a person would."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from cases.tests.factories import CaseFactory
from pairing.models import Pairing
from pairing.tests.factories import PairingFactory
from people.tests.factories import UserFactory
from reviews import actions
from reviews.models import Review, ReviewInvitation, SecondOpinion
from reviews.rubric_input import AnswerInput, RubricInput
from reviews.states import ReviewKind
from rubrics.models import RubricVersion

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
DUE = datetime(2026, 11, 20, 17, tzinfo=UTC)


class ReviewFactory(DjangoModelFactory):
    """A draft about an open case of the owner; for other kinds than peer see `review_of_kind`."""

    class Meta:
        model = Review

    pairing = factory.SubFactory(PairingFactory)
    reviewer = factory.SelfAttribute("pairing.reviewer")
    owner = factory.SelfAttribute("pairing.owner")
    case = factory.SubFactory(CaseFactory, owner=factory.SelfAttribute("..owner"))
    rubric_version = factory.LazyFunction(lambda: RubricVersion.objects.get())
    due_at = factory.SelfAttribute("pairing.draw.cycle.due_at")
    zone = factory.SelfAttribute("pairing.draw.cycle.pool.time_zone")
    country = factory.SelfAttribute("pairing.draw.cycle.pool.country")
    started_at = NOW
    saved_at = NOW


def review_of_kind(kind, **kwargs):
    """A draft of any kind; only a peer review has a pairing."""
    if kind == ReviewKind.PEER:
        return ReviewFactory(**kwargs)
    reviewer = UserFactory()
    owner = reviewer if kind == ReviewKind.SELF else UserFactory()
    given = {"reviewer": reviewer, "owner": owner, "zone": "UTC", "country": "", "due_at": DUE}
    return ReviewFactory(kind=kind, pairing=None, **given | kwargs)


def fill_rubric(review, value="yes", comment="", note="Thank you, I learned a lot."):
    """A rubric filled with one value throughout, as the reviewer sees the draft now."""
    criteria = review.rubric_version.criteria.all()
    return RubricInput(
        review.version, tuple(AnswerInput(c.pk, value, comment) for c in criteria), note
    )


def posted_rubric(review, value="yes", comment="", **more):
    """The same as the fields of the form."""
    rows = {f"answer_{c.pk}": value for c in review.rubric_version.criteria.all()}
    rows |= {f"comment_{c.pk}": comment for c in review.rubric_version.criteria.all()}
    return {"version": review.version, "closing_note": "Thank you.", **rows, **more}


def sent_review(**kwargs):
    """A review sent by the action, so that its readers and its pairing are right."""
    review = ReviewFactory(**kwargs)
    review = Review.objects.get(pk=review.pk)
    return actions.submit_review(
        review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW
    )


def make_pairing_with_case(pairing=None):
    pairing = Pairing.objects.get(pk=(pairing or PairingFactory()).pk)
    return pairing, CaseFactory(owner=pairing.owner)


class OpinionFactory(DjangoModelFactory):
    """A question of the case owner to a manager, who has not answered yet."""

    class Meta:
        model = SecondOpinion

    review = factory.SubFactory(ReviewFactory)
    asker = factory.SelfAttribute("review.owner")
    manager = factory.SubFactory(UserFactory, last_login=NOW)
    question = "Is this a fair no?"
    answer_by = NOW.date()
    asked_at = NOW
    saved_at = NOW


class InvitationFactory(DjangoModelFactory):
    """An invitation by the case owner that has no answer yet."""

    class Meta:
        model = ReviewInvitation

    owner = factory.SubFactory(UserFactory)
    reviewer = factory.SubFactory(UserFactory, last_login=NOW)
    invited_by = factory.SelfAttribute("owner")
    case = factory.SubFactory(CaseFactory, owner=factory.SelfAttribute("..owner"))
    note = "The second reply, please."
    invited_at = NOW
    changed_at = NOW
    due_at = datetime(2026, 11, 25, 16, tzinfo=UTC)
    zone = "Europe/Berlin"
    country = "DE"
