"""Plans about 600 cases from two weeks before the first cycle to today.

Among them are major cases and the cases that the README's tour shows.
"""

from datetime import timedelta
from itertools import cycle

from cases.demo.customers import CUSTOMERS
from cases.demo.scenarios import MAJORS, SCENARIOS
from cases.demo.story import Plan
from core.demo.clock import zone_of
from core.demo.days import PAST_CYCLES
from core.demo.rng import Deck, stream
from core.demo.texts import load_texts
from core.weeks import WEEK, local_datetime
from people.demo.company import AMERICAS, EMEA, ENGINEERS, FORMER, NEWCOMER

CASES = 600
DESK = 4
DAYS = 104
FIRST_NUMBER = 4307
HURRIED = 0.06
PACES = ((0.5, 1.4, 2.6), (0.4, 1.6, 3.4), (0.6, 1.8, 4.0))
BY_KEY = {scenario.key: scenario for scenario in SCENARIOS}
BY_NAME = {customer.name: customer for customer in CUSTOMERS}


def plan_cases(*, seed, now, monday, away):
    """All cases, numbered by time of opening. `away`: logins that get no new case this week."""
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
    """Give everyone cases from before the first cycle, so that its reviewers have one to pick."""
    early = [plan for plan in plans if plan.owner and plan.opened_at.date() < first_monday]
    for plan, one in zip(early, cycle(one for one in ENGINEERS if one.weeks), strict=False):
        plan.owner = one.login


def on_the_desk(chance, now, away):
    """Give everyone a few open cases, so that their reviewers have a choice."""
    stories = Deck([one for one in SCENARIOS if not one.is_hurried], chance)
    for one in ENGINEERS:
        for _ in range(DESK if one.weeks else 0):
            customer = chance.choice([where for where in CUSTOMERS if home_of(where) == one.team])
            opened_at = opening(
                customer.zone, chance, now, range(10, 24) if one.login in away else range(2, 17)
            )
            plan = Plan(
                stories.deal(), one.login, customer, chance.choice(customer.contacts), opened_at
            )
            plan.pace = 1.0
            plan.shown = chance.randrange(2, 5)
            yield plan


def home_of(customer):
    """The team that covers the customer's region."""
    return AMERICAS if customer.zone.startswith("America") else EMEA


def everyday(count, chance, now, monday, away):
    stories = Deck(SCENARIOS, chance)
    customers = Deck([one for one in CUSTOMERS for _ in range(1 + one.revenue // 90)], chance)
    owners = {
        team: Deck([one.login for one in ENGINEERS if one.team == team and one.weeks], chance)
        for team in (EMEA, AMERICAS)
    }
    for _ in range(count):
        customer = customers.deal()
        opened_at = opening(customer.zone, chance, now)
        team = home_of(customer) if chance.random() < 0.86 else chance.choice((EMEA, AMERICAS))
        gone = away if opened_at.date() >= monday - timedelta(days=2) else ()
        owner = owners[team].deal(lambda login, gone=gone: login not in gone)
        plan = Plan(stories.deal(), owner, customer, chance.choice(customer.contacts), opened_at)
        set_pace(plan, chance, now)
        yield plan


def set_pace(plan, chance, now):
    """Set pace and length; new cases may lack an owner, and some old ones belonged to a leaver."""
    plan.pace, plan.shown = chance.choice(chance.choice(PACES)), stop(chance, plan.opened_at, now)
    if plan.scenario.is_hurried:
        plan.pace = HURRIED
        plan.shown = None
    if plan.opened_at > now - timedelta(hours=20) and chance.random() < 0.5:
        plan.owner = ""
        plan.shown = 1
    elif plan.opened_at < now - timedelta(days=DAYS - 9) and chance.random() < 0.3:
        plan.owner = ""
        plan.stranger = FORMER
        plan.shown = None


def opening(zone, chance, now, days_ago=range(DAYS)):
    """A time in those days at which somebody in `zone` writes; rarely at weekends."""
    while True:
        day = now.astimezone(zone_of(zone)).date() - timedelta(days=chance.choice(days_ago))
        moment = local_datetime(day, chance.randrange(7, 19), zone_of(zone)) + timedelta(
            seconds=chance.randrange(3600)
        )
        if moment < now - timedelta(minutes=15) and (day.weekday() < 5 or chance.random() < 0.15):
            return moment


def stop(chance, opened_at, now):
    """Leave some recent cases unfinished: returns the number of turns to show, or None for all."""
    if opened_at < now - timedelta(days=34) or chance.random() > 0.06:
        return None
    return chance.randrange(2, 5)


def pinned(chance, now):
    for case in load_texts(__file__, "pinned")["pinned"]:
        owner = case["owner"]
        where = BY_NAME[case["customer"]]
        day = (now - timedelta(days=case["days_ago"])).astimezone(zone_of(where.zone)).date()
        day -= timedelta(days=max(0, day.weekday() - 4))
        minutes = timedelta(minutes=chance.randrange(240))
        opened_at = local_datetime(day, 8, zone_of(where.zone)) + minutes
        plan = Plan(
            BY_KEY[case["scenario"]],
            owner,
            where,
            where.contacts[0],
            opened_at,
            pace=0.5,
            shown=case.get("turns"),
            is_pinned=True,
        )
        if owner == NEWCOMER.login:
            plan.owner = ""
            plan.stranger = NEWCOMER.name
        yield plan


def majors(chance, now, monday):
    for major in MAJORS:
        where = BY_NAME[major.customer]
        plan = Plan(
            major.scenario,
            major.owner,
            where,
            where.contacts[0],
            first_moment(major, where.zone, now, monday),
        )
        plan.is_major = True
        plan.scripted_zone = where.zone
        yield plan
        yield from children(major, plan, chance)


def first_moment(major, zone, now, monday):
    """When a major case began: at the time in its first line, on a Tuesday or yesterday."""
    hour, minute = map(int, major.scenario.script.split("@0 ", 1)[1][:5].split(":"))
    day = monday - timedelta(weeks=major.weeks_ago) + timedelta(days=1)
    if not major.weeks_ago:
        day = now.astimezone(zone_of(zone)).date() - timedelta(days=1)
        day -= timedelta(days=max(0, day.weekday() - 4))
    return local_datetime(day, hour, zone_of(zone)) + timedelta(minutes=minute)


def children(major, parent, chance):
    """The same trouble at other customers, a little later that morning."""
    near = parent.customer.zone.split("/")[0]
    places = [
        one for one in CUSTOMERS if one.zone.split("/")[0] == near and one is not parent.customer
    ]
    owners = [one.login for one in ENGINEERS if one.weeks and one.login != major.owner]
    for where, owner in zip(
        chance.sample(places, major.children), chance.sample(owners, major.children), strict=True
    ):
        opened_at = parent.opened_at + timedelta(
            minutes=chance.randrange(4, 34), seconds=chance.randrange(60)
        )
        plan = Plan(
            major.child, owner, where, chance.choice(where.contacts), opened_at, parent=parent
        )
        plan.scripted_zone = parent.customer.zone
        yield plan
