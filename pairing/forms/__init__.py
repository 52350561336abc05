from pairing.forms.exclusions import ExclusionForm
from pairing.forms.members import LeadForm, MembersForm
from pairing.forms.pools import PoolForm
from pairing.forms.redraws import RedrawForm, SwapForm
from pairing.forms.skips import SkipForm

__all__ = [
    "ExclusionForm",
    "LeadForm",
    "MembersForm",
    "PoolForm",
    "RedrawForm",
    "SkipForm",
    "SwapForm",
]
