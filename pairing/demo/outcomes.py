"""Decides the outcome of every pairing: sent, skipped, missed, started, or not started."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.demo.clock import between, spread
from core.demo.days import ZONE
from core.demo.rng import Deck
from core.demo.texts import load_texts
from core.weeks import WEEK, local_datetime
from pairing.states import Origin

SENT_NOW = 6
STARTED_NOW = 4
HANA = "hana.kim"
ANA = "ana.duarte"
LARS = "lars.nygard"


@dataclass
class Outcome:
    """The times of one pairing's review; None means it has not happened."""

    pairing: object
    started_at: datetime | None = None
    sent_at: datetime | None = None
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    ended_at: datetime | None = None
    skipped: str = ""
    is_missed: bool = False


def login(person):
    return person.email.split("@")[0]


def past_outcomes(pairings, monday, days, chance, skips):
    """One closed cycle. In the latest one every review was sent, and Hana has not read hers yet."""
    is_last = monday == days.past_mondays[-1]
    for pairing in pairings:
        luck = 1 if is_last else chance.random()
        if luck < 0.03:
            yield skipped(pairing, monday, days, chance, skips)
        elif luck < 0.1:
            yield missed(pairing, monday, days, chance)
        else:
            yield sent(
                pairing, begin(pairing), window_end(monday, days, chance), days, chance, is_last
            )


def begin(pairing):
    """When the reviewer knew; swaps and covers took up to an hour."""
    return pairing.draw.drawn_at + (
        timedelta() if pairing.origin == Origin.DRAWN else timedelta(hours=1)
    )


def window_end(monday, days, chance):
    """Most reviewers send by Friday evening, some at the weekend."""
    late = chance.random() < 0.12
    return (
        local_datetime(monday + WEEK, 0, ZONE) - timedelta(minutes=20) if late else friday(monday)
    )


def friday(monday):
    return local_datetime(monday + timedelta(days=4), 17, ZONE)


def sent(pairing, first, last, days, chance, may_wait):
    started, sent_at = spread(first, last, pairing.reviewer.time_zone, chance, 2)
    outcome = Outcome(pairing, started, sent_at, ended_at=sent_at)
    if may_wait and login(pairing.owner) == HANA:
        return outcome
    if may_wait and login(pairing.owner) not in (ANA, LARS) and chance.random() < 0.2:
        return outcome
    last = min(sent_at + timedelta(days=6 if may_wait else 4), days.now)
    reads_late = may_wait and login(pairing.reviewer) == HANA
    not_before = local_datetime(days.monday, 8, ZONE) if reads_late else None
    return read(outcome, last, chance, not_before=not_before)


def read(outcome, last, chance, not_before=None):
    """The owner opens and acknowledges it by `last`, if possible not before `not_before`."""
    first = outcome.sent_at + (last - outcome.sent_at) / 50
    if not_before and first < not_before < last:
        first = not_before
    outcome.opened_at, outcome.acknowledged_at = spread(
        first, last, outcome.pairing.owner.time_zone, chance, 2
    )
    return outcome


def skipped(pairing, monday, days, chance, skips):
    at = between(begin(pairing), friday(monday), pairing.reviewer.time_zone, chance)
    return Outcome(pairing, ended_at=at, skipped=skips.deal())


def missed(pairing, monday, days, chance):
    """Some reviewers had started and never came back."""
    began = chance.random() < 0.4
    started = (
        between(begin(pairing), friday(monday), pairing.reviewer.time_zone, chance)
        if began
        else None
    )
    return Outcome(pairing, started, ended_at=days.ended_at(monday), is_missed=True)


def present_outcomes(pairings, days, chance):
    """The current cycle: six sent, four started, and Hana has a case to pick."""
    done, begun = roles(pairings, chance)
    first = days.drawn_at(days.monday)
    last = days.now - timedelta(minutes=4)
    for pairing in pairings:
        if pairing.reviewer in done:
            sent_by = first + (last - first) * 0.8
            started, sent_at = spread(first, sent_by, pairing.reviewer.time_zone, chance, 2)
            outcome = Outcome(pairing, started, sent_at, ended_at=sent_at)
            is_read = (
                LARS in (login(pairing.reviewer), login(pairing.owner)) or chance.random() < 0.4
            )
            yield read(outcome, last, chance) if is_read else outcome
        elif pairing.reviewer in begun:
            yield Outcome(pairing, between(first, last, pairing.reviewer.time_zone, chance))
        else:
            yield Outcome(pairing)


def roles(pairings, chance):
    """(who sent, who started). Lars is done on both sides; Ana and Hana's reviewer began."""
    free = [pairing for pairing in pairings if login(pairing.reviewer) != HANA]
    chance.shuffle(free)
    done = [one.reviewer for one in free if LARS in (login(one.reviewer), login(one.owner))]
    others = [one for one in free if one.reviewer not in done]
    begun = [
        one.reviewer for one in others if login(one.reviewer) == ANA or login(one.owner) == HANA
    ]
    rest = [one.reviewer for one in others if one.reviewer not in begun]
    missing = SENT_NOW - len(done)
    return done + rest[:missing], begun + rest[missing : missing + STARTED_NOW - len(begun)]


def outcomes_of(cycles, days, chance):
    """The outcomes of all cycles in order; `cycles` holds the pairings of each."""
    skips = Deck(load_texts(__file__, "skips")["skips"], chance)
    for monday, pairings in zip(days.past_mondays, cycles[:-1], strict=True):
        yield from past_outcomes(pairings, monday, days, chance, skips)
    yield from present_outcomes(cycles[-1], days, chance)
