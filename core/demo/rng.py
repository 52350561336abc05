"""Random numbers for the demo world: the same seed gives the same world."""

from random import Random


def stream(seed, *words):
    """A generator for each name, so that a change in one part does not shift the others."""
    return Random("|".join(map(str, (seed, *words))))  # noqa: S311  a story, not a secret


class Deck:
    """Deals `cards` in shuffled order and reshuffles when none are left."""

    def __init__(self, cards, chance):
        self.cards = list(cards)
        self.chance = chance
        self.left = []

    def deal(self, fits=lambda card: True):
        """The next card that fits; None if no card does."""
        for _ in range(2):
            for place in range(len(self.left) - 1, -1, -1):
                if fits(self.left[place]):
                    return self.left.pop(place)
            fresh = [card for card in self.cards if card not in self.left]
            self.chance.shuffle(fresh)
            self.left = fresh + self.left
        return None
