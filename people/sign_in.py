from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Sign-up is always closed: a person comes in by an invitation, which is our own action."""

    def is_open_for_signup(self, request):
        return False
