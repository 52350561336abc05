"""Makes the pool and draws its cycles, by the product's own engine, so that every draw of the demo verifies."""

from datetime import timedelta

from casereview.demo.bending import make_busy_weeks, make_rules
from casereview.demo.chance import stream
from casereview.demo.days import ANNOUNCED, ZONE
from casereview.demo.mending import REDRAWN, bend, draw_again
from casereview.demo.seeds import find_seeds, spared_of
from casereview.demo.texts.company import EMEA, ENGINEERS, MANAGERS, PIA
from core.weeks import WEEK, local_moment
from pairing.actions import add_members, create_pool, draw_cycle
from pairing.models import Cycle, Pairing, Pool
from pairing.queries.inputs import inputs_for
from pairing.states import CycleState, PairingState, Visibility

NAME = "Global Support"
LATE_JOINER, JOINED_IN = "kemi.adeyemi", 4


def make_pool(people, days, rubric):
    """Global Support: twelve of the thirteen engineers, led by their managers; one of them joined some weeks in."""
    start = local_moment(days.first_monday - timedelta(days=11), 10, ZONE)
    leads = [people[manager.login] for manager in MANAGERS.values()]
    pool = create_pool(
        by=people[PIA.login],
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
        now=local_moment(joined, 8, ZONE) - timedelta(days=3),
        first_day=joined,
    )
    make_rules(pool, people, by=leads[0], start=start, joined=joined)
    make_busy_weeks(pool, people, days)
    return pool


def draw_cycles(pool, people, days, seed, history):
    """Draws the past cycles and the present one, in order; returns the draws, the past ones closed."""
    mondays = [*days.past_mondays, days.monday]
    salts = [
        f"{stream(seed, 'salt', number).getrandbits(128):032x}" for number in range(len(mondays))
    ]
    frozen = [
        inputs_for(
            pool, monday, salt=salt, now=days.drawn_at(monday), attempt=1 + (number == REDRAWN)
        )[0]
        for number, (monday, salt) in enumerate(zip(mondays, salts, strict=True))
    ]
    by_id = {person.pk: person for person in people.values()}
    draws = []
    for number, secret in enumerate(find_seeds(frozen, people, seed)):
        monday, sealed = mondays[number], (secret, salts[number])
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
    """The draw of a Monday, from a seed that was sealed a week before."""
    sealed_at = max(pool.created_at, days.drawn_at(monday - WEEK))
    secret, salt = sealed
    Pool.objects.filter(pk=pool.pk).update(
        sealed_seed=secret, sealed_salt=salt, sealed_at=sealed_at
    )
    return draw_cycle(pool, monday, by=by, now=days.drawn_at(monday))


def redrawn(pool, monday, days, sealed, by):
    """A first attempt, which a lead set aside within the hour."""
    chance = stream(sealed[0], "first attempt")
    first = f"{chance.getrandbits(256):064x}", f"{chance.getrandbits(128):032x}"
    return draw_again(draw_one(pool, monday, days, first, by), *sealed, by=pool.leads.first())


def seal_next(pool, days, seed):
    """The seed of the next draw, which nobody knows in a real pool, comes from the demo's seed like all the rest."""
    chance = stream(seed, "sealed")
    Pool.objects.filter(pk=pool.pk).update(
        sealed_seed=f"{chance.getrandbits(256):064x}",
        sealed_salt=f"{chance.getrandbits(128):032x}",
        sealed_at=days.drawn_at(days.monday),
    )


def pairings_of(draws, people):
    """The pairings of each draw that wait, in the order of the reviewers' names, with the people at hand."""
    by_id = {person.pk: person for person in people.values()}
    found = {drawn.pk: [] for drawn in draws}
    drawn_of = {drawn.pk: drawn for drawn in draws}
    for pairing in Pairing.objects.filter(draw__in=draws, state=PairingState.ASSIGNED).order_by(
        "reviewer__name", "pk"
    ):
        pairing.reviewer, pairing.owner = by_id[pairing.reviewer_id], by_id[pairing.owner_id]
        pairing.draw = drawn_of[pairing.draw_id]
        found[pairing.draw_id].append(pairing)
    return [found[drawn.pk] for drawn in draws]
