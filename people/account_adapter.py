import logging

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from core import rate_limits
from people import actions
from people.known_devices import find_device, remember_device

log = logging.getLogger(__name__)


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Sign-up is always closed: people join by an invitation, which is our own action."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is wrong.",
    }

    def is_open_for_signup(self, request):
        return False

    def set_password(self, user, password):
        """Save the password of any allauth form in one transaction, with event and notice."""
        by_link = self.request.resolver_match.url_name == "account_reset_password_from_key"
        saved = actions.change_password(
            user, password=password, by=user, now=timezone.now(), by_link=by_link
        )
        user.password = saved.password  # this browser stays signed in

    def send_mail(self, template_prefix, email, context):
        """Send none of allauth's mails: the ones that people need are notices."""
        log.warning("allauth mail without a notice to replace it: %s", template_prefix)

    def pre_authenticate(self, request, **credentials):
        """Limit wrong passwords by network and e-mail address, and separately on a known device."""
        self._limit = sign_in_limit(request, credentials)
        self._counted_at = rate_limits.consume(request, *self._limit)

    def authenticate(self, request, **credentials):
        """A correct password gives its attempt back, so that only wrong ones count."""
        user = super().authenticate(request, **credentials)
        if user:
            action, key = self._limit
            rate_limits.refund(request, action, self._counted_at, key)
        return user

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        remember_device(request, response, user.email)
        return response

    def get_client_ip(self, request):
        """The address of the connection, if there are fewer proxies than TRUSTED_PROXIES."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            return request.META["REMOTE_ADDR"]


def sign_in_limit(request, credentials):
    """The limit that a wrong password counts against, and its key."""
    email = credentials.get("email", "").lower()
    device = find_device(request, email)
    if device:
        return "sign_in_known_device", f"{device} {email}"
    return "sign_in", email
