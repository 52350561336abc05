"""What is added to a written script, so that two cases of one kind take different ways: waiting, notes, goodbyes."""

from dataclasses import dataclass

from casereview.demo.texts import interludes
from cases.demo.script import CUSTOMER, HOLD, INTERNAL, NOTE, OWNER, blocks
from cases.demo.story import CHASE, CLOSING, RECEIPT, UPDATE

SLOW = 1.5
NOT_TECHNICAL = {"Billing"}


@dataclass(frozen=True)
class Beat:
    who: str
    text: str
    at: tuple[int, int, int] | None = None
    mark: str = ""


def beats_of(plan, chance):
    """The turns of a case in order, as far as they are planned to go."""
    written = [Beat(block.who, block.text, block.at) for block in blocks(plan.scenario.script)]
    if plan.shown is not None:
        return stopped(written[: plan.shown], plan, chance)
    if any(beat.at for beat in written):
        return written
    if plan.scenario.is_hurried:
        return [*written, *ending(written, chance)]
    return [*with_waiting(written, plan, chance), *ending(written, chance)]


def stopped(written, plan, chance):
    """A case that is still in the middle: some wait for the customer, some for us, some for others."""
    if (
        plan.scenario.investigates
        and len(written) > 2
        and written[-1].who == CUSTOMER
        and chance.random() < 0.6
    ):
        return [*written, Beat(HOLD, chance.choice(suiting("UPDATES", plan)), mark=UPDATE)]
    return written


def with_waiting(written, plan, chance):
    """At most once a case, where the next word is ours: somebody asks, or we write before they do.

    Only as long as the customer still has something to say afterwards, that is, before the end is in sight.
    """
    last = max(at for at, beat in enumerate(written) if beat.who == CUSTOMER)
    places = [at for at in range(1, last) if is_ours_next(written, at)]
    place = chance.choice(places) if places else None
    found = []
    for at, beat in enumerate(written):
        if beat.who == OWNER and 1 < at < last and chance.random() < 0.15:
            found.append(Beat(NOTE, chance.choice(suiting("HANDOVERS", plan))))
        found.append(beat)
        if at == place:
            found += waiting(plan, chance)
    return found


def is_ours_next(written, at):
    return written[at].who == CUSTOMER and written[at + 1].who in (OWNER, HOLD, *INTERNAL)


def waiting(plan, chance):
    luck, investigates = chance.random(), plan.scenario.investigates
    if luck < (0.45 if plan.pace > SLOW else 0.08):
        question, answer = chance.choice(
            suiting("CHASES", plan) if investigates else interludes.REMINDERS
        )
        return [Beat(CUSTOMER, question, mark=CHASE), Beat(OWNER, answer, mark=UPDATE)]
    if not investigates:
        return []
    if luck < 0.6:
        return [Beat(OWNER, chance.choice(suiting("UPDATES", plan)), mark=UPDATE)]
    if luck < 0.75:
        return [Beat(OWNER, chance.choice(interludes.RECEIPTS), mark=RECEIPT)]
    return []


def suiting(name, plan):
    """The interludes of that name that suit the product."""
    is_technical = plan.scenario.investigates and plan.scenario.product not in NOT_TECHNICAL
    return getattr(interludes, name) + (
        getattr(interludes, f"TECHNICAL_{name}") if is_technical else ()
    )


def ending(written, chance):
    """A goodbye of the one who has not had the last word."""
    last = next(beat.who for beat in reversed(written) if beat.who not in INTERNAL)
    if last == CUSTOMER and chance.random() < 0.75:
        return [Beat(OWNER, chance.choice(interludes.CLOSINGS), mark=CLOSING)]
    if last != CUSTOMER and chance.random() < 0.6:
        return [Beat(CUSTOMER, chance.choice(interludes.THANKS), mark=CLOSING)]
    return []
