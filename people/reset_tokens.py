"""Links to reset a password: like allauth's, but invalid once the person is deactivated."""

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator


class ResetTokenGenerator(EmailAwarePasswordResetTokenGenerator):
    def check_token(self, user, token):
        return user.is_active and super().check_token(user, token)
