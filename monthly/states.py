from django.db import models


class MonthlyState(models.TextChoices):
    SELECTING = "selecting", "Selecting"
    SELF_ASSESSING = "self_assessing", "Self-assessing"
    VALIDATING = "validating", "Validating"
    DISCUSSING = "discussing", "Discussing"
    DONE = "done", "Done"
    EXCUSED = "excused", "Excused"
    INCOMPLETE = "incomplete", "Incomplete"


ENDINGS = {MonthlyState.EXCUSED, MonthlyState.INCOMPLETE}
TRANSITIONS = {
    MonthlyState.SELECTING: {MonthlyState.SELF_ASSESSING, *ENDINGS},
    MonthlyState.SELF_ASSESSING: {MonthlyState.VALIDATING, *ENDINGS},
    MonthlyState.VALIDATING: {MonthlyState.SELF_ASSESSING, MonthlyState.DISCUSSING, *ENDINGS},
    MonthlyState.DISCUSSING: {MonthlyState.DONE, *ENDINGS},
}

# The path on the state bar, in order; excused and incomplete replace the current step.
STEPS = (
    MonthlyState.SELECTING,
    MonthlyState.SELF_ASSESSING,
    MonthlyState.VALIDATING,
    MonthlyState.DISCUSSING,
    MonthlyState.DONE,
)
OPEN = tuple(TRANSITIONS)
WITH_ENGINEER = (MonthlyState.SELECTING, MonthlyState.SELF_ASSESSING)
BEFORE_SHARED = (*WITH_ENGINEER, MonthlyState.VALIDATING)
SHARED = (MonthlyState.DISCUSSING, MonthlyState.DONE)  # both have sent their answers


class Excuse(models.TextChoices):
    LEFT = "left", "Left the team"
    AWAY = "away", "Away"
    REASON = "reason", "Another reason"


class Missing(models.TextChoices):
    """What was missing when an unfinished month was closed."""

    SECOND_CASE = "second_case", "the second case"
    SELF_ASSESSMENT = "self_assessment", "the self-assessment"
    VALIDATION = "validation", "the validation"
    TALK = "talk", "the talk"


class SelectionKind(models.TextChoices):
    DRAWN = "drawn", "Drawn at random"
    OWN = "own", "Chosen by the engineer"


class CaseSource(models.TextChoices):
    """The cases that a draw chose from."""

    ACTIVE = "active", "active cases"
    SOLVED = "solved", "recently solved cases"


class Outcome(models.TextChoices):
    """What became of a next step."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    ONGOING = "ongoing", "Still going"
    DROPPED = "dropped", "Dropped"


class StandInState(models.TextChoices):
    PLANNED = "planned", "Planned"
    ACTIVE = "active", "Standing in"
    ENDED = "ended", "Ended"
    CANCELLED = "cancelled", "Cancelled"


STAND_IN_TRANSITIONS = {
    StandInState.PLANNED: {StandInState.ACTIVE, StandInState.ENDED, StandInState.CANCELLED},
    StandInState.ACTIVE: {StandInState.ENDED, StandInState.CANCELLED},
}
