"""What the review screens read; every join of them is written here."""

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from cases.models import Case
from cases.states import ACTIVE
from core.due import Due
from core.weeks import local_moment, today_in
from pairing.models import Pairing, PoolMembership
from pairing.states import CycleState, PairingState, Visibility
from people.queries import managers_of
from reviews.answers import Given
from reviews.models import Answer, Review
from reviews.states import LIVE, SENT, AnswerValue, ReaderWhy, ReviewState

RECENT_CYCLES = timedelta(weeks=4)
ANSWERED = Count("answers", filter=~Q(answers__value=""))


def pairings():
    """A pairing with all that its screens say about it."""
    return Pairing.objects.select_related("reviewer", "owner", "draw__cycle__pool", "draw__cycle__rubric")


def drafts():
    """A review with what editing and sending it reads."""
    return Review.objects.select_related(
        "case__customer", "owner", "pairing__draw__cycle__pool", "rubric_version__rubric"
    )


def since_of(cycle):
    """The handbook's 7 days before the cycle's Monday, as a moment in the pool's zone."""
    return local_moment(cycle.monday - timedelta(days=7), 0, cycle.pool.zone)


def is_eligible(case, pairing, *, now):
    """Whether `case` is among those that the page of `pairing` offers at this moment."""
    offered, _ = offered_cases(pairing, now=now)
    return offered.filter(pk=case.pk).exists()


def offered_cases(pairing, *, now):
    """The cases to pick from, and whether they are the fall-back of the last 30 days."""
    eligible = Case.objects.eligible_for_review(pairing.owner, since_of(pairing.draw.cycle))
    if eligible.exists():
        return eligible, False
    return Case.objects.eligible_fallback(pairing.owner, now), True


def pick_page(pairing, *, search, now):
    """Active and solved cases of the owner, each with its number of messages and whether it was reviewed lately.

    The mark names nobody and no date: it is the one thing about other people's reviews that a drawn reviewer sees.
    """
    cases, is_fallback = offered_cases(pairing, now=now)
    recent = Review.objects.filter(case=OuterRef("pk"), state__in=SENT, submitted_at__gte=now - RECENT_CYCLES)
    cases = cases.select_related("customer").annotate(messages=Count("comments"), reviewed_lately=Exists(recent))
    rows = list(cases.order_by("-updated_at", "-pk")[:200])
    shown = [case for case in rows if matches(case, search)]
    return {
        "random": secrets.choice(rows) if rows else None,
        "active": [case for case in shown if case.status in ACTIVE],
        "solved": [case for case in shown if case.status not in ACTIVE],
        "eligible": len(rows),
        "eligible_active": sum(case.status in ACTIVE for case in rows),
        "is_fallback": is_fallback,
    }


def matches(case, search):
    """Whether every word of `search` is in the case's number, subject, customer or product."""
    text = f"{case.number} {case.subject} {case.customer or ''} {case.product}".casefold()
    return all(word in text for word in search.casefold().split())


def meetings(pairing):
    """When these two reviewed each other before: (mine, theirs), the newest Monday of each or None."""
    pair = {pairing.reviewer_id, pairing.owner_id}
    done = Pairing.objects.filter(reviewer__in=pair, owner__in=pair, state=PairingState.DONE).exclude(pk=pairing.pk)
    last = {}
    for reviewer_id, monday in done.order_by("draw__cycle__monday").values_list("reviewer_id", "draw__cycle__monday"):
        last[reviewer_id] = monday
    return last.get(pairing.reviewer_id), last.get(pairing.owner_id)


def criteria_with_answers(review):
    """The criteria of the review's rubric in order, each with its `answer` (an empty one where none is kept)."""
    return criteria_of(review, review.answers.all())


def criteria_of(review, answers=()):
    """The same with the `answers` given; without any, for a form that brings its own."""
    answers = {answer.criterion_id: answer for answer in answers}
    criteria = list(review.rubric_version.criteria.all())
    for criterion in criteria:
        criterion.answer = answers.get(criterion.pk) or Answer(review=review, criterion=criterion)
    return criteria


def both_texts(review, filled):
    """The draft as it is kept now, and row by row where it differs from what was just sent in."""
    kept = Review.objects.get(pk=review.pk)
    mine = {given.criterion_id: given for given in filled.given}
    rows = [
        {"title": criterion.title, "mine": given, "theirs": criterion.answer}
        for criterion in criteria_with_answers(kept)
        if (given := mine.get(criterion.pk, Given(criterion.pk)))
        and (given.value, given.comment) != (criterion.answer.value, criterion.answer.comment)
    ]
    if filled.closing_note != kept.closing_note:
        rows.append(
            {
                "title": "Closing note",
                "mine": Given(0, "", filled.closing_note),
                "theirs": Given(0, "", kept.closing_note),
            }
        )
    return kept, rows


def readers_of(review, *, now):
    """Who may read a review that is sent at `now`, as {user id: why}, by the visibility of its cycle."""
    readers = {review.reviewer_id: ReaderWhy.REVIEWER, review.owner_id: ReaderWhy.OWNER}
    cycle = review.pairing.draw.cycle if review.pairing_id else None
    if cycle and cycle.visibility == Visibility.MANAGERS:
        day = today_in(cycle.pool.zone, now)
        readers |= dict.fromkeys(managers_of([*readers], day) - set(readers), ReaderWhy.MANAGER)
    if cycle and cycle.visibility == Visibility.TEAM:
        day = today_in(cycle.pool.zone, now)
        members = PoolMembership.objects.on(day).filter(pool=cycle.pool).exclude(user__in=readers)
        readers |= dict.fromkeys(members.values_list("user_id", flat=True), ReaderWhy.MEMBER)
    return readers


