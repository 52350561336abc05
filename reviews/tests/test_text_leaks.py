"""The words of a review stay in their columns.

A planted word goes into every field, and everything is searched for it afterwards.

Each word has its homes, named by table and column. Finding it elsewhere (another table, a session,
the cache, a task's message, a mail, a log, the output) fails the test.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.tests.factories import CommentFactory
from notifications.delivery import deliver_due
from notifications.registry import KINDS
from pairing.tests.factories import PairingFactory
from reviews import sweeps
from reviews.models import Comment, Consent
from reviews.tests import text_search
from reviews.tests.factories import posted_rubric
from reviews.tests.signed_in import SignedIn, ask_for_opinions, change_answers, invite

pytestmark = pytest.mark.django_db(transaction=True)

ANSWER = "reviews_answer.comment"
NOTE = "reviews_review.closing_note"
TAKEAWAY = "reviews_review.takeaway"
NOTES = "reviews_review.technical_notes"
COMMENT = "reviews_comment.body"
MESSAGE = "cases_casecomment.body"
QUOTATION = "reviews_quotation.text"
REASON = "pairing_pairing.reason"
QUESTION = "reviews_secondopinion.question"
OPINION = "reviews_secondopinion.answer"
DECLINE = "reviews_secondopinion.decline_reason"
LINE = "reviews_opinionproposal.line"
EARLIER = "reviews_answerrevision.comment"
INVITATION = "reviews_reviewinvitation.note"
DECLINED = "reviews_reviewinvitation.decline_reason"
HOMES = {
    "planted-answer": {ANSWER, EARLIER},
    "planted-quoted": {MESSAGE, QUOTATION},
    "planted-not-in-the-case": set(),
    "planted-autosaved": set(),  # typed over before it was sent
    "planted-closing-note": {NOTE},
    "planted-technical-notes": {NOTES},
    "planted-comment": {COMMENT},
    "planted-reply": {COMMENT},
    "planted-before-edit": set(),
    "planted-after-edit": {COMMENT},
    "planted-deleted": set(),
    "planted-takeaway": {TAKEAWAY},
    "planted-recalled": {NOTE},
    "planted-stale-note": set(),
    "planted-refused": set(),
    "planted-too-late": set(),
    "planted-broken": set(),
    "planted-skip-reason": {REASON},
    "planted-discarded": {ANSWER},
    "planted-question": {QUESTION},
    "planted-opinion": {OPINION},
    "planted-line": {LINE},
    "planted-decline": {DECLINE},
    "planted-first-change": {EARLIER},
    "planted-last-change": {ANSWER},
    "planted-invitation": {INVITATION},
    "planted-unwilling": {DECLINED},
}


@pytest.fixture
def all_by_mail(monkeypatch):
    """Everything in the inbox goes out by mail too: the strictest deployment possible."""
    for kind in KINDS.values():
        monkeypatch.setattr(kind, "channels", ("inbox", "mail"))


def written(review, value="no", **more):
    review.refresh_from_db()
    return posted_rubric(
        review, value, "planted-answer", **{"closing_note": "planted-closing-note", **more}
    )


def write_and_send(life):
    review = life.begin(life.pairing, life.case)
    early = written(review, closing_note="planted-autosaved")
    life.post("reviewer", "review_autosave", review.pk, 200, **early)
    life.post(
        "reviewer",
        "review_autosave",
        review.pk,
        409,
        **early | {"closing_note": "planted-stale-note"},
    )
    life.post(
        "reviewer",
        "review_submit",
        review.pk,
        422,
        **written(review, "", closing_note="planted-refused"),
    )
    quote(life, review)
    life.post("reviewer", "consent_ask", review.pk, **written(review))
    life.post("owner", "consent", Consent.objects.get().pk, allow="yes")
    life.post(
        "reviewer",
        "review_submit",
        review.pk,
        **written(review, technical_notes="planted-technical-notes"),
    )
    life.post(
        "reviewer",
        "review_edit",
        review.pk,
        409,
        **written(review, closing_note="planted-too-late"),
    )
    return review


def quote(life, review):
    message = CommentFactory(case=life.case, body="What they wrote: planted-quoted.")
    for words, expect in (("planted-quoted", 302), ("planted-not-in-the-case", 409)):
        life.post(
            "reviewer",
            "quotation_add",
            review.pk,
            expect,
            **written(review, quote=message.pk, words=words),
        )


def talk(life, review):
    life.get("owner", reverse("review", args=[review.pk]))
    life.post(
        "owner",
        "comment_add",
        review.pk,
        body=f"planted-comment @{life.pairing.reviewer.name.split()[0]}",
    )
    thread = Comment.objects.get()
    life.post("reviewer", "comment_add", review.pk, body="planted-reply", thread=thread.pk)
    for body in ("planted-before-edit", "planted-deleted"):
        life.post("owner", "comment_add", review.pk, body=body)
    life.post(
        "owner",
        "comment_edit",
        Comment.objects.get(body="planted-before-edit").pk,
        body="planted-after-edit",
    )
    life.post("owner", "comment_delete", Comment.objects.get(body="planted-deleted").pk)
    life.post("owner", "comment_add", review.pk, 422, body="planted-refused" + "x" * 10_001)
    life.post("owner", "review_acknowledge", review.pk, takeaway="planted-takeaway")
    life.post("owner", "review_acknowledge", review.pk, 409, takeaway="planted-too-late")


def recall_another(life):
    pairing = PairingFactory(
        reviewer=life.pairing.reviewer, owner=life.pairing.owner, draw__cycle__pool__slug="two"
    )
    review = life.begin(pairing, life.case)
    life.post(
        "reviewer", "review_submit", review.pk, **written(review, closing_note="planted-recalled")
    )
    life.post("reviewer", "review_recall", review.pk)


def skip_another(life):
    pairing = PairingFactory(
        reviewer=life.pairing.reviewer, owner=life.pairing.owner, draw__cycle__pool__slug="three"
    )
    review = life.begin(pairing, life.case)
    data = posted_rubric(review, "no", "planted-discarded")
    life.post("reviewer", "review_autosave", review.pk, 200, **data)
    life.post("reviewer", "skip_pairing", pairing.pk, reason="planted-skip-reason")


@contextmanager
def refusing():
    """A database that refuses some text: it quotes the whole row in what it says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE reviews_comment ADD CONSTRAINT picky CHECK (body NOT LIKE '%broken%')"
        )
        yield
        cursor.execute("ALTER TABLE reviews_comment DROP CONSTRAINT picky")


