"""A person's reviews for My week."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime

from core.dates import format_time
from core.my_week import Card, Happening, Hero, happenings_since
from core.shared_queries import shared_query
from core.work_items import WorkItem
from pairing.queries import cycle_ring, next_draws_for, week_of
from pairing.states import CycleState
from reviews.kinds import kind_of
from reviews.models import Consent, Reader, Review
from reviews.queries.case_selection import count_eligible
from reviews.queries.comments import unanswered_comments
from reviews.queries.detail import ANSWERED
from reviews.queries.meetings import week_meetings
from reviews.queries.plans import add_plan
from reviews.states import LIVE, PEER_KINDS, ConsentState, MeetingState, ReviewKind, ReviewState
from rubrics.models import Criterion

SHARED_SHOWN = 3
ASKS_FOR = timedelta(days=14)  # how long My week asks whether two people talked
READ_OF_REVIEW = (
    "kind",
    "state",
    "due_at",
    "saved_at",
    "submitted_at",
    "acknowledged_at",
    "used_at",
    "takeaway",
    "pairing",
    "reviewer__name",
    "reviewer__email",
    "owner__name",
    "owner__email",
    "case__number",
    "case__subject",
)
READ_OF_CONSENT = (
    "asked_at",
    "review__reviewer__name",
    "review__reviewer__email",
    "review__case__number",
)


def only_week(reviews):
    """`reviews` with their people and cases, loading only what My week shows."""
    return reviews.select_related("reviewer", "owner", "case").only(*READ_OF_REVIEW)


@shared_query
def week_reviews(user, now):
    """Your drafts of every kind and your peer reviews of this week, in one query."""
    since = happenings_since(now)
    is_concerned = Q(reviewer=user) | Q(owner=user)
    is_shown = Q(kind__in=PEER_KINDS) | Q(state=ReviewState.DRAFT)
    running = Q(pairing__draw__cycle__state=CycleState.DRAWN)
    moved = Q(submitted_at__gte=since) | Q(acknowledged_at__gte=since)
    waits = Q(state=ReviewState.DRAFT) | Q(state=ReviewState.SUBMITTED)
    reviews = Review.objects.visible_to(user).filter(is_concerned, is_shown, state__in=LIVE)
    reviews = only_week(reviews.filter(running | moved | waits))
    criteria = (
        Criterion.objects.filter(version=OuterRef("rubric_version")).order_by().values("version")
    )
    opened = Reader.objects.filter(review=OuterRef("pk"), user=user, opened_at__isnull=False)
    criteria_count = Subquery(criteria.annotate(number=Count("pk")).values("number"))
    return list(
        reviews.annotate(
            answered=ANSWERED, criteria_count=criteria_count, was_opened=Exists(opened)
        )
    )


def due_for(user, now):
    """What waits for a person: to read, to answer, drafts, requests for consent."""
    reviews = week_reviews(user, now)
    return [
        *acknowledge_items(user, reviews),
        *reply_items(user),
        *draft_items(user, reviews),
        *consent_items(user),
        *meeting_items(user, now),
    ]


def acknowledge_items(user, reviews):
    waiting = [
        review
        for review in reviews
        if review.owner_id == user.pk and review.state == ReviewState.SUBMITTED
    ]
    for review in sorted(waiting, key=lambda review: review.submitted_at):
        yield WorkItem(
            kind="read",
            what=f"{review.reviewer.first_name} reviewed your case {review.case.number}",
            detail=review.case.subject,
            url=reverse("review", args=[review.pk]),
            label="Acknowledge" if review.was_opened else "Read and acknowledge",
            since=review.submitted_at,
            since_word="sent",
            icon="mail-open",
            tone="good",
        )


def reply_items(user):
    for comment in unanswered_comments(user):
        number = comment.review.case.number
        thread = comment.thread_id or comment.pk
        yield WorkItem(
            kind="answer",
            what=f"{comment.author.first_name} wrote to you on the review of case {number}",
            detail=comment.review.case.subject,
            url=f"{reverse('review', args=[comment.review_id])}#comment-{thread}",
            label="Read and answer",
            since=comment.written_at,
            since_word="written",
            icon="message-circle-question-mark",
            tone="info",
        )


def draft_items(user, reviews):
    """Drafts to finish, without those that the app of their kind lists itself."""
    drafts = [
        review
        for review in reviews
        if review.reviewer_id == user.pk and review.state == ReviewState.DRAFT
    ]
    drafts = [review for review in drafts if kind_of(review).sends_alone]
    for review in sorted(drafts, key=lambda review: review.due_at):
        yield WorkItem(
            kind="draft",
            what=kind_of(review).draft_title(review),
            detail=f"{review.answered} of {review.criteria_count} answered · {review.case.subject}",
            url=reverse("review_edit", args=[review.pk]),
            label="Continue",
            since=review.saved_at,
            since_word="saved",
            due_at=review.due_at,
            icon="pencil-line",
            tone="warn",
        )


def consent_items(user):
    """Requests for technical notes that this owner has not answered."""
    consents = Consent.objects.visible_to(user).filter(state=ConsentState.ASKED, review__owner=user)
    consents = consents.filter(review__state=ReviewState.DRAFT)
    consents = consents.select_related("review__reviewer", "review__case")
    for consent in consents.only(*READ_OF_CONSENT):
        review = consent.review
        name = review.reviewer.first_name
        yield WorkItem(
            kind="consent",
            what=f"May {name} add technical notes on case {review.case.number}?",
            detail="Only the two of you will see them. Either answer is fine.",
            url=reverse("consent", args=[consent.pk]),
            label="Answer",
            since=consent.asked_at,
            since_word="asked",
            icon="wrench",
            template="reviews/_consent_due.html",
        )


def meeting_items(user, now):
    """Proposals that wait for an answer, and meetings that may have taken place."""
    for meeting in week_meetings(user, now).values():
        name = meeting.partner_of(user).first_name
        url = reverse("meeting", args=[meeting.pairing_id])
        starts = format_time(localtime(meeting.starts_at), localtime(now))
        is_asked = meeting.state == MeetingState.PROPOSED and meeting.changed_by_id != user.pk
        if is_asked and meeting.starts_at > now:
            yield WorkItem(
                kind="meeting",
                what=f"{name} proposes to go through the review together",
                detail=starts,
                url=url,
                label="Answer",
                since=meeting.changed_at,
                since_word="proposed",
                icon="users",
            )
        elif meeting.state == MeetingState.ACCEPTED and now - ASKS_FOR < meeting.ends_at < now:
            yield WorkItem(
                kind="meeting",
                what=f"Did you and {name} talk about the review?",
                detail=f"You planned to meet {starts}",
                url=url,
                label="Answer",
                since=meeting.starts_at,
                icon="users",
            )


def happenings_for(user, now):
    """What happened this week to a person's reviews."""
    since = happenings_since(now)
    events = []
    for review in week_reviews(user, now):
        if review.kind not in PEER_KINDS:
            continue
        page = reverse("review", args=[review.pk])
        for at, icon, text in event_sentences(review, user):
            if at and at >= since:
                events.append(Happening(at, icon, text, page))
    return events