def future_readers(review, *, now):
    """The people who could read the review if it were sent now, the reviewer left out."""
    readers = readers_of(review, now=now)
    people = get_user_model().objects.filter(pk__in=readers).exclude(pk=review.reviewer_id)
    return [(person, ReaderWhy(readers[person.pk]).label) for person in people]


def sent_review(reviews):
    """A sent review with everything its page says about it, on top of what `visible_to` lets through."""
    return reviews.select_related(
        "case__customer", "reviewer", "owner", "pairing__draw__cycle__pool", "rubric_version__rubric"
    ).prefetch_related("readers__user")


def listed(user, side):
    """The reviews a person wrote (`given`) or got (`received`), newest first, drafts included where they are theirs."""
    reviews = Review.objects.visible_to(user).select_related("case", "reviewer", "owner", "pairing__draw__cycle")
    mine = reviews.filter(reviewer=user) if side == "given" else reviews.filter(owner=user).exclude(reviewer=user)
    mine = mine.exclude(state=ReviewState.DISCARDED)
    return mine.annotate(answered=ANSWERED).order_by("-started_at", "-pk")


def of_week(user, since):
    """One's own reviews that My week speaks of, in one query: of running cycles, waiting, or moved since then."""
    mine = Q(reviewer=user) | Q(owner=user)
    running = Q(pairing__draw__cycle__state=CycleState.DRAWN)
    moved = Q(submitted_at__gte=since) | Q(acknowledged_at__gte=since)
    waits = Q(state=ReviewState.DRAFT) | Q(state=ReviewState.SUBMITTED)
    reviews = Review.objects.visible_to(user).filter(mine, running | moved | waits, state__in=LIVE)
    reviews = reviews.select_related("reviewer", "owner", "case", "pairing__draw__cycle")
    return list(reviews.annotate(answered=ANSWERED))


def due_for(user, now, reviews=None):
    """What waits for a person: something to read first, then drafts by due date. `reviews` as `of_week` found them."""
    reviews = of_week(user, now) if reviews is None else reviews
    return [*to_acknowledge(user, reviews), *open_drafts(user, reviews)]


def to_acknowledge(user, reviews):
    waiting = [review for review in reviews if review.owner_id == user.pk and review.state == ReviewState.SUBMITTED]
    for review in sorted(waiting, key=lambda review: review.submitted_at):
        yield Due(
            kind="read",
            what=f"{review.reviewer.first_name} reviewed your case {review.case.number}",
            detail=review.case.subject,
            url=reverse("review", args=[review.pk]),
            label="Read and acknowledge",
            icon="mail-open",
            tone="good",
        )


def open_drafts(user, reviews):
    drafts = [review for review in reviews if review.reviewer_id == user.pk and review.state == ReviewState.DRAFT]
    for review in sorted(drafts, key=lambda review: review.pairing.draw.cycle.due_at):
        yield Due(
            kind="draft",
            what=f"Finish your review of {review.owner.first_name}’s case {review.case.number}",
            detail=f"{review.answered} answered so far · {review.case.subject}",
            url=reverse("review_edit", args=[review.pk]),
            label="Continue",
            due_at=review.pairing.draw.cycle.due_at,
            icon="pencil-line",
            tone="warn",
        )


def happened(user, since, reviews):
    """What happened around a person's `reviews` since then, newest first: at most six (moment, icon, sentence, url)."""
    events = []
    for review in reviews:
        url = reverse("review", args=[review.pk])
        events += [(at, icon, text, url) for at, icon, text in sentences(review, user) if at and at >= since]
    return sorted(events, reverse=True)[:6]


def sentences(review, user):
    number = review.case.number
    if review.reviewer_id == user.pk:
        yield review.submitted_at, "send", f"You sent your review of {review.owner.first_name}’s case {number}"
        yield (
            review.acknowledged_at,
            "circle-check",
            f"{review.owner.first_name} acknowledged your review of case {number}",
        )
    else:
        yield review.submitted_at, "mail-open", f"{review.reviewer.first_name} reviewed your case {number}"
        yield (
            review.acknowledged_at,
            "circle-check",
            f"You acknowledged {review.reviewer.first_name}’s review of case {number}",
        )


def on_case(case, user):
    """The reviews of a case that this person may see, for the case page."""
    reviews = Review.objects.visible_to(user).filter(case=case).select_related("reviewer", "owner")
    return list(reviews.annotate(answered=ANSWERED))


def tally(criteria):
    """How many criteria are answered, for the progress of a draft."""
    return sum(criterion.answer.value in AnswerValue.values for criterion in criteria)


def eligible_count(pairings):
    """How many cases the first pairing without a review can pick from; None where there is none."""
    waiting = next((p for p in pairings if p.state == PairingState.ASSIGNED and p.started_at is None), None)
    if waiting:
        return Case.objects.eligible_for_review(waiting.owner, since_of(waiting.draw.cycle)).count()
    return None
