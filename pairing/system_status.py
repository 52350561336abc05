"""The status of the draws: when each pool was drawn last, and when it is drawn next."""

from django.urls import reverse
from django.utils.timezone import localtime

from core.dates import format_time
from core.shared_queries import shared_query
from core.status_lines import BAD, GOOD, INFO, Line, Part
from pairing.queries import pool_schedules


def status_parts(request, now):
    return [draws_part(list_schedules(now), now)]


@shared_query
def list_schedules(now):
    return list(pool_schedules(now))


def draws_part(schedules, now):
    lines = [draw_line(schedule, now) for schedule in schedules]
    return Part("Draws", tuple(lines or [no_pool_line()]), order=40)


def no_pool_line():
    advice = "A pool is a group of people who review each other."
    return Line("Pools", "None yet", INFO, advice, reverse("pools"), "Pools")


def draw_line(schedule, now):
    pool = schedule.pool
    here = localtime(now)
    last = "Never drawn"
    if schedule.last:
        last = f"Last drawn {format_time(localtime(schedule.last), here)}"
    text = f"{last}; next {format_time(localtime(schedule.following), here)}"
    address = reverse("pool", args=[pool.slug])
    if schedule.is_overdue:
        advice = "This cycle’s draw is overdue: check beat and the worker, or draw by hand."
        return Line(pool.name, text, BAD, advice, address, "To the pool")
    return Line(pool.name, text, GOOD if schedule.last else INFO, "", address, "To the pool")
