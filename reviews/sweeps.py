"""Sweeps every few minutes: due reminders, automatic closing, expired drafts.

Running one twice or late does no harm: the outbox keys make sure each reminder is sent once, and
the states of the reviews decide the rest.
"""

from itertools import chain

from core.sweeps import each_row, run_sweep
from core.working_hours import after_workdays, days_later, start_of_work
from notifications.models import Notice
from people.models import User
from reviews import deadlines
from reviews.actions import (
    close_unacknowledged,
    erase_unsent_answer,
    expire_invitation,
    purge_draft,
    send_reminder,
)
from reviews.kinds import kind_of
from reviews.notices import (
    CommentWaits,
    ConsentWaits,
    InvitationDue,
    LastCall,
    MidCycle,
    OpinionWaits,
    PlannedDay,
    StillUnread,
)
from reviews.queries import reminders
from reviews.queries.asked_opinions import opinions_to_remind, unsent_answers
from reviews.queries.invitations import invitations_to_expire, invitations_to_remind


def remind_due(*, now):
    """Queue every reminder that is due; returns how many."""
    system = User.objects.system()

    def send(row):
        _, notice = row
        send_reminder(notice, by=system, now=now)
        return True

    return run_sweep("reviews.remind_due", lambda: due_reminders(now), send)


def close_by_rule(*, now):
    """Close reviews that were not acknowledged in time; returns how many."""
    system = User.objects.system()

    def close(review):
        if now < kind_of(review).closes_at(review):
            return False
        close_unacknowledged(review, by=system, now=now)
        return True

    return run_sweep("reviews.close_by_rule", lambda: reminders.long_unacknowledged(now), close)


def expire_invitations(*, now):
    """End invitations that are long past due, or of people who have left; returns how many."""
    system = User.objects.system()

    def expire(invitation):
        end = deadlines.invitation_end(invitation.due_at, invitation.zone)
        if now < end and invitation.reviewer.is_active and invitation.owner.is_active:
            return False
        expire_invitation(invitation, by=system, now=now)
        return True

    return run_sweep("reviews.expire_invitations", invitations_to_expire, expire)


def purge_drafts(*, now):
    """Delete the drafts that were discarded 90 days ago; returns how many."""
    system = User.objects.system()
    return run_sweep(
        "reviews.purge_drafts",
        lambda: reminders.expired_drafts(now),
        lambda review: purge_draft(review, by=system, now=now),
    )


def purge_unsent_opinions(*, now):
    """Delete what managers wrote for questions that ended before they answered; returns how many.

    They could read it for a day.
    """
    system = User.objects.system()
    return run_sweep(
        "reviews.purge_unsent_opinions",
        lambda: unsent_answers(now),
        lambda opinion: erase_unsent_answer(opinion, by=system, now=now),
    )


def due_reminders(now):
    """(subject, notice) of every reminder that is due but not queued yet."""
    sources = [
        (reminders.waiting_pairings(), of_pairing),
        (reminders.unread_reviews(now), of_unread),
        (reminders.consents_to_remind(), of_consent),
        (reminders.threads_to_remind(now), of_thread),
        (invitations_to_remind(), of_invitation),
        (opinions_to_remind(now), of_opinion),
    ]
    by_key = {}
    for rows, build in sources:
        built = each_row(
            "reviews.remind_due", rows, lambda row, build=build: keyed(build(row, now))
        )
        by_key.update(chain.from_iterable(built))
    queued = set(Notice.objects.filter(key__in=by_key).values_list("key", flat=True))
    return [(notice.subject, notice) for key, notice in by_key.items() if key not in queued]


def keyed(notices):
    """Each reminder by the key of its notice in the inbox, which every reminder has."""
    return [(f"{notice.key(person)}:inbox", notice) for notice, person in notices]


def of_pairing(pairing, now):
    """Mid-cycle and one working day before the end; only the later one after a long downtime.

    A planned day replaces the mid-cycle reminder, and the last call if it is not earlier.
    """
    cycle = pairing.draw.cycle
    person = pairing.reviewer
    if now >= deadlines.cycle_end(cycle.ends_on, cycle.pool.zone):
        return
    if not reminders.is_at_work(person, cycle.pool.country, now):
        return
    days = cycle.monday, cycle.ends_on, person.time_zone, cycle.pool.country
    last_call = deadlines.last_call(*days)
    if plan := getattr(pairing, "plan", None):
        planned = start_of_work(plan.day, person.time_zone)
        if now >= planned and (planned >= last_call or now < last_call):
            yield PlannedDay(pairing), person
        elif now >= last_call > planned:
            yield LastCall(pairing), person
    elif now >= last_call:
        yield LastCall(pairing), person
    elif now >= deadlines.mid_cycle(*days):
        yield MidCycle(pairing), person


def of_unread(review, now):
    owner = review.owner
    due = days_later(review.submitted_at, 3, owner.time_zone)
    if now >= due and reminders.is_at_work(owner, review.country, now):
        yield StillUnread(review), owner


def of_consent(consent, now):
    owner = consent.review.owner
    country = consent.review.country
    due = after_workdays(consent.asked_at, 2, owner.time_zone, country)
    if now >= due and reminders.is_at_work(owner, country, now):
        yield ConsentWaits(consent), owner


def of_thread(thread, now):
    country = thread.review.country
    for person in thread.awaited:
        due = after_workdays(thread.last_at, 2, person.time_zone, country)
        if now >= due and reminders.is_at_work(person, country, now):
            yield CommentWaits(thread.last_comment, to=person), person


def of_invitation(invitation, now):
    reviewer = invitation.reviewer
    due = deadlines.invitation_reminder(invitation.due_at, invitation.zone)
    if now >= due and reminders.is_at_work(reviewer, invitation.country, now):
        yield InvitationDue(invitation), reviewer


def of_opinion(opinion, now):
    manager = opinion.manager
    if reminders.is_at_work(manager, opinion.review.country, now):
        yield OpinionWaits(opinion), manager
