from casereview.system_status.sent_tests import last_tests
from core.app_config import find_contributions
from core.shared_queries import share_queries
from core.status_lines import BAD, GOOD, WARN
from notifications.slack.connection import is_connected
from pairing.system_status import list_schedules


def build_page(request, now):
    """Everything on the page; `worst` is the verdict of the whole."""
    with share_queries():
        parts = list_parts(request, now)
        channels = {schedule.pool.channel for schedule in list_schedules(now)} - {""}
    troubles = [line for part in parts for line in part.troubles]
    page = {
        "parts": parts,
        "now": now,
        "troubles": troubles,
        "troubled": [part for part in parts if part.troubles],
        "worst": worst_of(troubles),
        "slack_on": is_connected(),
        "channels": sorted(channels),
    }
    return page | last_tests(request.user, now)


def list_parts(request, now):
    """The parts of every app, in the order in which a new installation is set up."""
    contributions = find_contributions("system_status", "status_parts")
    parts = [part for _, status_parts in contributions for part in status_parts(request, now)]
    return sorted(parts, key=lambda part: part.order)


def worst_of(troubles):
    if not troubles:
        return GOOD
    return BAD if any(line.verdict == BAD for line in troubles) else WARN
