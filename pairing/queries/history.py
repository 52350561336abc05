"""Who a person reviewed and was reviewed by, cycle by cycle. Your own history is never hidden."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator

from pairing.models import Cycle, Pairing

A_PAGE = 20


@dataclass(slots=True)
class CycleHistory:
    """One cycle as one person saw it."""

    cycle: Cycle
    given: list[Pairing] = field(default_factory=list)
    received: list[Pairing] = field(default_factory=list)


def own_history(user, number):
    """A page of the cycles in which `user` gave or received a review, newest first."""
    own = Pairing.objects.of(user).live()
    cycles = Cycle.objects.filter(pk__in=own.values("draw__cycle")).select_related("pool")
    page = Paginator(cycles.order_by("-monday", "pool__name"), A_PAGE).get_page(number)
    lines = {cycle.pk: CycleHistory(cycle) for cycle in page}
    rows = own.filter(draw__cycle__in=lines).select_related("reviewer", "owner", "draw")
    for pairing in rows.defer("draw__inputs").order_by("pk"):
        line = lines[pairing.draw.cycle_id]
        (line.given if pairing.reviewer_id == user.pk else line.received).append(pairing)
    return page, list(lines.values())
