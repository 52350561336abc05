"""Whether the work behind the pages is done: beat, worker, broker, outbox, draws."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localtime

from core.dates import format_time
from core.status_lines import BAD, GOOD, INFO, WARN, Line, Part, judged, span

ALIVE, QUICK, PROMPT = timedelta(minutes=3), timedelta(seconds=30), timedelta(minutes=5)
FRESH = {"backup": timedelta(days=2), "drill": timedelta(days=100)}
DO = {
    "backup": "Back up every day",
    "drill": "Restore a backup somewhere else to see that it works",
}
DEAD_LETTERS = "?state=dead"


def machinery_part(state, *, broker, now):
    return Part("Work in the background", tuple(machinery_lines(state, broker, now)))


def machinery_lines(state, broker, now):
    pulse, outbox = state.pulse, state.outbox
    yield judged(
        broker,
        "Broker",
        "Answers" if broker else "Away",
        "Pages work, notices are late. Start Valkey.",
        BAD,
    )
    yield alive(
        "Beat",
        pulse.beat_seen,
        now,
        "Start beat (celery -A casereview beat): without it nothing is drawn, and what failed is not tried again.",
    )
    yield alive(
        "Worker",
        pulse.worker_seen,
        now,
        "Start a worker (celery -A casereview worker): without it nothing is sent.",
    )
    if pulse.lag is not None:
        yield judged(pulse.lag < QUICK, "Queue", f"Waits {span(pulse.lag)}", "Start more workers.")
    waits = (
        f"{outbox.waiting} notice{'' if outbox.waiting == 1 else 's'} to send"
        if outbox.waiting
        else "Nothing waits"
    )
    waits += f", the oldest due for {span(outbox.age)}" if outbox.oldest_due else ""
    yield judged(
        outbox.age < PROMPT,
        "Outbox",
        waits,
        "Nobody sends them: look at the worker, then at the channel.",
        BAD,
    )
    yield dead_letters(outbox.dead)


def alive(label, seen, now, advice):
    if seen is None:
        return Line(label, "Never seen", BAD, advice)
    return judged(
        now - seen < ALIVE,
        label,
        f"Last seen {format_time(localtime(seen), localtime(now))}",
        advice,
        BAD,
    )


def dead_letters(count):
    address = reverse("admin:notifications_notice_changelist") + DEAD_LETTERS
    if not count:
        return Line("Dead letters", "None", GOOD)
    advice = (
        "They were given up after many tries. Mend the cause, then send them again or drop them."
    )
    return Line("Dead letters", str(count), WARN, advice, address, "Look at them")


def backup_part(state, now):
    return Part(
        "Backups",
        (
            noted("backup", "Last backup", state.backup, now),
            noted("drill", "Last tried", state.drill, now),
        ),
    )


def noted(name, label, at, now):
    """Backups are made outside of the product, so it knows of those that it is told of."""
    advice = f"{DO[name]}, then note it: manage.py note {name} (docs/operations.md)."
    words = format_time(localtime(at), localtime(now)).capitalize() if at else "Never noted"
    return judged(at is not None and now - at < FRESH[name], label, words, advice)


def draws_part(rhythms, now):
    return Part("Draws", tuple(draw_line(rhythm, now) for rhythm in rhythms) or (no_pool(),))


def no_pool():
    return Line(
        "Pools",
        "None yet",
        INFO,
        "A pool is the people who review each other.",
        reverse("pools"),
        "Pools",
    )


def draw_line(rhythm, now):
    here, pool = localtime(now), rhythm.pool
    drawn = (
        f"Last drawn {format_time(localtime(rhythm.last), here)}" if rhythm.last else "Never drawn"
    )
    words = f"{drawn}; next {format_time(localtime(rhythm.following), here)}"
    address = reverse("pool", args=[pool.slug])
    if rhythm.is_overdue:
        advice = "This cycle’s draw is overdue: see that beat and a worker run, or draw by hand."
        return Line(pool.name, words, BAD, advice, address, "To the pool")
    return Line(pool.name, words, GOOD if rhythm.last else INFO, "", address, "To the pool")
