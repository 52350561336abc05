"""Adds waiting, notes and goodbyes to a script, so that cases of one kind differ."""

from dataclasses import dataclass

from cases.demo.script import CUSTOMER, HOLD, INTERNAL, NOTE, OWNER, blocks
from cases.demo.story import CHASE, CLOSING, RECEIPT, UPDATE
from core.demo.texts import load_texts

INTERLUDES = load_texts(__file__, "interludes")
SLOW = 1.5
NOT_TECHNICAL = {"Billing"}


@dataclass(frozen=True)
class Beat:
    who: str
    text: str
    at: tuple[int, int, int] | None = None
    mark: str = ""


def beats_of(plan, chance):
    """The planned turns of a case, in order."""
    written = [Beat(block.who, block.text, block.at) for block in blocks(plan.scenario.script)]
    if plan.shown is not None:
        return stopped(written[: plan.shown], plan, chance)
    if any(beat.at for beat in written):
        return written
    if plan.scenario.is_hurried:
        return [*written, *ending(written, chance)]
    return [*with_waiting(written, plan, chance), *ending(written, chance)]


def stopped(written, plan, chance):
    """A case in progress: it waits for the customer, for us, or for a third party."""
    if (
        plan.scenario.investigates
        and len(written) > 2
        and written[-1].who == CUSTOMER
        and chance.random() < 0.6
    ):
        return [*written, Beat(HOLD, chance.choice(suiting("updates", plan)), mark=UPDATE)]
    return written


def with_waiting(written, plan, chance):
    """Add waiting at most once, where we owe the next message: a reminder, or an update from us.

    Only while the customer still has something to say afterwards.
    """
    last = max(at for at, beat in enumerate(written) if beat.who == CUSTOMER)
    places = [at for at in range(1, last) if is_ours_next(written, at)]
    place = chance.choice(places) if places else None
    beats = []
    for at, beat in enumerate(written):
        if beat.who == OWNER and 1 < at < last and chance.random() < 0.15:
            beats.append(Beat(NOTE, chance.choice(suiting("handovers", plan))))
        beats.append(beat)
        if at == place:
            beats += waiting(plan, chance)
    return beats


def is_ours_next(written, at):
    return written[at].who == CUSTOMER and written[at + 1].who in (OWNER, HOLD, *INTERNAL)


def waiting(plan, chance):
    luck = chance.random()
    investigates = plan.scenario.investigates
    if luck < (0.45 if plan.pace > SLOW else 0.08):
        question, answer = chance.choice(
            suiting("chases", plan) if investigates else INTERLUDES["reminders"]
        )
        return [Beat(CUSTOMER, question, mark=CHASE), Beat(OWNER, answer, mark=UPDATE)]
    if not investigates:
        return []
    if luck < 0.6:
        return [Beat(OWNER, chance.choice(suiting("updates", plan)), mark=UPDATE)]
    if luck < 0.75:
        return [Beat(OWNER, chance.choice(INTERLUDES["receipts"]), mark=RECEIPT)]
    return []


def suiting(name, plan):
    """The interludes called `name` that suit the product."""
    is_technical = plan.scenario.investigates and plan.scenario.product not in NOT_TECHNICAL
    return INTERLUDES[name] + (INTERLUDES[f"technical_{name}"] if is_technical else ())


def ending(written, chance):
    """A goodbye from whichever side did not have the last word."""
    last = next(beat.who for beat in reversed(written) if beat.who not in INTERNAL)
    if last == CUSTOMER and chance.random() < 0.75:
        return [Beat(OWNER, chance.choice(INTERLUDES["closings"]), mark=CLOSING)]
    if last != CUSTOMER and chance.random() < 0.6:
        return [Beat(CUSTOMER, chance.choice(INTERLUDES["thanks"]), mark=CLOSING)]
    return []
