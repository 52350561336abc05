"""Mail against a real server on a thread: what it takes, refuses, and keeps waiting for."""

import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from smtplib import SMTPServerDisconnected

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage

from embedded.valkey import free_port
from notifications.delivery import deliver_due
from notifications.exceptions import Undeliverable
from notifications.mail.sending import post
from notifications.models import Notice
from notifications.states import Channel
from notifications.tests.kinds import TeamMail, make_notice

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


class Server:
    """Answers as the test wants to the recipient and to the mail, and keeps what it took."""

    def __init__(self):
        self.to_recipient = "250 OK"
        self.to_mail = "250 OK"
        self.taken = []
        self.goodbyes = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.to_mail

    async def handle_QUIT(self, server, session, envelope):
        self.goodbyes += 1
        return "221 Bye"


@pytest.fixture(scope="module")
def controller():
    controller = Controller(Server(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def server(controller, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = controller.hostname
    settings.EMAIL_PORT = controller.port
    controller.handler.__init__()
    return controller.handler


def waiting_mail():
    return make_notice(
        sent=False, created_at=NOW, not_before=NOW, channel=Channel.MAIL, kind=TeamMail.kind
    )


def deliver(notice):
    deliver_due(now=NOW)
    return Notice.objects.get(pk=notice.pk)


@pytest.mark.django_db
def test_mail_arrives_whole_and_the_connection_is_closed(server, settings):
    settings.BASE_URL = "https://casereview.example"
    notice = deliver(waiting_mail())
    [mail] = server.taken
    assert notice.receipt == mail["Message-ID"] == f"<notice-{notice.pk}@casereview.example>"
    assert mail["List-Unsubscribe"] == "<https://casereview.example/me/#notifications>"
    assert (mail["Auto-Submitted"], bool(mail["Date"]), server.goodbyes) == (
        "auto-generated",
        True,
        1,
    )
    parts = [part.get_content_type() for part in mail.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.django_db
def test_recipient_refused_for_good_is_a_dead_letter(server):
    server.to_recipient = "550 No such user here"
    notice = deliver(waiting_mail())
    assert (notice.last_error, bool(notice.dead_at), server.taken) == ("smtp_550", True, [])


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["450 Mailbox is busy", "530 Authentication required"])
def test_recipient_refused_for_now_is_tried_again(server, answer):
    server.to_recipient = answer
    notice = deliver(waiting_mail())
    assert (notice.last_error, notice.dead_at, notice.tries) == ("SMTPRecipientsRefused", None, 1)
    assert notice.not_before > NOW + timedelta(seconds=30)


def test_mail_refused_for_good_says_by_which_code(server):
    server.to_mail = "554 Looks like spam"
    with pytest.raises(Undeliverable, match="smtp_554"):
        post(EmailMessage("Hello", "Words", to=["ana@support.example"]))


def test_server_that_hangs_is_left_within_the_time_limit(server, settings):
    """One that takes connections and never says a word."""
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        with pytest.raises(SMTPServerDisconnected):
            post(EmailMessage("Hello", "Words", to=["ana@support.example"]))
