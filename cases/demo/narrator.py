"""Turn a plan into a story: its text, its times, and its progress."""

from datetime import timedelta

from cases.demo.beats import beats_of
from cases.demo.pace import moments
from cases.demo.script import COLLEAGUE as BY_COLLEAGUE
from cases.demo.script import CUSTOMER, INTERNAL, OMAR
from cases.demo.story import (
    COLLEAGUE,
    CONTACT,
    OF_OMAR,
    OF_OWNER,
    Story,
    Turn,
    waits_for_others,
)
from cases.states import Status
from core.demo.clock import WEEKDAYS, day_name, next_workday, part_of_day, zone_of
from core.demo.rng import stream
from core.demo.texts import load_texts
from core.demo.wording import Slots, capital, letter, plain, quotes, tidy
from people.demo.company import ENGINEERS

AUTO_CLOSE = timedelta(days=5)  # the helpdesk closes what stays solved that long
PEOPLE = {colleague.login: colleague for colleague in ENGINEERS}
VOICES = load_texts(__file__, "voices")
AT_HOME = "Europe/Lisbon"


def tell(plan, *, seed, now, attempt=0):
    """The story of `plan` as of `now`; a different `attempt` chooses different words."""
    chance = stream(seed, "case", plan.number, attempt)
    mates = [one for one in ENGINEERS if one.login != plan.owner and one.weeks]
    mate = chance.choice(mates)
    slots = slots_of(plan, mate, chance)
    story = Story(
        plan=plan,
        subject=capital(slots.fill(chance.choice(plan.scenario.subjects)))[:300],
        asset=slots.fill(chance.choice(plan.scenario.assets)),
        priority=chance.choice(plan.scenario.priorities),
        colleague=mate.login,
        slots=slots,
    )
    beats = beats_of(plan, chance)
    when = moments(beats, plan, zones_of(plan, mate), chance)
    happened = [(beat, at) for beat, at in zip(beats, when, strict=True) if at <= now]
    add_turns(story, happened, chance)
    is_complete = (
        len(happened) == len(beats) and plan.shown is None and not waits_for_others(story.turns[-1])
    )
    settle(story, is_complete, now)
    return story


def slots_of(plan, mate, chance):
    name = plan.customer.name
    domain = plan.customer.domain
    zone = plan.customer.zone
    owner = PEOPLE.get(plan.owner)
    opened = plan.opened_at.astimezone(zone_of(zone))
    slots = Slots(
        plan.scenario.details,
        chance,
        contact=first_name(plan.contact),
        contact_full=plan.contact,
        customer=name,
        domain=domain,
        host=f"{chance.choice(('code', 'git', 'dev', 'larkfield'))}.{domain}",
        owner=(owner.name if owner else plan.stranger or "Support").split()[0],
        colleague=mate.name.split()[0],
        ref=max(4101, plan.number - chance.randrange(30, 640)),
        req=f"{chance.getrandbits(40):010x}",
        clock=f"{chance.randrange(8, 18):02}:{chance.randrange(60):02}",
        year=opened.year,
        since=chance.choice(
            (
                "yesterday",
                "this morning",
                WEEKDAYS[(opened - timedelta(days=chance.randrange(2, 5))).weekday()],
            )
        ),
    )
    slots.given["summary"] = slots.fill(plan.scenario.summary)
    return slots


def first_name(name):
    return next(word for word in name.split() if not word.endswith("."))


def zones_of(plan, mate):
    owner = PEOPLE.get(plan.owner)
    ours = owner.zone if owner else AT_HOME
    return {CUSTOMER: plan.customer.zone, BY_COLLEAGUE: mate.zone} | dict.fromkeys(
        ("OWNER", "OWNER HOLD", "NOTE", OMAR), ours
    )


def add_turns(story, happened, chance):
    voice = VOICES["engineers"].get(story.plan.owner, VOICES["anybody"])
    goodbye = chance.choice(VOICES["goodbyes"])
    zone = story.plan.customer.zone
    before = story.plan.opened_at
    met = False
    for at, (beat, moment) in enumerate(happened):
        story.slots.given |= days_of(moment, before, zone)
        text = story.slots.fill(beat.text)
        body = tidy(plain(text))
        if beat.who == CUSTOMER:
            body = from_customer(body, at, story.slots, goodbye, chance)
        elif beat.who not in INTERNAL:
            body = from_owner(body, voice, met, story.slots, chance)
            met = True
        story.turns.append(
            Turn(author_of(beat.who), beat.who, moment, body, tuple(quotes(text)), beat.mark)
        )
        before = moment


def days_of(moment, before, zone):
    """Slots about the time of a turn, in the customer's zone."""
    today = moment.astimezone(zone_of(zone)).date()
    return {
        "next_day": WEEKDAYS[next_workday(today).weekday()],
        "weekday": WEEKDAYS[(today - timedelta(days=1 if today.weekday() else 3)).weekday()],
        "last_day": day_name(before, zone),
        "part_of_day": part_of_day(moment, zone),
    }


def from_customer(body, at, slots, goodbye, chance):
    if at == 0:
        return letter(slots.fill(chance.choice(VOICES["greetings"])), body, slots.fill(goodbye))
    return letter("", body, slots.fill("{contact}") if goodbye and chance.random() < 0.5 else "")


def from_owner(body, voice, met, slots, chance):
    first, later, ends = voice
    greeting = slots.fill(chance.choice(later if met else first))
    if slots["contact"] in body[:60]:
        greeting = ""
    return letter(greeting, body, slots.fill(ends[0] if met else chance.choice(ends)))


def author_of(kind):
    return {CUSTOMER: CONTACT, BY_COLLEAGUE: COLLEAGUE, OMAR: OF_OMAR}.get(kind, OF_OWNER)


def settle(story, is_complete, now):
    """Set the status of the case from the last author and whether the script is complete."""
    last = story.public()[-1]
    if is_complete:
        story.solved_at = last.at
        story.closed_at = last.at + AUTO_CLOSE if last.at + AUTO_CLOSE <= now else None
        story.status = Status.CLOSED if story.closed_at else Status.SOLVED
    elif len(story.public()) == 1:
        story.status = Status.NEW
    elif last.who == CONTACT:
        story.status = Status.OPEN
    else:
        story.status = Status.HOLD if waits_for_others(last) else Status.PENDING
