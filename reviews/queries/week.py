"""A person's reviews for My week."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime

from core.dates import format_time
from core.my_week import Happening, Hero, happenings_since
from core.person_display import first_name
from core.prepared_queries import prepared_query
from core.shared_queries import shared_query
from core.work_items import WorkItem
from pairing.queries import cycle_ring, next_draws_for, week_of
from reviews.kinds import kind_of
from reviews.models import Consent, Reader, Review
from reviews.queries.asked_opinions import opinion_items
from reviews.queries.case_selection import count_eligible
from reviews.queries.comments import unanswered_comments
from reviews.queries.detail import ANSWERED
from reviews.queries.invitations import invitation_cards, invitation_items
from reviews.queries.meetings import week_meetings
from reviews.queries.plans import add_plan
from reviews.queries.shared import shared_cards
from reviews.states import LIVE, PEER_KINDS, MeetingState, ReviewKind, ReviewState
from rubrics.models import Criterion

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
    "pk",
    "asked_at",
    "review__reviewer__name",
    "review__reviewer__email",
    "review__case__number",
)


@shared_query
def week_reviews(user, now):
    """Your drafts of every kind and your peer reviews of this week, in one query."""
    since = happenings_since(now)
    this_week = week_of(user, now)
    running = [pairing.pk for pairing in [*this_week.given, *this_week.received]]
    is_shown = Q(kind__in=PEER_KINDS) | Q(state=ReviewState.DRAFT)
    is_of_week = (
        Q(pairing__in=running)
        | Q(submitted_at__gte=since)
        | Q(acknowledged_at__gte=since)
        | Q(state__in=[ReviewState.DRAFT, ReviewState.SUBMITTED])
    )
    reviews = Review.objects.written_or_received_by(user)
    reviews = reviews.filter(is_shown, is_of_week, state__in=LIVE)
    criteria = Criterion.objects.filter(version=OuterRef("rubric_version")).order_by()
    criteria_count = criteria.values("version").annotate(number=Count("pk")).values("number")
    opened = Reader.objects.filter(review=OuterRef("pk"), user=user, opened_at__isnull=False)
    reviews = reviews.annotate(
        answered=ANSWERED, criteria_count=Subquery(criteria_count), was_opened=Exists(opened)
    )
    reviews = reviews.select_related("reviewer", "owner", "case").only(*READ_OF_REVIEW)
    return list(reviews.order_by())


def due_for(user, now):
    """What waits for a person: to read, to answer, drafts, requests for consent."""
    reviews = week_reviews(user, now)
    return [
        *acknowledge_items(user, reviews),
        *reply_items(user),
        *draft_items(user, reviews),
        *consent_items(user),
        *opinion_items(user, now),
        *meeting_items(user, now),
        *invitation_items(user),
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
        author = first_name(comment.author__name) or comment.author__email
        yield WorkItem(
            kind="answer",
            what=f"{author} wrote to you on the review of case {comment.review__case__number}",
            detail=comment.review__case__subject,
            url=f"{reverse('review', args=[comment.review_id])}#comment-{comment.root}",
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
    for row in _open_consents(user):
        name = first_name(row.review__reviewer__name) or row.review__reviewer__email
        yield WorkItem(
            kind="consent",
            what=f"May {name} add technical notes on case {row.review__case__number}?",
            detail="Only the two of you will see them. Either answer is fine.",
            url=reverse("consent", args=[row.pk]),
            label="Answer",
            since=row.asked_at,
            since_word="asked",
            icon="wrench",
            template="reviews/_consent_due.html",
        )


@prepared_query
def _open_consents(user):
    return Consent.objects.asked_of(user).order_by("pk").values_list(*READ_OF_CONSENT)


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
    """Reviews that are shared with a person, and invitations that they wait for."""
    return [*shared_cards(user), *invitation_cards(user)]


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
