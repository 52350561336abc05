from pairing.forms.exclusions import ExclusionForm
from pairing.forms.guidance import GuidanceForm
from pairing.forms.members import LeadForm, MembersForm
from pairing.forms.pools import PoolForm
from pairing.forms.redraws import RedrawForm
from pairing.forms.skips import SkipForm
from pairing.forms.swaps import SwapForm

__all__ = [
    "ExclusionForm",
    "GuidanceForm",
    "LeadForm",
    "MembersForm",
    "PoolForm",
    "RedrawForm",
    "SkipForm",
    "SwapForm",
]
