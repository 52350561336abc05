from pairing.notices.absences import ReviewerAway
from pairing.notices.covers import CoverRequested
from pairing.notices.draws import ChannelTest, Drawn, Redrawn, Repaired
from pairing.notices.pairings import PairingAdded, PairingDropped, Skipped
from pairing.notices.swaps import SwapAnswered, SwapRequested

__all__ = [
    "ChannelTest",
    "CoverRequested",
    "Drawn",
    "PairingAdded",
    "PairingDropped",
    "Redrawn",
    "Repaired",
    "ReviewerAway",
    "Skipped",
    "SwapAnswered",
    "SwapRequested",
]
