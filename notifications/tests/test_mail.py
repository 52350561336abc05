"""What a mail says, whatever the names in it are."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django_guid import clear_guid, set_guid
from hypothesis import given
from hypothesis import strategies as st

from notifications.delivery import deliver_due
from notifications.mail.digests import group_messages, sentence_of
from notifications.mail.rendering import render_mail
from notifications.mail.text import LONGEST_LINE, header_line, paragraphs, wrapped
from notifications.registry import Message, NoticeKind
from notifications.states import Channel
from notifications.tests.kinds import TeamInvitation, TeamMail, make_notice

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


class ToRead(NoticeKind):
    noun = ("review to read", "reviews to read")
    needs_action = True
    reason = "you own the case"


class News(NoticeKind):
    noun = ("new comment", "new comments")


class Secret(NoticeKind):
    essential = True


def told(kind, number):
    return kind, Message(
        f"Title {number}", f"Body {number}", f"/reviews/{number}/", button="Read it"
    )


@given(st.text())
def test_line_of_any_text_is_one_that_a_header_may_hold(text):
    line = header_line(text)
    assert len(line) <= LONGEST_LINE
    assert "\u202e" not in line
    assert line == " ".join(line.split())
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in line)


def test_line_of_a_megabyte_is_cut():
    assert header_line("x" * 1_000_000) == "x" * (LONGEST_LINE - 1) + "…"


def test_emoji_and_right_to_left_stay():
    assert header_line("👩‍👩‍👧 نورة\r\nBcc: all@example.org") == "👩‍👩‍👧 نورة Bcc: all@example.org"


def test_paragraphs_are_kept_and_an_address_is_not_broken():
    assert paragraphs("Hello Bo,\n\n\n\nOne\nline.") == ["Hello Bo,", "One line."]
    address = "https://casereview.example/" + "a" * 100
    assert address in wrapped(f"{'word ' * 30}{address}").splitlines()


def test_megabyte_of_text_is_cut():
    [line] = paragraphs("word " * 200_000)
    assert len(line) < 2010
    assert line.endswith("…")


def test_notice_is_written_as_html_and_text_with_one_button(settings):
    settings.BASE_URL = "https://casereview.example"
    letter = render_mail([told(ToRead, 7)])
    assert letter.subject == "Title 7"
    assert letter.html.count('class="press"') == 1
    assert 'href="https://casereview.example/reviews/7/"' in letter.html
    assert "Read it:\nhttps://casereview.example/reviews/7/\n" in letter.text
    for words in ("because you own the case", "https://casereview.example/me/#notifications"):
        assert words in letter.html
        assert words in letter.text


def test_names_cannot_write_html():
    kind, message = told(News, 1)
    message.title = message.body = (
        '<img src="https://elsewhere.example/x.png"><script>alert(1)</script>'
    )
    html = render_mail([(kind, message)]).html
    assert "<img" not in html
    assert "<script" not in html


def test_mail_asks_nothing_of_another_place_and_knows_the_dark():
    html = render_mail([told(News, 1)]).html
    assert not any(word in html for word in ("src=", "<link", "url(", "@import", "@font-face"))
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme:dark" in html


def test_essential_mail_has_no_switch_and_shows_its_address():
    letter = render_mail([told(Secret, 1)])
    assert "Change how you are notified" not in letter.html + letter.text
    assert letter.html.count("/reviews/1/") == 2


def test_day_is_counted_with_what_asks_first():
    day = [told(News, 1), told(ToRead, 2), told(News, 3), told(ToRead, 4)]
    letter = render_mail(day)
    assert letter.subject == "2 reviews to read, 2 new comments"
    assert (
        letter.text.index("Reviews to read")
        < letter.text.index("Title 2")
        < letter.text.index("New comments")
    )
    assert letter.html.count('class="press"') == 1
    assert "/inbox/" in letter.html


def test_reminder_takes_the_place_of_what_it_reminds_of():
    [group] = group_messages([told(ToRead, 1), told(ToRead, 1)])
    assert group.count == "1 review to read"
    assert group.heading == "Review to read"


def test_news_at_one_address_are_each_told():
    [group] = group_messages([told(News, 1), told(News, 1)])
    assert group.count == "2 new comments"


def test_long_day_names_three_things_and_counts_the_rest():
    kinds = [
        type(f"Kind{n}", (NoticeKind,), {"noun": (f"thing {n}", f"things {n}")}) for n in range(5)
    ]
    assert (
        sentence_of(group_messages([told(kind, 1) for kind in kinds]))
        == "1 thing 0, 1 thing 1, 1 thing 2 and 2 more"
    )


@pytest.mark.django_db
def test_mails_about_one_thing_are_one_conversation(settings):
    settings.BASE_URL = "https://casereview.example"
    first = make_notice(
        sent=False, created_at=NOW, not_before=NOW, channel=Channel.MAIL, kind=TeamMail.kind
    )
    make_notice(
        first.recipient,
        sent=False,
        created_at=NOW,
        not_before=NOW,
        channel=Channel.MAIL,
        kind=TeamMail.kind,
    )
    deliver_due(now=NOW)
    references = [sent.extra_headers["References"] for sent in mail.outbox]
    assert references[0] == f"<people.team-{first.subject_id}@casereview.example>"
    assert len(set(references)) == 2


@pytest.mark.django_db
def test_invitation_cannot_be_unsubscribed_from():
    make_notice(
        sent=False, created_at=NOW, not_before=NOW, channel=Channel.MAIL, kind=TeamInvitation.kind
    )
    deliver_due(now=NOW)
    [sent] = mail.outbox
    assert "List-Unsubscribe" not in sent.extra_headers


@pytest.mark.django_db
def test_mail_is_written_to_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    notice = make_notice(
        sent=False, created_at=NOW, not_before=NOW, channel=Channel.MAIL, kind=TeamMail.kind
    )
    assert deliver_due(now=NOW) == 1
    [file] = settings.EMAIL_FILE_PATH.iterdir()
    assert f"To: {notice.recipient.email}" in file.read_text()


@pytest.mark.django_db
def test_mail_says_under_which_id_the_log_tells_of_it():
    make_notice(
        sent=False, created_at=NOW, not_before=NOW, channel=Channel.MAIL, kind=TeamMail.kind
    )
    set_guid("0123456789abcdef0123456789abcdef")
    deliver_due(now=NOW)
    clear_guid()
    assert mail.outbox[0].extra_headers["X-Request-ID"] == "0123456789abcdef0123456789abcdef"
