from pairing.models.cycles import Cycle, Draw
from pairing.models.pairings import Pairing
from pairing.models.pools import MOST_REVIEWS_EACH, Pool, PoolMembership

__all__ = ["MOST_REVIEWS_EACH", "Cycle", "Draw", "Pairing", "Pool", "PoolMembership"]
