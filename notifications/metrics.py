"""Metrics of the outbox."""

from notifications.queries import outbox

FIGURES = {
    "outbox_waiting": "Notices that are not sent yet, those for a later hour included.",
    "outbox_due": "Notices that could be sent now.",
    "outbox_oldest_seconds": "How long the oldest notice that could be sent has been waiting.",
    "dead_letters": "Notices that were given up.",
}


def figures(now):
    state = outbox(now)
    return {
        "outbox_waiting": state.waiting,
        "outbox_due": state.due,
        "outbox_oldest_seconds": state.age.total_seconds(),
        "dead_letters": state.dead,
    }
