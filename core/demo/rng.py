"""Chance for the demo world: the same seed gives the same world."""

from random import Random


def stream(seed, *words):
    """A generator of its own for every name, so that a change in one part does not shift all the others."""
    return Random("|".join(map(str, (seed, *words))))  # noqa: S311  a story, not a secret


class Deck:
    """Deals `cards` in shuffled order and starts over when they are used up, so that nothing comes twice too soon."""

    def __init__(self, cards, chance):
        self.cards, self.chance, self.left = list(cards), chance, []

    def deal(self, fits=lambda card: True):
        """The next card that fits; None where none of all does."""
        for _ in range(2):
            for place in range(len(self.left) - 1, -1, -1):
                if fits(self.left[place]):
                    return self.left.pop(place)
            fresh = [card for card in self.cards if card not in self.left]
            self.chance.shuffle(fresh)
            self.left = fresh + self.left
        return None
