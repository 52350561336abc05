from pairing.forms.members import LeadForm, MembersForm
from pairing.forms.pools import PoolForm
from pairing.forms.skips import SkipForm

__all__ = ["LeadForm", "MembersForm", "PoolForm", "SkipForm"]
