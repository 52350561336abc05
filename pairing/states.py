from django.db import models


class Cadence(models.TextChoices):
    WEEKLY = "weekly", "Every week"
    BIWEEKLY = "biweekly", "Every two weeks"


class Visibility(models.TextChoices):
    PAIR = "pair", "Reviewer and case owner"
    MANAGERS = "managers", "Reviewer, case owner and their managers"
    TEAM = "team", "The whole pool"


class Strength(models.TextChoices):
    """How strictly to avoid a pair."""

    HARD = "hard", "Never"
    SOFT = "soft", "Rather not"


class Unavailability(models.TextChoices):
    BUSY = "busy", "Busy week"
    DUTY = "duty", "On duty"


class CycleState(models.TextChoices):
    UPCOMING = "upcoming", "Upcoming"
    DRAWN = "drawn", "Drawn"
    CLOSED = "closed", "Closed"


CYCLE_TRANSITIONS = {
    CycleState.UPCOMING: {CycleState.DRAWN},
    CycleState.DRAWN: {CycleState.CLOSED},
}


class PairingState(models.TextChoices):
    ASSIGNED = "assigned", "To start"
    DONE = "done", "Sent"
    SKIPPED = "skipped", "Skipped"
    MISSED = "missed", "Closed without a review"
    REPLACED = "replaced", "Replaced"


PAIRING_TRANSITIONS = {
    PairingState.ASSIGNED: {
        PairingState.DONE,
        PairingState.SKIPPED,
        PairingState.MISSED,
        PairingState.REPLACED,
    },
    PairingState.DONE: {PairingState.ASSIGNED},
    PairingState.SKIPPED: {PairingState.REPLACED},  # by a redraw, which begins again
}


class Origin(models.TextChoices):
    DRAWN = "drawn", "Drawn"
    KEPT = "kept", "Kept"
    SWAP = "swap", "Swap"
    REPAIR = "repair", "Repair"
    COVER = "cover", "Cover"


class SwapState(models.TextChoices):
    ASKED = "asked", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


SWAP_TRANSITIONS = {
    SwapState.ASKED: {
        SwapState.ACCEPTED,
        SwapState.DECLINED,
        SwapState.WITHDRAWN,
        SwapState.EXPIRED,
    },
}


class CoverState(models.TextChoices):
    OPEN = "open", "Looking for a reviewer"
    TAKEN = "taken", "Covered"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


COVER_TRANSITIONS = {
    CoverState.OPEN: {CoverState.TAKEN, CoverState.WITHDRAWN, CoverState.EXPIRED},
}
