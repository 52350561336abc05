"""Screens of reviews, as axe and `make shots` look at them."""

from django.urls import reverse
from django.utils import timezone

from pairing.tests.screens import latest_pairing
from reviews import actions
from reviews.models import AnswerRevision, Meeting, Review, ReviewInvitation, SecondOpinion
from reviews.queries import offered_cases

DAILY = {"review_edit (draft)", "review (sent)", "reviews"}
NO_PAGES = {"meeting_calendar": "a file for a calendar"}
SHOTS = {
    "everybody": ("/reviews/",),
    "nadia.rossi": ("opinion", "opinion_answered"),
    "hana.kim": (
        "pick",
        "edit",
        "ask",
        "asked",
        "received",
        "together",
        "export",
        "invite",
        "invitation",
        "invited",
        "changed",
        "change_answer",
    ),
}


def find_places(hana):
    pairing = latest_pairing(hana)
    received = Review.objects.visible_to(hana).filter(owner=hana, kind="peer")
    received = received.latest("submitted_at")
    return {
        "changed": reverse("review", args=[find_changed(hana)]),
        "change_answer": reverse("answer_change", args=find_changeable(hana)),
        "invite": reverse("invite_reviewer", args=[received.case_id]),
        "invitation": reverse("review_invitation", args=[find_invitation(hana).pk]),
        "invited": reverse("review", args=[find_invited(hana).pk]),
        "ask": reverse("opinions", args=[received.pk]),
        "asked": find_asked_review(hana),
        "opinion": find_opinion_page("asked"),
        "opinion_answered": find_opinion_page("answered"),
        "opinion_over": find_opinion_page("declined"),
        "edit": lambda: reverse("review_edit", args=[find_draft(pairing).pk]),
        "export": reverse("reviews_export"),
        "together": reverse("meeting", args=[find_meeting(hana, pairing)]),
        "pick": reverse("pick_case", args=[pairing.pk]),
        "received": reverse("review", args=[received.pk]),
        "rubric": reverse("rubric", args=[received.rubric_version.rubric_id]),
    }


def find_changed(hana):
    """The review of one of Hana's cases with an answer that was changed."""
    changed = AnswerRevision.objects.filter(answer__review__owner=hana).latest("replaced_at")
    return changed.answer.review_id


def find_changeable(hana):
    """A review by Hana whose answers she can change, and one of its criteria."""
    answered = SecondOpinion.objects.filter(review__reviewer=hana, state="answered")
    review = answered.latest("ended_at").review
    return review.pk, review.answers.filter(value="no").first().criterion_id


def find_invitation(hana):
    """The newest invitation that Hana has not answered."""
    return ReviewInvitation.objects.filter(reviewer=hana).pending().latest("invited_at")


def find_invited(hana):
    return Review.objects.visible_to(hana).filter(owner=hana, kind="invited").latest("started_at")


def find_asked_review(hana):
    """A review about which Hana waits for an answer."""
    waiting = SecondOpinion.objects.asked_by(hana).open().latest("asked_at")
    return reverse("review", args=[waiting.review_id])


def find_opinion_page(state):
    """A question to Nadia in that state."""
    asked = SecondOpinion.objects.filter(manager__email__startswith="nadia.rossi", state=state)
    opinion = asked.order_by("-asked_at")[0]
    return reverse("opinion", args=[opinion.review_id, opinion.pk])


def find_meeting(hana, pairing):
    """The pairing with a proposal to Hana, or her latest one."""
    coming = Meeting.objects.visible_to(hana).coming().order_by("-pk")
    return coming.values_list("pairing", flat=True).first() or pairing.pk


def find_draft(pairing):
    """The reviewer's draft, started for its picture where there is none."""
    draft = Review.objects.filter(reviewer=pairing.reviewer, state="draft", kind="peer").first()
    if draft:
        return draft
    now = timezone.now()
    case = offered_cases(pairing, now=now)[0].latest("updated_at")
    return actions.start_review(pairing, case=case, by=pairing.reviewer, now=now)
