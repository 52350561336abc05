"""The status of background work: beat, worker, broker, outbox, backups."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localtime

from core.dates import format_time
from core.status_lines import BAD, GOOD, WARN, Line, Part, judged, span
from core.text import count_of

ALIVE = timedelta(minutes=3)
QUICK = timedelta(seconds=30)
PROMPT = timedelta(minutes=5)
FRESH = {"backup": timedelta(days=2), "drill": timedelta(days=100)}
DO = {
    "backup": "Back up every day",
    "drill": "Restore a backup elsewhere to check that it works",
}
DEAD_LETTERS = "?state=dead"
NO_BEAT = "Start beat (celery -A casereview beat): without it there are no draws and no retries."
NO_WORKER = "Start a worker (celery -A casereview worker): without it nothing is sent."


def background_part(state, *, broker, now):
    return Part("Background work", tuple(background_lines(state, broker, now)), order=10)


def background_lines(state, broker, now):
    pulse = state.pulse
    answers = "Answers" if broker else "Down"
    advice = "Pages work, but notices are late. Start Redis or Valkey."
    yield judged(broker, "Broker", answers, advice, BAD)
    yield last_seen_line("Beat", pulse.beat_seen, now, NO_BEAT)
    yield last_seen_line("Worker", pulse.worker_seen, now, NO_WORKER)
    if pulse.lag is not None:
        yield judged(pulse.lag < QUICK, "Queue", f"Waits {span(pulse.lag)}", "Start more workers.")
    yield outbox_line(state.outbox)
    yield dead_letters_line(state.outbox.dead)


def last_seen_line(label, seen, now, advice):
    if seen is None:
        return Line(label, "Never seen", BAD, advice)
    text = f"Last seen {format_time(localtime(seen), localtime(now))}"
    return judged(now - seen < ALIVE, label, text, advice, BAD)


def outbox_line(outbox):
    text = "Nothing waiting"
    if outbox.waiting:
        text = f"{count_of(outbox.waiting, 'notice')} to send"
    if outbox.oldest_due:
        text += f", the oldest due for {span(outbox.age)}"
    advice = "They are not being sent: check the worker, then the channel."
    return judged(outbox.age < PROMPT, "Outbox", text, advice, BAD)


def dead_letters_line(count):
    if not count:
        return Line("Dead letters", "None", GOOD)
    advice = "They failed too many times. Fix the cause, then resend or drop them."
    address = reverse("admin:notifications_notice_changelist") + DEAD_LETTERS
    return Line("Dead letters", str(count), WARN, advice, address, "View them")


def backup_part(state, now):
    lines = (
        recorded_line("backup", "Last backup", state.backup, now),
        recorded_line("drill", "Last tried", state.drill, now),
    )
    return Part("Backups", lines, order=60)


def recorded_line(name, label, at, now):
    """Backups happen outside the product, which knows only the recorded ones."""
    advice = f"{DO[name]}, then record it: manage.py record_event {name} (docs/operations.md)."
    text = "Never recorded"
    if at:
        text = format_time(localtime(at), localtime(now)).capitalize()
    is_fresh = at is not None and now - at < FRESH[name]
    return judged(is_fresh, label, text, advice)
