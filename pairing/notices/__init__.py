from pairing.notices.asks import CoverAsked, SwapAnswered, SwapAsked
from pairing.notices.draws import Drawn, Redrawn, Repaired
from pairing.notices.pairings import PairingAdded, PairingDropped, Skipped

__all__ = [
    "CoverAsked",
    "Drawn",
    "PairingAdded",
    "PairingDropped",
    "Redrawn",
    "Repaired",
    "Skipped",
    "SwapAnswered",
    "SwapAsked",
]