def break_down(life, review, monkeypatch):
    """A page that breaks: in the database, and in code that was handed the text."""
    with refusing():
        life.post("owner", "comment_add", review.pk, 500, body="planted-broken")
    with monkeypatch.context() as patch:
        patch.setattr("comments.actions.record", lambda *args, **kwargs: 1 / 0)
        life.post("owner", "comment_add", review.pk, 500, body="planted-broken")


def deliver_and_remind(life, monkeypatch):
    """Reminders of the next days, a channel that fails while sending, and the daily mail."""
    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", fail)
        deliver_due(now=timezone.now())
    for days in range(1, 12):
        later = timezone.now() + timedelta(days=days)
        sweeps.remind_due(now=later)
        deliver_due(now=later)
    for who in life.clients:
        for path in (
            "/",
            "/inbox/",
            "/reviews/",
            "/reviews/?side=given",
            reverse("case", args=[life.case.pk]),
        ):
            life.get(who, path)


def fail(message, *args, **kwargs):
    raise OSError(f"550 refused: {message.subject} {message.body}")


def stray(found, homes):
    """What was found where it does not belong."""
    return {
        word: places - homes.get(word, set())
        for word, places in found.items()
        if places - homes.get(word, set())
    }


def test_words_of_a_review_stay_in_their_columns(output, all_by_mail, monkeypatch):
    life = SignedIn()
    review = write_and_send(life)
    talk(life, review)
    ask_for_opinions(life, review)
    change_answers(life, review)
    invite(life)
    recall_another(life)
    skip_another(life)
    break_down(life, review, monkeypatch)
    deliver_and_remind(life, monkeypatch)
    found = text_search.in_columns(HOMES)
    assert stray(found, HOMES) == {}
    assert {word: found[word] for word, homes in HOMES.items() if homes} == {
        w: h for w, h in HOMES.items() if h
    }
    assert text_search.in_valkey(HOMES) == {}
    assert (
        stray(text_search.in_mail(HOMES), {"planted-skip-reason": {f"mail {n}" for n in range(99)}})
        == {}
    )
    assert text_search.in_text(HOMES, **output()) == {}
    assert len(mail.outbox) > 3
    assert not any(
        "planted" in cookie.value
        for client in life.clients.values()
        for cookie in client.cookies.values()
    )
