"""Which cases there are: about 600, from two weeks before the first cycle to today, the major ones, and those that
the tour passes."""

from datetime import timedelta
from itertools import cycle

from casereview.demo.texts.customers import CUSTOMERS
from casereview.demo.texts.majors import MAJORS
from casereview.demo.texts.pinned import PINNED
from casereview.demo.texts.scenarios import SCENARIOS
from cases.demo.story import Plan
from core.demo.clock import zone_of
from core.demo.days import PAST_CYCLES
from core.demo.rng import Deck, stream
from core.weeks import WEEK, local_datetime
from people.demo.company import AMERICAS, EMEA, ENGINEERS, FORMER, NEWCOMER

CASES, DESK, DAYS, FIRST_NUMBER = 600, 4, 104, 4307
HURRIED, PACES = 0.06, ((0.5, 1.4, 2.6), (0.4, 1.6, 3.4), (0.6, 1.8, 4.0))
BY_KEY = {scenario.key: scenario for scenario in SCENARIOS}
BY_NAME = {customer[0]: customer for customer in CUSTOMERS}


def plan_cases(*, seed, now, monday, away):
    """Every case in the order of opening, numbered. `away` are the logins that get no new case in the present week."""
    chance = stream(seed, "plans")
    plans = [*majors(chance, now, monday), *pinned(chance, now)]
    plans += on_the_desk(chance, now, away)
    plans += everyday(CASES - len(plans), chance, now, monday, away)
    plans = sorted(
        (plan for plan in plans if plan.opened_at < now), key=lambda plan: plan.opened_at
    )
    share_the_beginning(plans, monday - PAST_CYCLES * WEEK)
    number = FIRST_NUMBER
    for plan in plans:
        number += 1 if chance.random() < 0.97 else 2
        plan.number = number
    return plans


def share_the_beginning(plans, first_monday):
    """Everybody has had cases before the first cycle begins, so that each of its reviewers finds one."""
    early = [plan for plan in plans if plan.owner and plan.opened_at.date() < first_monday]
    for plan, one in zip(early, cycle(one for one in ENGINEERS if one.weeks), strict=False):
        plan.owner = one.login


def on_the_desk(chance, now, away):
    """Everybody has a few cases in the middle, so that whoever reviews them can choose."""
    stories = Deck([one for one in SCENARIOS if not one.is_hurried], chance)
    for one in ENGINEERS:
        for _ in range(DESK if one.weeks else 0):
            customer = chance.choice([where for where in CUSTOMERS if home_of(where) == one.team])
            opened_at = opening(
                customer[2], chance, now, range(10, 24) if one.login in away else range(2, 17)
            )
            plan = Plan(stories.deal(), one.login, customer, chance.choice(customer[6]), opened_at)
            plan.pace, plan.shown = 1.0, chance.randrange(2, 5)
            yield plan


def home_of(customer):
    """The team in whose part of the world a customer is."""
    return AMERICAS if customer[2].startswith("America") else EMEA


def everyday(count, chance, now, monday, away):
    stories = Deck(SCENARIOS, chance)
    customers = Deck([one for one in CUSTOMERS for _ in range(1 + one[3] // 90)], chance)
    owners = {
        team: Deck([one.login for one in ENGINEERS if one.team == team and one.weeks], chance)
        for team in (EMEA, AMERICAS)
    }
    for _ in range(count):
        customer = customers.deal()
        opened_at = opening(customer[2], chance, now)
        team = home_of(customer) if chance.random() < 0.86 else chance.choice((EMEA, AMERICAS))
        gone = away if opened_at.date() >= monday - timedelta(days=2) else ()
        owner = owners[team].deal(lambda login, gone=gone: login not in gone)
        plan = Plan(stories.deal(), owner, customer, chance.choice(customer[6]), opened_at)
        set_pace(plan, chance, now)
        yield plan


def set_pace(plan, chance, now):
    """How quickly a case goes and how far; the newest may have nobody yet, some of the oldest were a former agent's."""
    plan.pace, plan.shown = chance.choice(chance.choice(PACES)), stop(chance, plan.opened_at, now)
    if plan.scenario.is_hurried:
        plan.pace, plan.shown = HURRIED, None
    if plan.opened_at > now - timedelta(hours=20) and chance.random() < 0.5:
        plan.owner, plan.shown = "", 1
    elif plan.opened_at < now - timedelta(days=DAYS - 9) and chance.random() < 0.3:
        plan.owner, plan.stranger, plan.shown = "", FORMER, None


def opening(zone, chance, now, days_ago=range(DAYS)):
    """A moment of those days at which somebody in `zone` writes; seldom at a weekend."""
    while True:
        day = now.astimezone(zone_of(zone)).date() - timedelta(days=chance.choice(days_ago))
        moment = local_datetime(day, chance.randrange(7, 19), zone_of(zone)) + timedelta(
            seconds=chance.randrange(3600)
        )
        if moment < now - timedelta(minutes=15) and (day.weekday() < 5 or chance.random() < 0.15):
            return moment


def stop(chance, opened_at, now):
    """Some cases of the last weeks lie still in the middle: somebody is asked, and answers later."""
    if opened_at < now - timedelta(days=34) or chance.random() > 0.06:
        return None
    return chance.randrange(2, 5)


def pinned(chance, now):
    for key, owner, customer, days_ago, shown in PINNED:
        where = BY_NAME[customer]
        day = (now - timedelta(days=days_ago)).astimezone(zone_of(where[2])).date()
        day -= timedelta(days=max(0, day.weekday() - 4))
        minutes = timedelta(minutes=chance.randrange(240))
        opened_at = local_datetime(day, 8, zone_of(where[2])) + minutes
        plan = Plan(
            BY_KEY[key], owner, where, where[6][0], opened_at, pace=0.5, shown=shown, is_pinned=True
        )
        if owner == NEWCOMER.login:
            plan.owner, plan.stranger = "", NEWCOMER.name
        yield plan


def majors(chance, now, monday):
    for major in MAJORS:
        where = BY_NAME[major.customer]
        plan = Plan(
            major.scenario,
            major.owner,
            where,
            where[6][0],
            first_moment(major, where[2], now, monday),
        )
        plan.is_major, plan.scripted_zone = True, where[2]
        yield plan
        yield from children(major, plan, chance)


def first_moment(major, zone, now, monday):
    """When a major case began: at the time of its first line, on the Tuesday of its week or the last working day."""
    hour, minute = map(int, major.scenario.script.split("@0 ", 1)[1][:5].split(":"))
    day = monday - timedelta(weeks=major.weeks_ago) + timedelta(days=1)
    if not major.weeks_ago:
        day = now.astimezone(zone_of(zone)).date() - timedelta(days=1)
        day -= timedelta(days=max(0, day.weekday() - 4))
    return local_datetime(day, hour, zone_of(zone)) + timedelta(minutes=minute)


def children(major, parent, chance):
    """The same trouble elsewhere, a little later on the same morning."""
    near = parent.customer[2].split("/")[0]
    places = [
        one for one in CUSTOMERS if one[2].split("/")[0] == near and one is not parent.customer
    ]
    owners = [one.login for one in ENGINEERS if one.weeks and one.login != major.owner]
    for where, owner in zip(
        chance.sample(places, major.children), chance.sample(owners, major.children), strict=True
    ):
        opened_at = parent.opened_at + timedelta(
            minutes=chance.randrange(4, 34), seconds=chance.randrange(60)
        )
        plan = Plan(major.child, owner, where, chance.choice(where[6]), opened_at, parent=parent)
        plan.scripted_zone = parent.customer[2]
        yield plan
