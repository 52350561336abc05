from monthly.queries.absences import effects_of_absences
from monthly.queries.week import cards_for, due_for, happenings_for

__all__ = ["cards_for", "due_for", "effects_of_absences", "happenings_for"]
