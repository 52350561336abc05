"""What is true of a case at a given time: the basis of every comment."""

from datetime import timedelta

from cases.demo.script import COLLEAGUE, INTERNAL
from cases.demo.story import CHASE, CLOSING, CONTACT, RECEIPT, UPDATE
from core.demo.clock import WEEKDAYS, next_workday
from core.weeks import local_datetime
from pairing.engine.reasons import MONTHS

QUICK = timedelta(hours=2, minutes=30)
SLOW = timedelta(hours=20)
LONG = timedelta(days=4)
SILENT_DAYS = 3


def facts_of(story, until):
    """(tags, slots): which remarks fit the case at `until`, and the slots they need."""
    turns = [turn for turn in story.turns if turn.at <= until]
    ours = [turn for turn in turns if turn.is_ours]
    first = ours[0].at - story.opening.at if ours else LONG
    quiet = longest_silence(turns)
    quotable = [quote for turn in ours for quote in turn.quotes if 25 < len(quote) < 170]
    facts = {
        "quick": first <= QUICK,
        "slow": first >= SLOW,
        "asked": is_helped(story, turns),
        "alone": not any(turn.kind in INTERNAL for turn in turns)
        and turns[-1].at - story.opening.at > LONG,
        "quote": bool(quotable),
        "promised": any(turn.mark in (UPDATE, RECEIPT) for turn in ours) and not is_chased(turns),
        "chased": is_chased(turns),
        "code": any("```" in turn.body for turn in ours),
        "silent": quiet is not None,
        "solved": is_solved(story, until),
        "open_end": is_solved(story, until) and not any(turn.mark == CLOSING for turn in ours),
    }
    words = {"hours": duration(first), "quote": quotable[-1] if quotable else ""} | (
        silence(quiet) if quiet else {}
    )
    return {tag for tag, is_so in facts.items() if is_so}, words


def is_chased(turns):
    return any(turn.mark == CHASE for turn in turns)


def is_solved(story, until):
    return bool(story.solved_at and story.solved_at <= until)


def is_helped(story, turns):
    name = story.slots["colleague"]
    return any(
        turn.kind == COLLEAGUE or (turn.kind in INTERNAL and name in turn.body) for turn in turns
    )


def longest_silence(turns):
    """The customer's longest wait as (from, to); None if it was two days or less."""
    public = [turn for turn in turns if turn.is_public]
    gaps = [
        (before.at, after.at)
        for before, after in zip(public, public[1:], strict=False)
        if before.who == CONTACT and working_days(before.at, after.at) >= SILENT_DAYS
    ]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def working_days(first, last):
    day = first.date()
    count = 0
    while day < last.date():
        day += timedelta(days=1)
        count += day.weekday() < 5
    return count


def silence(gap):
    first, last = gap
    return {
        "from_day": day_of(first),
        "to_day": day_of(last),
        "gap": f"{working_days(first, last)} working days",
        "next_day": WEEKDAYS[next_workday(first.date()).weekday()],
    }


def day_of(time):
    return f"{time.day} {MONTHS[time.month - 1]}"


def duration(span):
    """A duration in words."""
    minutes = span.total_seconds() / 60
    if minutes < 55:
        return f"{max(5, round(minutes / 5) * 5)} minutes"
    hours = round(minutes / 60)
    if hours < 20:
        return "an hour" if hours == 1 else f"{hours} hours"
    days = max(1, round(hours / 24))
    return "a day" if days == 1 else f"{days} days"


def was_eligible(story, monday, time, zone):
    """Whether the case was open at `time` or solved at most 7 days before the Monday."""
    since = local_datetime(monday - timedelta(days=7), 0, zone)
    return story.opening.at < time and not (story.solved_at and story.solved_at <= min(time, since))
