"""Announcements in a pool's channel: who reviews whom, and later changes.

They contain names, days and the proof of the draw, and never why two people were paired or why
somebody sits out.
"""

from itertools import groupby

from django.urls import reverse

from core.dates import format_day
from core.text import join_words
from notifications.registry import Announcement, Section
from pairing.queries.draws import names_outside


def channels_of(pool):
    return [pool.channel] if pool.channel else []


def draw_announcement(draw):
    """The first draw of a cycle, or a later attempt with who drew it and why."""
    pool = draw.cycle.pool
    monday = draw.cycle.monday
    if draw.attempt == 1:
        title = f"{pool}: the draw of {format_day(monday, monday)}"
        body = due_words(draw.cycle)
    else:
        title = f"{pool}: {format_day(monday, monday)} was drawn again"
        body = (
            f"Attempt {draw.attempt}, drawn by {draw.drawn_by.name}. Reason: {draw.reason}\n"
            f"These pairs replace those announced before. {due_words(draw.cycle)}"
        )
    page = reverse("draw", args=[pool.slug, monday])
    return Announcement(
        title=title,
        body=body,
        url=page,
        icon="shuffle" if draw.attempt == 1 else "refresh-cw",
        button="See the draw",
        sections=lists_of(draw),
        facts=facts_of(draw),
        links=(("How to verify it", f"{page}?verify=1#proof"),),
    )


def due_words(cycle):
    due = cycle.due_at.astimezone(cycle.pool.zone)
    clock = f"{due:%H:%M} {'' if cycle.pool.city == 'UTC' else 'in '}{cycle.pool.city}"
    return f"Reviews are due {format_day(due.date(), cycle.monday)}, {clock}."


def lists_of(draw):
    by_reviewer = groupby(in_order(draw.pairings.all()), lambda pairing: pairing.reviewer)
    pairs = [
        f"{one.name} reviews {join_words([pairing.owner.name for pairing in its])}"
        for one, its in by_reviewer
    ]
    lists = [Section("Who reviews whom", tuple(pairs), "see the draw")]
    outside = names_outside(draw)
    return (
        (*lists, Section("Sits out this cycle", tuple(outside), "see the draw"))
        if outside
        else tuple(lists)
    )


def in_order(pairings):
    return sorted(pairings, key=lambda one: (one.reviewer.name, one.reviewer_id, one.owner.name))


def facts_of(draw):
    """The seed opens the commitment of the previous draw; this draw announces the next one."""
    digest = draw.inputs_digest
    return (
        ("Seed", draw.seed),
        *([("Sealed as", draw.commitment)] if draw.sealed_at else []),
        ("Commitment to the next seed", draw.cycle.pool.sealed),
        ("Frozen inputs, sha256", f"{digest[:8]}…{digest[-8:]}"),
        ("Algorithm", draw.algorithm),
    )


def follow_up(draw, title, body=""):
    """A short message in the thread of the draw's announcement, or on its own if there is none."""
    cycle = draw.cycle
    kind = "drawn" if draw.attempt == 1 else "redrawn"
    return Announcement(
        title=title,
        body=body,
        url=reverse("draw", args=[cycle.pool.slug, cycle.monday]),
        icon="shuffle",
        button="See the draw",
        aside=f"{cycle.pool}, {format_day(cycle.monday, cycle.monday)}",
        follows=f"{kind}:{draw.pk}:{cycle.pool.channel}:slack",
    )
