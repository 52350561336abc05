from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured, ValidationError

from core.limits import too_many


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Sign-up is always closed: a person comes in by an invitation, which is our own action."""

    def is_open_for_signup(self, request):
        return False

    def send_password_reset_mail(self, user, email, context):
        """Not to somebody who never came in, or a withdrawn invitation could be got round by "Forgot it?"."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)

    def pre_authenticate(self, request, **credentials):
        """After too many wrong passwords a page that says how long to wait; by address and by e-mail, known or not."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refused:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise too_many(request, app="allauth.account", action="login_failed", key=key) from refused

    def get_client_ip(self, request):
        """Who comes past a proxy that TRUSTED_PROXIES counts is known by the address they came from."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            return request.META["REMOTE_ADDR"]
