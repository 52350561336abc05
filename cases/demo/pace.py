"""When each turn of a case happens."""

from datetime import timedelta

from cases.demo.script import COLLEAGUE, CUSTOMER, INTERNAL, NOTE
from cases.demo.story import CHASE, CLOSING, RECEIPT
from core.demo.clock import at_work, next_workday, zone_of
from core.weeks import local_datetime

# Minutes, before the pace of the case is applied.
TO_NOTE = (8, 90)
TO_COLLEAGUE = (10, 150)
AFTER_NOTE = (15, 260)
FIRST_REPLY = (9, 200)
REPLY = (25, 460)
FROM_CUSTOMER = (20, 1900)
TO_RECEIPT = (5, 70)
TO_CLOSING = (20, 2400)
TO_CHASE = (2100, 5200)


def moments(beats, plan, zones, chance):
    """The time of each beat; `zones` maps each kind of turn to its author's time zone."""
    times = [plan.opened_at]
    for at in range(1, len(beats)):
        times.append(moment_of(beats, at, times, plan, zones, chance))
    return times


def moment_of(beats, at, times, plan, zones, chance):
    beat = beats[at]
    before = beats[at - 1]
    if beat.at:
        return scripted(beat.at, plan, chance, times[-1])
    zone = zones[beat.who]
    if is_ours(beat) and is_ours(before) and beat.mark != RECEIPT:
        return tomorrow(times[-1], zone, chance)
    minutes = chance.uniform(*range_of(beats, at))
    slow = 1 if beat.who in INTERNAL or beat.mark == CLOSING else plan.pace
    return at_work(times[-1] + timedelta(minutes=minutes * slow), zone)


def range_of(beats, at):
    beat = beats[at]
    before = beats[at - 1]
    if beat.mark in (CHASE, RECEIPT, CLOSING):
        return {CHASE: TO_CHASE, RECEIPT: TO_RECEIPT, CLOSING: TO_CLOSING}[beat.mark]
    if beat.who == CUSTOMER:
        return FROM_CUSTOMER
    if beat.who in INTERNAL:
        return TO_COLLEAGUE if beat.who == COLLEAGUE else TO_NOTE
    if before.who in INTERNAL:
        return AFTER_NOTE
    return (
        FIRST_REPLY if at == 1 or all(one.who in (CUSTOMER, NOTE) for one in beats[:at]) else REPLY
    )


def is_ours(beat):
    return beat.who != CUSTOMER and beat.who not in INTERNAL


def tomorrow(moment, zone, chance):
    """The time of a second message of ours in a row: the next working day, as promised."""
    day = next_workday(moment.astimezone(zone_of(zone)).date())
    return local_datetime(day, chance.randrange(8, 12), zone_of(zone)) + timedelta(
        minutes=chance.randrange(60)
    )


def scripted(at, plan, chance, before):
    """A time named in the script, in the customer's zone; a major's children vary a little."""
    days, hour, minute = at
    opened = plan.opened_at.astimezone(zone_of(plan.scripted_zone))
    moment = local_datetime(
        opened.date() + timedelta(days=days), hour, plan.scripted_zone
    ) + timedelta(minutes=minute)
    jitter = timedelta(seconds=chance.randrange(20, 700 if plan.parent else 40))
    return max(moment + jitter, before + timedelta(minutes=2))
