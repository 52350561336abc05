"""Makes the pool and draws its cycles, by the product's own engine, so that every draw of the demo verifies."""

from datetime import timedelta

from casereview.demo.chance import stream
from casereview.demo.days import ANNOUNCED, ZONE
from casereview.demo.texts.company import ENGINEERS, MANAGERS, PIA
from core.weeks import WEEK, local_moment
from pairing.actions import add_members, create_pool, draw_cycle
from pairing.engine import draw
from pairing.models import Pairing, Pool
from pairing.queries.inputs import inputs_for
from pairing.states import CycleState, Visibility
from rubrics.models import RubricVersion

NAME = "Global Support"
TRIES = 300
LATE_JOINER, JOINED_IN = "kemi.adeyemi", 4
FIRST_MEETING = 1  # the cycle in which Hana drew Ana for the first time, so that the present one reads "2nd time"


def make_pool(people, days, rubric):
    """Global Support: twelve of the thirteen engineers, led by their managers; one of them joined some weeks in."""
    start = local_moment(days.first_monday - timedelta(days=11), 10, ZONE)
    RubricVersion.objects.filter(rubric=rubric).update(published_at=start - timedelta(days=1))
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
    )
    old = [people[one.login] for one in ENGINEERS if one.weeks and one.login != LATE_JOINER]
    add_members(pool, users=old, by=leads[0], now=start, first_day=days.first_monday)
    joined = days.first_monday + JOINED_IN * WEEK
    late = [people[LATE_JOINER]]
    add_members(pool, users=late, by=leads[0], now=local_moment(joined, 8, ZONE) - timedelta(days=3), first_day=joined)
    return pool


def draw_cycles(pool, people, days, seed, history):
    """Draws the past cycles and the present one, in order; returns the draws, the past ones closed."""
    draws = []
    for number, monday in enumerate([*days.past_mondays, days.monday]):
        wishes, by = wishes_of(number, people, days), drawer(monday, people, days, history)
        found = draw_one(pool, monday, days, wishes, stream(seed, "draw", monday - days.first_monday), by)
        draws.append(found)
        if monday < days.monday:
            type(found.cycle).objects.filter(pk=found.cycle_id).update(state=CycleState.CLOSED)
    seal_next(pool, days, seed)
    return draws


def drawer(monday, people, days, history):
    is_by_hand = monday == days.monday and days.is_early
    return people[MANAGERS["Support EMEA"].login] if is_by_hand else history.system


def wishes_of(number, people, days):
    """(pairs that must be drawn, pairs that must not): what the personas of the sign-in page promise."""
    hana, ana, lars = (people[login].pk for login in ("hana.kim", "ana.duarte", "lars.nygard"))
    if number == len(days.past_mondays):
        return {(hana, ana)}, {(lars, hana), (ana, lars)}
    return ({(hana, ana)}, set()) if number == FIRST_MEETING else (set(), {(hana, ana)})


def draw_one(pool, monday, days, wishes, chance, by):
    """The draw of a Monday from the first seed that gives what is wished; the seed was sealed a week before."""
    at, salt = days.drawn_at(monday), f"{chance.getrandbits(128):032x}"
    sealed_at = max(pool.created_at, days.drawn_at(monday - WEEK))
    inputs, _ = inputs_for(pool, monday, salt=salt, now=at)
    secret = wished_seed(inputs, wishes, chance)
    Pool.objects.filter(pk=pool.pk).update(sealed_seed=secret, sealed_salt=salt, sealed_at=sealed_at)
    return draw_cycle(pool, monday, by=by, now=at)


def wished_seed(inputs, wishes, chance):
    must, must_not = wishes
    for _ in range(TRIES):
        secret = f"{chance.getrandbits(256):064x}"
        pairs = {(pair.reviewer, pair.owner) for pair in draw(inputs, secret).pairs} if must or must_not else set()
        if must <= pairs and not must_not & pairs:
            break
    return secret


def seal_next(pool, days, seed):
    """The seed of the next draw, which nobody knows in a real pool, comes from the demo's seed like all the rest."""
    chance = stream(seed, "sealed")
    Pool.objects.filter(pk=pool.pk).update(
        sealed_seed=f"{chance.getrandbits(256):064x}",
        sealed_salt=f"{chance.getrandbits(128):032x}",
        sealed_at=days.drawn_at(days.monday),
    )


def pairings_of(draws, people):
    """The pairings of each draw, in the order of the reviewers' names, with the people at hand."""
    by_id = {person.pk: person for person in people.values()}
    found = {drawn.pk: [] for drawn in draws}
    for pairing in Pairing.objects.filter(draw__in=draws).order_by("reviewer__name"):
        pairing.reviewer, pairing.owner = by_id[pairing.reviewer_id], by_id[pairing.owner_id]
        found[pairing.draw_id].append(pairing)
    return [found[drawn.pk] for drawn in draws]
