"""Sweeps every few minutes: months open, close and move, stand-ins begin, people are reminded.

Running one twice, late or beside another one does no harm: an engineer has one row a month, each
move names the old state, and the outbox keys make sure that each reminder is sent once.
"""

from itertools import chain

from core.sweeps import each_row, run_sweep
from core.weeks import today_in
from core.working_hours import start_of_work
from monthly import schedule
from monthly.actions import (
    close_incomplete,
    end_stand_in,
    excuse_left,
    move_to_manager,
    open_month,
    start_stand_in,
)
from monthly.notices import SelfDue, TalkDue, ValidationDue
from monthly.queries.openings import due_openings
from monthly.queries.running import (
    engineers_gone,
    months_to_close,
    months_to_move,
    months_to_remind,
    stand_ins_to_update,
)
from monthly.states import WITH_ENGINEER, MonthlyState, StandInState
from notifications.models import Notice
from people.models import User
from reviews.actions import send_reminder
from reviews.queries.reminders import is_at_work


def open_and_close(*, now):
    """Close months whose next one has opened, and open the months that are due; returns how many.

    The months of people who left are excused, those with a new manager move first.
    """
    system = User.objects.system()

    def open_one(opening):
        return open_month(
            opening.engineer,
            month=opening.month,
            manager=opening.manager,
            team=opening.team,
            opened_on=today_in(opening.manager.time_zone, now),
            by=system,
            now=now,
        )

    excused = run_sweep(
        "monthly.excuse_left",
        lambda: engineers_gone(now),
        lambda engineer: excuse_left(engineer, by=system, now=now),
    )
    moved = run_sweep(
        "monthly.move",
        lambda: months_to_move(now),
        lambda pair: move_to_manager(pair[0], manager=pair[1], by=system, now=now),
    )
    closed = run_sweep(
        "monthly.close",
        lambda: months_to_close(now),
        lambda monthly_review: close_incomplete(monthly_review, by=system, now=now),
    )
    opened = run_sweep("monthly.open", lambda: due_openings(now), open_one)
    return excused + moved + closed + opened


def update_stand_ins(*, now):
    """Begin and end stand-ins by the day in the zone of the manager; returns how many."""
    system = User.objects.system()

    def update(stand_in):
        today = today_in(stand_in.manager.time_zone, now)
        if stand_in.last_day < today:
            return end_stand_in(stand_in, by=system, now=now)
        if stand_in.state == StandInState.PLANNED and stand_in.first_day <= today:
            return start_stand_in(stand_in, by=system, now=now)
        return None

    return run_sweep("monthly.update_stand_ins", stand_ins_to_update, update)


def remind_due(*, now):
    """Queue every reminder that is due; returns how many."""
    system = User.objects.system()

    def send(row):
        _, notice = row
        send_reminder(notice, by=system, now=now)
        return True

    return run_sweep("monthly.remind_due", lambda: due_reminders(now), send)


def due_reminders(now):
    """(month, notice) of every reminder that is due and not queued yet."""
    built = each_row(
        "monthly.remind_due", months_to_remind(), lambda row: list(keyed_reminders(row, now))
    )
    by_key = dict(chain.from_iterable(built))
    queued = set(Notice.objects.filter(key__in=by_key).values_list("key", flat=True))
    return [(notice.subject, notice) for key, notice in by_key.items() if key not in queued]


def keyed_reminders(monthly_review, now):
    """The reminders of one month by the key of the notice in the inbox, which each has."""
    kind, due_on, people = waiting_for(monthly_review)
    day = schedule.reminder_day(due_on, monthly_review.country)
    for person in people:
        if now < start_of_work(day, person.time_zone):
            continue
        if is_at_work(person, monthly_review.country, now):
            notice = kind(monthly_review, people=[person])
            yield f"{notice.key(person)}:inbox", notice


def waiting_for(monthly_review):
    """The kind of reminder, the day by which it is due, and the people it waits for."""
    if monthly_review.state in WITH_ENGINEER:
        return SelfDue, monthly_review.self_due_on, [monthly_review.engineer]
    if monthly_review.state == MonthlyState.VALIDATING:
        return ValidationDue, monthly_review.validation_due_on, monthly_review.acting
    people = []
    if monthly_review.engineer_done_at is None:
        people.append(monthly_review.engineer)
    if monthly_review.manager_done_at is None:
        people += monthly_review.acting
    return TalkDue, monthly_review.talk_due_on, people
