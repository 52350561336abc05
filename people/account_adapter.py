import logging

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from core import rate_limits
from people.actions import send_address_confirmation, send_password_changed, send_password_reset

log = logging.getLogger(__name__)


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Sign-up is always closed: people join by an invitation, which is our own action."""

    def is_open_for_signup(self, request):
        return False

    def send_password_reset_mail(self, user, email, context):
        """Not to somebody who never joined, or "Forgot it?" would bypass a withdrawn invitation."""
        send_password_reset(user, now=timezone.now())

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        send_address_confirmation(emailconfirmation.email_address, now=timezone.now())

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if "password" in template_prefix:
            send_password_changed(user, now=timezone.now())

    def send_mail(self, template_prefix, email, context):
        """Send no mail of allauth within the request: the ones that people need are notices."""
        log.warning("a mail of allauth has no notice that stands for it: %s", template_prefix)

    def pre_authenticate(self, request, **credentials):
        """Limit wrong passwords by IP address and by e-mail, known or not."""
        self._counted_at = rate_limits.consume(request, "sign_in", sign_in_key(credentials))

    def authenticate(self, request, **credentials):
        """A right password takes its attempt back, so that only wrong ones count."""
        user = super().authenticate(request, **credentials)
        if user:
            key = sign_in_key(credentials)
            rate_limits.refund(request, "sign_in", self._counted_at, key)
        return user

    def get_client_ip(self, request):
        """With fewer proxies than TRUSTED_PROXIES counts, the address of the connection."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            return request.META["REMOTE_ADDR"]


def sign_in_key(credentials):
    """The address that wrong passwords are counted by, known or not."""
    return credentials.get("email", "").lower()
