from pairing.notices.asks import CoverAsked, SwapAnswered, SwapAsked
from pairing.notices.draws import Drawn, Redrawn
from pairing.notices.pairings import PairingAdded, PairingDropped, Skipped

__all__ = [
    "CoverAsked",
    "Drawn",
    "PairingAdded",
    "PairingDropped",
    "Redrawn",
    "Skipped",
    "SwapAnswered",
    "SwapAsked",
]
