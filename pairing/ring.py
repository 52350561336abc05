"""The draw as a picture: people in a circle by name, with curved arrows.

Numbers only, no markup.
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from core.person_display import initials

CROWD = 25  # from here on: dots, and only your own arrows
PULL = 0.6  # how far an arrow bends to the centre
EXAMPLE = 12
TOO_FEW = 4  # a ring of up to four people would be two pairs of opposites
PLACEHOLDERS = "ABCDEFG"
LEAN = 0.06  # how far to its own side, so that a pair of opposites shows


@dataclass(frozen=True, slots=True)
class Node:
    x: float
    y: float
    r: float
    kind: str  # "", "me", "near", "ghost"
    text: str  # initials, or "" on a small ring
    name: str


@dataclass(frozen=True, slots=True)
class Arc:
    path: str  # the d of an SVG path, head included
    kind: str  # "", "on" (I review), "in" (reviews me)


@dataclass(frozen=True, slots=True)
class Ring:
    size: int
    radius: float
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]

    @property
    def centre(self):
        return self.size / 2


def draw_ring(
    people: Iterable[tuple[Hashable, str]],
    pairs: Iterable[tuple[Hashable, Hashable]],
    me: Hashable = None,
    *,
    absent: Collection[Hashable] = (),
    size: int = 160,
) -> Ring:
    """Place `people` (key, name) in a circle in a box of `size`, with an arrow for each pair
    (reviewer, owner).

    Coordinates are rounded to a tenth and stay inside the box. Keys that are not in `people` are
    left out. Initials show from size 300 on; from 25 people on only the arrows of `me` are drawn.
    """
    seats = sorted(dict(people).items(), key=lambda seat: (str(seat[1]).casefold(), str(seat[0])))
    pairs = [
        (a, b) for a, b in dict.fromkeys(pairs) if a != b and {a, b} <= {key for key, _ in seats}
    ]
    near = {other for pair in pairs if me in pair for other in pair} - {me}
    written = size >= 300 and len(seats) < CROWD
    base = 13 if written else max(2.5, min(5, 60 / max(len(seats), 1))) * size / 160
    radius = size / 2 - base * 1.5 - 1
    spots = {
        key: _spot(index, len(seats), size / 2, radius) for index, (key, _) in enumerate(seats)
    }
    kinds = {key: _kind(key, me, near, absent) for key, _ in seats}
    radii = {
        key: round(base * (1 if written else {"me": 1.4, "near": 1.25}.get(kinds[key], 1)), 1)
        for key in spots
    }
    nodes = (
        Node(*spots[key], radii[key], kinds[key], initials(name) if written else "", str(name))
        for key, name in seats
    )
    shown = pairs if len(seats) < CROWD else [pair for pair in pairs if me in pair]
    arcs = sorted((_arc(a, b, spots, radii, size, me) for a, b in shown), key=lambda arc: arc.kind)
    return Ring(size, round(radius, 1), tuple(nodes), tuple(arcs))


def _spot(index, count, centre, radius):
    angle = 2 * pi * index / count - pi / 2
    return round(centre + radius * cos(angle), 1), round(centre + radius * sin(angle), 1)


def _kind(key, me, near, absent):
    if key in absent:
        return "ghost"
    if key == me:
        return "me"
    return "near" if key in near else ""


def _arc(giver, taker, spots, radii, size, me):
    start = spots[giver]
    end = spots[taker]
    bend = _bend(start, end, size / 2)
    tail = _towards(start, bend, radii[giver] + 1)
    tip = _towards(end, bend, radii[taker] + size / 160 + 1)
    return Arc(
        _curve(tail, bend, tip) + _head(bend, tip, 2.5 + size / 90), _arc_kind(giver, taker, me)
    )


def _arc_kind(giver, taker, me):
    if giver == me:
        return "on"
    return "in" if taker == me else ""


def _bend(start, end, centre):
    """The middle of the chord, pulled to the centre (more for longer chords), leaning to the
    giver's left.
    """
    (ax, ay) = start
    (bx, by) = end
    x = (ax + bx) / 2
    y = (ay + by) / 2
    pull = PULL * hypot(bx - ax, by - ay) / (2 * centre)
    return x + (centre - x) * pull + (by - ay) * LEAN, y + (centre - y) * pull - (bx - ax) * LEAN


def _towards(point, target, distance):
    dx = target[0] - point[0]
    dy = target[1] - point[1]
    length = hypot(dx, dy) or 1
    step = min(distance, length) / length
    return point[0] + dx * step, point[1] + dy * step


def _curve(tail, bend, tip):
    return f"M{_xy(tail)}Q{_xy(bend)} {_xy(tip)}"


def _head(bend, tip, length):
    dx = bend[0] - tip[0]
    dy = bend[1] - tip[1]
    scale = length / (hypot(dx, dy) or 1)
    dx, dy = dx * scale, dy * scale
    left = (tip[0] + dx * 0.87 - dy * 0.5, tip[1] + dy * 0.87 + dx * 0.5)
    right = (tip[0] + dx * 0.87 + dy * 0.5, tip[1] + dy * 0.87 - dx * 0.5)
    return f"M{_xy(left)}L{_xy(tip)} {_xy(right)}"


def _xy(point):
    return f"{point[0]:.1f} {point[1]:.1f}"


def example_ring(names, size=300):
    """A ring of up to twelve people with an arrow from each to the next but one: no real draw.

    Letters stand for the people while there are too few of them to show what a draw does.
    """
    if len(names) <= TOO_FEW:
        names = PLACEHOLDERS
    people = list(enumerate(sorted(names)[:EXAMPLE]))
    pairs = [(place, (place + 2) % len(people)) for place, _ in people]
    return draw_ring(people, pairs, size=size)
