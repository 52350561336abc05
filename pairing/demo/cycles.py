"""Creates the pool and draws its cycles with the real engine, so that every draw verifies."""

from datetime import timedelta

from core.demo.days import ANNOUNCED, ZONE
from core.demo.rng import stream
from core.demo.texts import load_texts
from core.weeks import WEEK, local_datetime
from pairing.actions import add_members, change_guidance, create_pool, draw_cycle
from pairing.demo.changes import REDRAWN, bend, draw_again
from pairing.demo.exclusions import make_busy_weeks, make_rules
from pairing.demo.seed_search import find_seeds, spared_of
from pairing.models import Cycle, Pairing, Pool
from pairing.queries import build_inputs, default_guidance
from pairing.states import CycleState, PairingState, Visibility
from people.demo.company import COORDINATOR, EMEA, ENGINEERS, MANAGERS

NAME = "Global Support"
LATE_JOINER = "kemi.adeyemi"
JOINED_IN = 4


def make_pool(people, days, rubric):
    """Global Support: twelve of the thirteen engineers, led by their managers; one joined late."""
    start = local_datetime(days.first_monday - timedelta(days=11), 10, ZONE)
    leads = [people[manager.login] for manager in MANAGERS.values()]
    pool = create_pool(
        by=people[COORDINATOR.login],
        now=start,
        leads=leads,
        name=NAME,
        rubric=rubric,
        first_monday=days.first_monday,
        announce_hour=ANNOUNCED,
        time_zone=str(ZONE),
        visibility=Visibility.MANAGERS,
        channel="#peer-reviews",
    )
    old = [people[one.login] for one in ENGINEERS if one.weeks and one.login != LATE_JOINER]
    add_members(pool, users=old, by=leads[0], now=start, first_day=days.first_monday)
    joined = days.first_monday + JOINED_IN * WEEK
    late = [people[LATE_JOINER]]
    add_members(
        pool,
        users=late,
        by=leads[0],
        now=local_datetime(joined, 8, ZONE) - timedelta(days=3),
        first_day=joined,
    )
    agreements = load_texts(__file__, "guidance")["agreements"]
    change_guidance(
        pool, text=default_guidance() + "\n" + agreements, seen_at=None, by=leads[0], now=start
    )
    make_rules(pool, people, by=leads[0], start=start, joined=joined)
    make_busy_weeks(pool, people, days)
    return pool


def draw_cycles(pool, people, days, seed, history):
    """Draw the past cycles, close them, and draw the current one; returns all draws in order."""
    mondays = [*days.past_mondays, days.monday]
    salts = [
        f"{stream(seed, 'salt', number).getrandbits(128):032x}" for number in range(len(mondays))
    ]
    frozen = [
        build_inputs(
            pool, monday, salt=salt, now=days.drawn_at(monday), attempt=1 + (number == REDRAWN)
        )[0]
        for number, (monday, salt) in enumerate(zip(mondays, salts, strict=True))
    ]
    by_id = {person.pk: person for person in people.values()}
    draws = []
    for number, secret in enumerate(find_seeds(frozen, people, seed)):
        monday = mondays[number]
        sealed = (secret, salts[number])
        by = drawer(monday, people, days, history)
        draw = redrawn if number == REDRAWN else draw_one
        draws.append(draw(pool, monday, days, sealed, by))
        bend(number, draws[-1], by_id, spared_of(people))
        if monday < days.monday:
            Cycle.objects.filter(pk=draws[-1].cycle_id).update(state=CycleState.CLOSED)
    seal_next(pool, days, seed)
    return draws


def drawer(monday, people, days, history):
    is_by_hand = monday == days.monday and days.is_early
    return people[MANAGERS[EMEA].login] if is_by_hand else history.system


def draw_one(pool, monday, days, sealed, by):
    """Draw one Monday from a seed that was sealed a week before."""
    sealed_at = max(pool.created_at, days.drawn_at(monday - WEEK))
    secret, salt = sealed
    Pool.objects.filter(pk=pool.pk).update(
        sealed_seed=secret, sealed_salt=salt, sealed_at=sealed_at
    )
    return draw_cycle(pool, monday, by=by, now=days.drawn_at(monday))


def redrawn(pool, monday, days, sealed, by):
    """Draw once, then redraw within the hour."""
    chance = stream(sealed[0], "first attempt")
    first = f"{chance.getrandbits(256):064x}", f"{chance.getrandbits(128):032x}"
    return draw_again(draw_one(pool, monday, days, first, by), *sealed, by=pool.leads.first())


def seal_next(pool, days, seed):
    """Seal the next draw's seed, derived from the demo's own seed."""
    chance = stream(seed, "sealed")
    Pool.objects.filter(pk=pool.pk).update(
        sealed_seed=f"{chance.getrandbits(256):064x}",
        sealed_salt=f"{chance.getrandbits(128):032x}",
        sealed_at=days.drawn_at(days.monday),
    )


def pairings_of(draws, people):
    """The assigned pairings of each draw by reviewer's name, with their people filled in."""
    by_id = {person.pk: person for person in people.values()}
    by_draw = {drawn.pk: [] for drawn in draws}
    drawn_of = {drawn.pk: drawn for drawn in draws}
    for pairing in Pairing.objects.filter(draw__in=draws, state=PairingState.ASSIGNED).order_by(
        "reviewer__name", "pk"
    ):
        pairing.reviewer, pairing.owner = by_id[pairing.reviewer_id], by_id[pairing.owner_id]
        pairing.draw = drawn_of[pairing.draw_id]
        by_draw[pairing.draw_id].append(pairing)
    return [by_draw[drawn.pk] for drawn in draws]
