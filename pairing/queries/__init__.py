from pairing.queries.request_items import due_for
from pairing.queries.week import cards_for, happenings_for, hero_for

__all__ = ["cards_for", "due_for", "happenings_for", "hero_for"]
