from dataclasses import dataclass
from datetime import datetime

from audit.models import Event
from cases.states import Status
from core.text import count_of
from people.models import User

SHOWN = 30
NOBODY = "nobody"
LABELS = {
    "customer_id": "Customer changed",
    "contact_id": "Contact changed",
    "tags": "Tags changed",
    "product": "Product changed",
    "affected_asset": "Asset changed",
}
ENDED = (Status.SOLVED, Status.CLOSED)


@dataclass(frozen=True)
class HistoryEntry:
    """One thing that happened: the name of an icon, a text, when."""

    icon: str
    text: str
    at: datetime


def history(case):
    """What happened to `case`, newest first: in the helpdesk, and as recorded here."""
    events = list(Event.objects.about(case)[:SHOWN])
    people = User.objects.in_bulk({event.actor_id for event in events} | set(named_in(events)))
    entries = entries_from_helpdesk(case)
    for event in events:
        entries += entries_of(event, people, case)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:SHOWN]


def entries_from_helpdesk(case):
    opened = f"Opened by {case.contact_label}" if case.contact_label else "Opened"
    entries = [
        HistoryEntry("circle-dot", opened, case.opened_at),
        HistoryEntry("circle-check", "Solved", case.solved_at),
        HistoryEntry("circle-check-big", "Closed", case.closed_at),
    ]
    return [entry for entry in entries if entry.at]


def named_in(events):
    """The ids of the people in the facts of `events`."""
    for event in events:
        if event.verb == "owner linked":
            yield event.facts.get("owner")
        yield from filter(None, event.facts.get("changes", {}).get("owner_id", []))


def entries_of(event, people, case):
    actor = people.get(event.actor_id)
    by = f" by {actor.name}" if actor and actor.email != User.SYSTEM_EMAIL else ""
    if event.verb == "imported":
        return [HistoryEntry("download", f"Imported from {case.source}{by}", event.at)]
    if event.verb == "owner linked":
        owner = name_of(event.facts.get("owner"), people)
        return [HistoryEntry("user-round", owner_text(NOBODY, owner), event.at)]
    if event.verb == "changed":
        changes = changes_of(event.facts, people)
        return [HistoryEntry(icon, text, event.at) for icon, text in changes]
    return [HistoryEntry("settings", f"{event.verb.capitalize()}{by}", event.at)]


def changes_of(facts, people):
    """(icon, text) for each change worth reading; solved and closed are among the dates."""
    changes = facts.get("changes", {})
    yield from status_changes(changes)
    yield from owner_changes(changes, people)
    if "is_major" in changes:
        yield "siren", "Made a major case" if changes["is_major"][1] else "No longer a major case"
    if "priority" in changes:
        before, after = (priority or "none" for priority in changes["priority"])
        yield "signal-high", f"Priority: {before} to {after}"
    if "parent_id" in changes:
        yield "link", "Linked to a major case" if changes["parent_id"][1] else "No longer linked"
    if "comments" in changes:
        yield "message-circle", f"{count_of(changes['comments'][1], 'message')} new or changed"
    for name in facts.get("texts", []):
        yield "pencil", f"{name.capitalize()} changed"
    for name in sorted(LABELS.keys() & changes.keys()):
        yield "pencil", LABELS[name]


def status_changes(changes):
    old, new = changes.get("status", (None, None))
    if not new or new in ENDED:
        return
    if old in ENDED:
        yield "circle", "Reopened"
    else:
        yield "circle", f"{Status(new).label}, was {Status(old).label.lower()}"


def owner_changes(changes, people):
    if "owner_id" in changes:
        before, after = (name_of(pk, people) for pk in changes["owner_id"])
        yield "user-round", owner_text(before, after)
    elif "owner_name" in changes:
        before, after = (name or NOBODY for name in changes["owner_name"])
        yield "user-round", owner_text(before, after)


def owner_text(before, after):
    if before == NOBODY:
        return f"Owner: {after}"
    return f"Owner: {before} to {after}"


def name_of(pk, people):
    if pk is None:
        return NOBODY
    return people[pk].name if pk in people else "somebody who has left"
