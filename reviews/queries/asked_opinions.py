"""Queries for what managers were asked: lists, the page of a question, reminders."""

from django.core.paginator import Paginator
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse

from core.person_display import first_name
from core.prepared_queries import prepared_query
from core.text import one_line
from core.weeks import local_datetime
from core.work_items import WorkItem
from core.workdays import DUE_HOUR
from reviews.models import OpinionProposal, SecondOpinion
from reviews.queries.opinions import asked_positions, build_proposal, proposals
from reviews.states import UNANSWERED_FOR, OpinionState, ReviewState

PAGE = 25
QUESTION_LENGTH = 90
READ_OF_WEEK = (
    "pk",
    "question",
    "answer_by",
    "asked_at",
    "review_id",
    "asker__name",
    "asker__email",
    "review__case__number",
    "review__case__subject",
)


def find_asked_opinion(user, review_pk, pk):
    """A question to the manager `user` with the review it is about, or None."""
    opinions = SecondOpinion.objects.asked_of(user).filter(review=review_pk, pk=pk)
    opinions = opinions.select_related(
        "asker",
        "comment",
        "review__case__customer",
        "review__owner",
        "review__reviewer",
        "review__rubric_version",
    )
    opinion = opinions.annotate(asked_about=asked_positions(), proposed=proposals()).first()
    if opinion:
        opinion.manager = user
        opinion.proposed = [build_proposal(row) for row in opinion.proposed]
    return opinion


def find_opinion_page(review, user):
    """The address where the manager `user` reads the draft `review`, or None."""
    asked = SecondOpinion.objects.asked_of(user).giving_access().filter(review=review)
    newest = asked.order_by("-asked_at", "-pk").first()
    return newest and reverse("opinion", args=[review.pk, newest.pk])


def opinion_items(user, now):
    """The questions that wait for a manager, for My week."""
    for opinion in _open_opinions(user):
        question = one_line(opinion.question, QUESTION_LENGTH)
        about = f"“{question}”" if question else opinion.review__case__subject
        name = first_name(opinion.asker__name) or opinion.asker__email
        yield WorkItem(
            kind="opinion",
            what=f"{name} asks for a second opinion",
            detail=f"{about} · case {opinion.review__case__number}",
            url=reverse("opinion", args=[opinion.review_id, opinion.pk]),
            label=f"Answer {name}",
            due_at=local_datetime(opinion.answer_by, DUE_HOUR, user.time_zone),
            since=opinion.asked_at,
            since_word="asked",
            icon="message-circle-question-mark",
        )


@prepared_query
def _open_opinions(user):
    opinions = SecondOpinion.objects.asked_of(user).open().order_by("answer_by", "pk")
    return opinions.values_list(*READ_OF_WEEK)


def count_asked_opinions(user):
    """How many questions a manager was ever asked, as `asked`, and how many are `open`."""
    states = SecondOpinion.objects.asked_of(user).values_list("state", flat=True)
    states = list(states)
    return {"asked": len(states), "open": states.count(OpinionState.ASKED)}


def list_asked_opinions(user, page, *, now):
    """One page of the questions that a manager was asked: open ones first, then the newest."""
    opinions = SecondOpinion.objects.asked_of(user)
    opinions = opinions.select_related(
        "asker", "review__case__customer", "review__reviewer", "review__owner"
    )
    opinions = opinions.defer("review__case__description", "answer")
    is_closed = Case(When(state=OpinionState.ASKED, then=Value(0)), default=Value(1))
    by_day = Case(When(state=OpinionState.ASKED, then=F("answer_by")))
    opinions = opinions.order_by(is_closed, by_day, "-asked_at", "-pk")
    rows = Paginator(opinions, PAGE).get_page(page)
    for opinion in rows.object_list:
        opinion.manager = user
        opinion.late = opinion.is_late(now)
    return rows


def opinions_to_remind(now):
    """Open questions that are late, each with its manager and their absences."""
    opinions = SecondOpinion.objects.open().exclude(review__state=ReviewState.DISCARDED)
    opinions = opinions.select_related("manager", "review").prefetch_related("manager__absences")
    return [opinion for opinion in opinions if opinion.is_late(now)]


def unsent_answers(now):
    """Questions that ended long enough ago to delete what their manager never sent."""
    ended = SecondOpinion.objects.filter(ended_at__lte=now - UNANSWERED_FOR)
    ended = ended.exclude(state=OpinionState.ANSWERED)
    has_proposals = Exists(OpinionProposal.objects.filter(opinion=OuterRef("pk")))
    return ended.filter(~Q(answer="") | has_proposals).order_by("pk")
