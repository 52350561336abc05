from pairing.models.covers import CoverOffer
from pairing.models.cycles import Cycle, Draw
from pairing.models.exclusions import Exclusion
from pairing.models.pairings import Pairing
from pairing.models.pools import MOST_REVIEWS_EACH, Pool, PoolMembership
from pairing.models.swaps import SwapRequest
from pairing.models.unavailable import Unavailable

__all__ = [
    "MOST_REVIEWS_EACH",
    "CoverOffer",
    "Cycle",
    "Draw",
    "Exclusion",
    "Pairing",
    "Pool",
    "PoolMembership",
    "SwapRequest",
    "Unavailable",
]
