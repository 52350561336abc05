"""Reminders as beat and worker send them: each once, in working hours, while it is due."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.tests.concurrency import run_together
from core.weeks import local_datetime
from notifications.delivery import deliver_due
from notifications.models import Notice
from notifications.registry import KINDS
from notifications.sweeps import purge_ended
from pairing.actions import skip_pairing
from pairing.models import Pairing
from pairing.sweeps import close_ended_cycles
from pairing.tests.factories import CycleFactory, DrawFactory, PairingFactory, PoolFactory
from people.models import User
from people.tests.factories import AbsenceFactory
from reviews import actions, sweeps
from reviews.models import Review
from reviews.tests.factories import ReviewFactory, fill_rubric

ZONES = [
    "UTC",
    "Europe/Lisbon",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
]
REMINDERS = (
    *("review_mid_cycle", "review_planned", "review_last_call", "review_unread"),
    *("consent_waits", "comment_waits", "opinion_waits", "review_invitation_due"),
)
MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class World:
    """A running cycle, people who wait for each other, and a clock for beat and worker."""

    def __init__(self, time_machine, monday=MONDAY, days=7, country=""):
        self.clock = time_machine
        self.set(local_datetime(monday, 0, "UTC"))
        pool = PoolFactory(country=country, first_monday=monday)
        due_at = local_datetime(monday + timedelta(days=days - 3), 17, "UTC")
        cycle = CycleFactory(
            pool=pool, monday=monday, ends_on=monday + timedelta(days=days), due_at=due_at
        )
        self.draw = DrawFactory(cycle=cycle, drawn_at=self.now)

    def set(self, moment):
        self.now = moment
        self.clock.move_to(moment, tick=False)

    def pairing(self, zone="UTC"):
        return PairingFactory(draw=self.draw, reviewer__time_zone=zone, owner__time_zone=zone)

    def draft(self, at, zone="UTC"):
        pairing = Pairing.objects.get(pk=self.pairing(zone).pk)
        return Review.objects.get(pk=ReviewFactory(pairing=pairing, started_at=at, saved_at=at).pk)

    def sent(self, at, zone="UTC"):
        draft = self.draft(at, zone)
        return actions.submit_review(
            draft, rubric_input=fill_rubric(draft), by=draft.reviewer, now=at
        )

    def asked(self, at, zone="UTC"):
        draft = self.draft(at, zone)
        return actions.ask_consent(draft, by=draft.reviewer, now=at)

    def commented(self, at, zone="UTC"):
        review = self.sent(at, zone)
        actions.open_review(review, by=review.owner, now=at)
        return actions.add_comment(review, body="Would you have called?", by=review.owner, now=at)

    def run(self, *moments, times=1):
        """Beat and worker at each of the `moments`; beat fires `times` times."""
        for moment in sorted(moments):
            self.set(moment)
            for _ in range(times):
                sweeps.remind_due(now=moment)
                deliver_due(now=moment)


def told():
    """How often each reminder reached its person: {(kind, day, time) in their own zone: number}."""
    notices = Notice.objects.filter(kind__in=REMINDERS, channel="inbox", sent_at__isnull=False)
    own = [(notice.kind, notice.sent_at.astimezone(notice.recipient.zone)) for notice in notices]
    return Counter((kind, moment.date(), f"{moment:%H:%M}") for kind, moment in own)


def mornings(*days, zones=("UTC",)):
    """The last minute before the working hours and their first one, in each zone."""
    return [
        local_datetime(day, 9, zone) - early
        for day in days
        for zone in zones
        for early in (MINUTE, 0 * MINUTE)
    ]


def at(day, hour, zone="UTC"):
    return local_datetime(date(2026, 11, day), hour, zone)


CHANGES = [
    pytest.param(date(2026, 3, 23), id="forward in Europe"),
    pytest.param(date(2026, 10, 19), id="back in Europe", marks=pytest.mark.sweep),
    pytest.param(date(2026, 10, 26), id="back in America", marks=pytest.mark.sweep),
    pytest.param(
        date(2026, 3, 30), id="back in Auckland and on Lord Howe", marks=pytest.mark.sweep
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize("monday", CHANGES)
def test_clocks_that_change_in_six_zones_keep_each_persons_morning(time_machine, monday):
    """What is due after that Sunday comes at nine by the new clock, wherever somebody is."""
    world = World(time_machine, monday, days=14)
    friday = monday + 4 * DAY
    for zone in ZONES:
        noon = local_datetime(friday, 12, zone)
        world.sent(noon, zone)
        world.asked(noon, zone)
        world.commented(noon, zone)
    after = friday + 3 * DAY
    next_day = friday + 4 * DAY
    world.run(*mornings(friday + 2 * DAY, after, next_day, zones=ZONES))
    expected = {("review_mid_cycle", after), ("review_unread", after), ("consent_waits", next_day)}
    expected |= {("comment_waits", next_day)}
    assert told() == {(kind, day, "09:00"): len(ZONES) for kind, day in expected}


@pytest.mark.django_db
def test_holidays_of_the_pool_are_nobodys_reminder(time_machine):
    """In Germany Friday the 25th is a holiday: Wednesday is one working day before the end."""
    monday = date(2026, 12, 21)
    world = World(time_machine, monday, country="DE")
    world.pairing("Europe/Berlin")
    world.asked(local_datetime(monday + 2 * DAY, 12, "Europe/Berlin"), "Europe/Berlin")
    world.run(*mornings(*(monday + n * DAY for n in range(10)), zones=["Europe/Berlin"]))
    assert told() == {
        ("review_last_call", date(2026, 12, 23), "09:00"): 2,
        ("consent_waits", date(2026, 12, 28), "09:00"): 1,
    }


@pytest.mark.django_db
def test_absence_moves_each_reminder_to_the_day_of_return(time_machine):
    world = World(time_machine, days=14)
    world.pairing()
    for begin in (world.sent, world.asked, world.commented):
        begin(at(16, 10))
    for person in User.objects.exclude(email=User.SYSTEM_EMAIL):
        AbsenceFactory(user=person, first_day=date(2026, 11, 17), last_day=date(2026, 11, 25))
    world.run(*mornings(*(date(2026, 11, day) for day in range(17, 28))))
    back = date(2026, 11, 26)
    kinds = {"review_last_call": 2, "review_unread": 1, "consent_waits": 1, "comment_waits": 1}
    assert told() == {(kind, back, "09:00"): number for kind, number in kinds.items()}


@pytest.mark.django_db
def test_three_days_down_are_caught_up_once_in_working_hours(time_machine):
    """Down from Tuesday noon to Friday 4:00: then each once, of two only the later."""
    world = World(time_machine)
    world.pairing()
    world.asked(at(16, 10))
    world.run(at(17, 11), at(20, 4), at(20, 8), at(20, 9), at(20, 12), times=2)
    assert told() == {
        ("review_last_call", FRIDAY, "09:00"): 2,
        ("consent_waits", FRIDAY, "09:00"): 1,
    }


@pytest.mark.django_db
def test_cycle_that_ended_while_all_was_down_is_not_reminded_of(time_machine):
    """The sweep of reminders may come before the one that closes the cycle."""
    world = World(time_machine)
    world.pairing()
    world.run(at(23, 9), at(23, 10))
    close_ended_cycles(now=at(23, 10))
    world.run(at(23, 11), at(24, 9))
    assert told() == {}


DONE = {
    "sent": lambda review, by: actions.submit_review(
        review, rubric_input=fill_rubric(review), by=by, now=at(17, 10)
    ),
    "skipped": lambda review, by: skip_pairing(review.pairing, reason="Ill", by=by, now=at(17, 10)),
    "left": lambda review, by: User.objects.filter(pk=by.pk).update(is_active=False),
}


@pytest.mark.django_db
@pytest.mark.parametrize("how", DONE)
def test_reviewer_who_is_done_hears_nothing(time_machine, how):
    world = World(time_machine)
    review = world.draft(at(16, 10))
    DONE[how](review, review.reviewer)
    world.run(*mornings(*(date(2026, 11, day) for day in range(17, 20))))
    assert told() == {}


@pytest.mark.django_db
def test_answer_before_the_reminder_stops_it(time_machine):
    world = World(time_machine)
    comment = world.commented(at(16, 10))
    consent = world.asked(at(16, 10))
    review = comment.review
    actions.add_comment(review, body="Yes.", thread=comment, by=review.reviewer, now=at(17, 10))
    actions.resolve_thread(comment, by=review.owner, now=at(17, 11))
    actions.answer_consent(consent, allow=False, by=consent.review.owner, now=at(17, 10))
    world.run(*mornings(date(2026, 11, 18), date(2026, 11, 19)))
    assert {kind for kind, _, _ in told()} == {
        "review_mid_cycle",
        "review_last_call",
    }  # of the draft that asked


@pytest.mark.django_db
def test_thread_whose_words_are_deleted_waits_for_nobody_and_stops_nobodys_reminder(time_machine):
    world = World(time_machine)
    comment = world.commented(at(16, 10))
    actions.delete_comment(comment, by=comment.author, now=at(16, 11))
    world.pairing()
    world.run(*mornings(date(2026, 11, 18)))
    assert set(told()) == {("review_mid_cycle", date(2026, 11, 18), "09:00")}


@pytest.mark.django_db
def test_comment_on_a_review_that_was_recalled_reminds_nobody(time_machine):
    world = World(time_machine)
    review = world.sent(at(16, 10))
    actions.add_comment(review, body="One more thing.", by=review.reviewer, now=at(16, 11))
    actions.recall_review(review, by=review.reviewer, now=at(16, 12))
    world.run(*mornings(date(2026, 11, 18)))
    assert {kind for kind, _, _ in told()} == {"review_mid_cycle"}


@pytest.mark.django_db
def test_reminder_still_due_after_the_purge_of_old_notices_is_not_sent_again(time_machine):
    world = World(time_machine)
    world.commented(at(16, 10))
    world.run(at(20, 9))
    later = at(20, 9) + 200 * DAY
    world.set(later)
    purge_ended(now=later)
    world.run(later)
    assert told()[("comment_waits", FRIDAY, "09:00")] == 1
    own = [kind for kind in KINDS.values() if kind.__module__.startswith("reviews.")]
    assert {kind.kind for kind in own if kind.is_reminder} == set(REMINDERS)


@pytest.mark.django_db(transaction=True)
def test_beat_that_fires_twice_at_once_sends_each_once(time_machine):
    """Two beats and two workers in threads of their own, three times over."""
    world = World(time_machine)
    world.pairing()
    world.sent(at(16, 10))
    world.asked(at(16, 10))
    world.commented(at(16, 10))
    world.set(now := at(20, 10))
    for _ in range(3):
        results = run_together(*[lambda: (sweeps.remind_due(now=now), deliver_due(now=now))] * 4)
        assert not [result for result in results if isinstance(result, Exception)]
    kinds = Counter({kind: number for (kind, _, _), number in told().items()})
    assert kinds == {
        "review_last_call": 2,
        "review_unread": 1,
        "consent_waits": 1,
        "comment_waits": 1,
    }


@pytest.mark.django_db
def test_sweep_costs_the_same_for_one_thread_and_three(time_machine):
    world = World(time_machine)
    now = at(20, 9)
    costs = []
    for threads in (1, 2):
        for _ in range(threads):
            world.commented(at(16, 10))
        world.run(now)
        with CaptureQueriesContext(connection) as queries:
            sweeps.remind_due(now=now)
        costs.append(len(queries))
    assert costs[0] == costs[1]
