from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Sign-up is always closed: a person comes in by an invitation, which is our own action."""

    def is_open_for_signup(self, request):
        return False

    def send_password_reset_mail(self, user, email, context):
        """Not to somebody who never came in, or a withdrawn invitation could be got round by "Forgot it?"."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)
