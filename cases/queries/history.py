from dataclasses import dataclass
from datetime import datetime

from audit.models import Event
from cases.states import Status
from people.models import User

SHOWN = 30
WORDS = {
    "customer_id": "Customer changed",
    "contact_id": "Contact changed",
    "tags": "Tags changed",
    "product": "Product changed",
    "affected_asset": "Asset changed",
}
ENDED = (Status.SOLVED, Status.CLOSED)


@dataclass(frozen=True)
class HistoryEntry:
    """One thing that happened: the name of an icon, words, when."""

    icon: str
    words: str
    at: datetime


def history(case):
    """What happened to `case`, newest first: the helpdesk's own moments, and what was recorded here."""
    events = list(Event.objects.about(case)[:SHOWN])
    people = User.objects.in_bulk({event.actor_id for event in events} | set(named_in(events)))
    lines = [line for event in events for line in lines_of(event, people, case)]
    return sorted(moments_of(case) + lines, key=lambda line: line.at, reverse=True)[:SHOWN]


def moments_of(case):
    opened = f"Opened by {case.contact_label}" if case.contact_label else "Opened"
    known = [("circle-dot", opened, case.opened_at), ("circle-check", "Solved", case.solved_at)]
    known.append(("circle-check-big", "Closed", case.closed_at))
    return [HistoryEntry(icon, words, at) for icon, words, at in known if at]


def named_in(events):
    """The ids of the people whom the facts of `events` name."""
    for event in events:
        if event.verb == "owner linked":
            yield event.facts.get("owner")
        yield from filter(None, event.facts.get("changes", {}).get("owner_id", []))


def lines_of(event, people, case):
    actor = people.get(event.actor_id)
    by = f" by {actor.name}" if actor and actor.email != User.SYSTEM_EMAIL else ""
    if event.verb == "imported":
        return [HistoryEntry("download", f"Imported from {case.source}{by}", event.at)]
    if event.verb == "owner linked":
        return [
            HistoryEntry(
                "user-round",
                f"Owner: nobody to {name_of(event.facts.get('owner'), people)}",
                event.at,
            )
        ]
    if event.verb == "changed":
        return [
            HistoryEntry(icon, words, event.at)
            for icon, words in changes_of(event.facts, people, case)
        ]
    return [HistoryEntry("settings", f"{event.verb.capitalize()}{by}", event.at)]


def changes_of(facts, people, case):
    """(icon, words) for each change that a reader cares for. When it was solved or closed is known better elsewhere."""
    changes = facts.get("changes", {})
    old, new = changes.get("status", (None, None))
    if new and new not in ENDED:
        yield (
            "circle",
            "Reopened" if old in ENDED else f"{Status(new).label}, was {Status(old).label.lower()}",
        )
    if "owner_id" in changes:
        before, after = (name_of(pk, people) for pk in changes["owner_id"])
        yield "user-round", f"Owner: {before} to {after}"
    elif "owner_name" in changes:
        yield (
            "user-round",
            "Owner: {} to {}".format(*(name or "nobody" for name in changes["owner_name"])),
        )
    if "is_major" in changes:
        yield "siren", "Made a major case" if changes["is_major"][1] else "No longer a major case"
    if "priority" in changes:
        yield (
            "signal-high",
            "Priority: {} to {}".format(*(word or "none" for word in changes["priority"])),
        )
    if "parent_id" in changes:
        yield "link", "Linked to a major case" if changes["parent_id"][1] else "No longer linked"
    if "comments" in changes:
        yield (
            "message-circle",
            "{} new or changed".format(counted(changes["comments"][1], "message")),
        )
    for name in facts.get("texts", []):
        yield "pencil", f"{name.capitalize()} changed"
    for name in sorted(WORDS.keys() & changes.keys()):
        yield "pencil", WORDS[name]


def name_of(pk, people):
    return people[pk].name if pk in people else "nobody" if pk is None else "somebody who has left"


def counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
