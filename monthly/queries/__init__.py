from monthly.queries.week import cards_for, due_for, happenings_for

__all__ = ["cards_for", "due_for", "happenings_for"]
