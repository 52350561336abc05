"""What beat asks for every few minutes: reminders that are due, reviews that the rule closes, drafts that expire.

Harmless when it runs twice or late: a lock lets one through, the outbox's keys send each reminder once, and the states
of the reviews decide the rest.
"""

import logging

from core.errors import StaleState
from core.locks import try_advisory_lock
from notifications.models import Notice
from people.models import User
from reviews import reminders
from reviews.actions import close_unread, purge_draft, send_reminder
from reviews.notices import CommentWaits, ConsentWaits, LastCall, MidCycle, StillUnread
from reviews.queries import remind

log = logging.getLogger(__name__)


def remind_due(*, now):
    """Queue every reminder whose moment has come; returns how many."""
    with try_advisory_lock("reviews.remind_due") as mine:
        notices = due_reminders(now) if mine else []
        for notice in notices:
            send_reminder(notice, by=User.objects.system(), now=now)
        return len(notices)


def close_by_rule(*, now):
    """Close what nobody acknowledged 14 days after its cycle ended; returns how many."""
    with try_advisory_lock("reviews.close_by_rule") as mine:
        return (
            sum(_closed(review, now) for review in remind.long_unacknowledged(now)) if mine else 0
        )


def purge_drafts(*, now):
    """Delete the drafts that were laid aside 90 days ago; returns how many."""
    with try_advisory_lock("reviews.purge_drafts") as mine:
        expired = remind.expired_drafts(now) if mine else []
        return sum(purge_draft(review, by=User.objects.system(), now=now) for review in expired)


def _closed(review, now):
    cycle = review.pairing.draw.cycle
    if now < reminders.rule_close(cycle.ends_on, cycle.pool.zone):
        return False
    try:
        close_unread(review, by=User.objects.system(), now=now)
    except StaleState:
        log.info("review %s moved on before the rule closed it", review.pk)
        return False
    return True


def due_reminders(now):
    """Every reminder (a `NoticeKind` with its subject) that should be out by now and is not queued yet."""
    asked = [*of_pairings(now), *of_unread(now), *of_consents(now), *of_threads(now)]
    keys = {f"{notice.key(person)}:inbox": notice for notice, person in asked}
    queued = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return [notice for key, notice in keys.items() if key not in queued]


def of_pairings(now):
    """Mid-cycle, and one working day before the end; after a long downtime only the later one."""
    for pairing in remind.waiting_pairings():
        cycle, person = pairing.draw.cycle, pairing.reviewer
        if now >= reminders.cycle_end(cycle.ends_on, cycle.pool.zone) or not remind.is_at_work(
            person, cycle.pool, now
        ):
            continue
        days = cycle.monday, cycle.ends_on, person.time_zone, cycle.pool.country
        if now >= reminders.last_call(*days):
            yield LastCall(pairing), person
        elif now >= reminders.mid_cycle(*days):
            yield MidCycle(pairing), person


def of_unread(now):
    for review in remind.unread_reviews(now):
        owner = review.owner
        due = reminders.days_later(review.submitted_at, 3, owner.time_zone)
        if now >= due and remind.is_at_work(owner, pool_of(review), now):
            yield StillUnread(review), owner


def of_consents(now):
    for consent in remind.unanswered_consents():
        owner, pool = consent.review.owner, pool_of(consent.review)
        due = reminders.after_workdays(consent.asked_at, 2, owner.time_zone, pool.country)
        if now >= due and remind.is_at_work(owner, pool, now):
            yield ConsentWaits(consent), owner


def of_threads(now):
    for thread in remind.unanswered_threads(now):
        review, pool = thread.review, pool_of(thread.review)
        for person in {review.owner, review.reviewer}:
            if person.pk == thread.last_author:
                continue
            due = reminders.after_workdays(thread.last_at, 2, person.time_zone, pool.country)
            if now >= due and remind.is_at_work(person, pool, now):
                yield CommentWaits(thread.last_word, to=person), person


def pool_of(review):
    return review.pairing.draw.cycle.pool
