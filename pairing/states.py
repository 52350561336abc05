from django.db import models


class Cadence(models.TextChoices):
    WEEKLY = "weekly", "Every week"
    BIWEEKLY = "biweekly", "Every two weeks"


class Visibility(models.TextChoices):
    PAIR = "pair", "The two"
    MANAGERS = "managers", "The two and their managers"
    TEAM = "team", "The whole pool"


class Strength(models.TextChoices):
    """How much a pair is to be avoided."""

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
    PairingState.ASSIGNED: {PairingState.DONE, PairingState.SKIPPED, PairingState.MISSED, PairingState.REPLACED},
    PairingState.DONE: {PairingState.ASSIGNED},
}


class Origin(models.TextChoices):
    DRAWN = "drawn", "Drawn"
    KEPT = "kept", "Kept"
    SWAP = "swap", "Swap"
    REPAIR = "repair", "Repair"
    COVER = "cover", "Cover"
