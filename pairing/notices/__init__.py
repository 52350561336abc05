from pairing.notices.asks import CoverAsked, SwapAnswered, SwapAsked
from pairing.notices.draws import ChannelTried, Drawn, Redrawn, Repaired
from pairing.notices.pairings import PairingAdded, PairingDropped, Skipped

__all__ = [
    "ChannelTried",
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