def hero_for(user, now):
    """Who you review and who reviews you in the running cycle, and the whole draw as a ring."""
    this_week = week_of(user, now)
    if this_week.first is None:
        return None
    add_reviews(this_week, week_reviews(user, now), now)
    add_meetings(this_week, user, now)
    cycle = this_week.first.draw.cycle
    context = {
        "cycle": cycle,
        "given": this_week.given,
        "received": this_week.received,
        "ring": cycle_ring(this_week, user),
    }
    about = {"subtitle": cycle.pool.name, "monday": cycle.monday}
    if this_week.is_done:
        context["next_draws"] = next_draws_for(user, now)
        context["skipped"] = not any(pairing.review for pairing in this_week.given)
        return Hero("reviews/_hero_done.html", context, **about)
    context["eligible"] = count_eligible(this_week.given)
    draft = this_week.given[0].review if this_week.given else None
    url = reverse("review_edit", args=[draft.pk]) if draft else ""
    return Hero("reviews/_hero.html", context, **about, url=url, is_open=True)


def cards_for(user, now):
    """The newest reviews that are shared with a person who has not opened them yet."""
    reviews = Review.objects.shared_with(user)
    reviews = reviews.filter(readers__user=user, readers__opened_at=None)
    rows = list(only_week(reviews).order_by("-submitted_at")[:SHARED_SHOWN])
    if not rows:
        return []
    return [Card("reviews/_shared_card.html", {"reviews": rows}, order=5)]


def add_reviews(this_week, reviews, now):
    """Set the review of each pairing of the week, and the dates that the hero shows."""
    peer_reviews = [review for review in reviews if review.kind == ReviewKind.PEER]
    review_of = {review.pairing_id: review for review in peer_reviews}
    for pairing in [*this_week.given, *this_week.received]:
        pairing.review = review_of.get(pairing.pk)
        pairing.is_late = now > pairing.draw.cycle.due_at
        pairing.last_day = pairing.draw.cycle.ends_on - timedelta(days=1)


def add_meetings(this_week, user, now):
    """Set the meeting of each pairing and, on the one to review, its planned day or the choices."""
    meetings = week_meetings(user, now)
    for pairing in [*this_week.given, *this_week.received]:
        pairing.meeting = meetings.get(pairing.pk)
    for pairing in this_week.given[:1]:  # the others get one line each
        add_plan(pairing, user, now)


def event_sentences(review, user):
    number = review.case.number
    owner = review.owner.first_name
    reviewer = review.reviewer.first_name
    if review.reviewer_id == user.pk:
        wrote = f" and wrote: “{shortened(review.takeaway)}”" if review.takeaway else ""
        yield review.submitted_at, "send", f"You sent your review of {owner}’s case {number}"
        yield (
            review.acknowledged_at,
            "circle-check",
            f"{owner} acknowledged your review of case {number}{wrote}",
        )
        yield review.used_at, "hand-heart", f"{owner} used what you wrote about case {number}"
    else:
        yield review.submitted_at, "mail-open", f"{reviewer} reviewed your case {number}"
        yield (
            review.acknowledged_at,
            "circle-check",
            f"You acknowledged {reviewer}’s review of case {number}",
        )


def shortened(text):
    return Truncator(" ".join(text.split())).chars(90)
