"""Hostile requests to the pages of reviews: never a 500, and what was typed comes back."""

from contextlib import contextmanager
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.tests.factories import CaseFactory
from pairing.tests.factories import PairingFactory
from reviews import actions
from reviews.models import Comment, Review
from reviews.tests.factories import (
    NOW,
    InvitationFactory,
    OpinionFactory,
    ReviewFactory,
    posted_rubric,
    sent_review,
)
from reviews.urls import urlpatterns

pytestmark = pytest.mark.django_db

RTL = "\u202eשלום, תודה על הכול"
EMOJI = "👩🏽‍🚀 gut gemacht, danke!"
LONG = "long words " * 910
TEXTS = {
    "rtl": RTL,
    "emoji": EMOJI,
    "nul": "a\x00b and so on",
    "10001": "x" * 10_001,
    "megabyte": "x" * 1_000_000,
}
TEXTS |= {
    "surrogate": b"bad \xed\xb3\xbf bytes here",
    "empty": "",
    "spaces": " \n\t ",
    "markup": "</textarea><b>x y",
}
BODIES = {
    "application/json": b'{"body": ["x"]}',
    "multipart/form-data; boundary=y": (
        b'--y\r\nContent-Disposition: form-data; name="body"\r\n\r\nhalf a bo'
    ),
    "multipart/form-data": b"no boundary",
    "text/plain": b"\xff\xfe",
    "application/x-www-form-urlencoded; charset=nonsense": b"body=x",
    "application/x-www-form-urlencoded": b"&".join(b"a%d=1" % n for n in range(2_001)),
}
ONLY_POST = {
    p.name for p in urlpatterns if "GET" not in getattr(p.callback, "screen", p.callback).methods
}


class Scene:
    """A draft with a request for consent, and a sent review with a thread."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)
        self.draft = ReviewFactory()
        self.reviewer = self.draft.reviewer
        self.owner = self.draft.owner
        self.consent = actions.ask_consent(self.draft, by=self.reviewer, now=NOW)
        again = PairingFactory(
            reviewer=self.reviewer, owner=self.owner, draw__cycle__pool__slug="again"
        )
        self.sent = sent_review(pairing=again)
        self.comment = actions.add_comment(
            self.sent, body="How do you mean?", by=self.owner, now=NOW
        )
        self.waiting = PairingFactory(
            reviewer=self.reviewer, owner=self.owner, draw__cycle__pool__slug="waiting"
        )
        self.case = CaseFactory(owner=self.owner)
        self.invitation = InvitationFactory(owner=self.owner, reviewer=self.reviewer)
        self.opinion = OpinionFactory(review=self.draft, asker=self.reviewer)
        OpinionFactory(review=self.sent, state="answered", is_private=False, ended_at=NOW)

    def path(self, name):
        kinds = {
            "comment_edit": self.comment,
            "comment_delete": self.comment,
            "consent": self.consent,
        }
        kinds |= {
            "thread_resolve": self.comment,
            "thread_reopen": self.comment,
            "consent_withdraw": self.consent,
        }
        kinds |= {"invite_reviewer": self.case, "review_invitation": self.invitation}
        kinds |= dict.fromkeys(
            ("invitation_accept", "invitation_decline", "invitation_withdraw"), self.invitation
        )
        kinds |= {"pick_case": self.waiting, "start_review": self.waiting}
        drafts = (
            "review_edit",
            "review_autosave",
            "review_submit",
            "review_discard",
            "consent_ask",
        )
        if "opinion_pk" in ROUTES[name]:
            return reverse(name, args=[self.draft.pk, self.opinion.pk])
        if name == "answer_change":
            criterion = self.sent.rubric_version.criteria.first()
            return reverse(name, args=[self.sent.pk, criterion.pk])
        thing = kinds.get(name) or (self.draft if name in drafts else self.sent)
        return reverse(name, args=[thing.pk] if "<" in ROUTES[name] else [])


ROUTES = {pattern.name: str(pattern.pattern) for pattern in urlpatterns}
POSTED = [p.name for p in urlpatterns if "POST" in p.callback.screen.methods]
GOT = [p.name for p in urlpatterns if "GET" in p.callback.screen.methods]


@pytest.fixture
def scene():
    return Scene()


def bodies(scene, text):
    """What a form of each address sends, with the text wherever one may be typed."""
    common = {
        "body": text,
        "takeaway": text,
        "q": text,
        "reason": text,
        "allow": text,
        "case": text,
        "thread": text,
        "note": text,
        "reviewer": text,
        "value": text,
        "comment": text,
    }
    return (
        common
        | {"criterion": text}
        | posted_rubric(scene.draft, "no", text, closing_note=text, technical_notes=text)
    )


@contextmanager
def undone():
    """What is tried in here leaves the scene as it was for the next try."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", POSTED)
def test_any_text_at_any_address_is_answered(scene, name):
    for person, text in product((scene.reviewer, scene.owner), TEXTS):
        with undone():
            scene.client.force_login(person)
            answer = scene.client.post(scene.path(name), bodies(scene, TEXTS[text]))
        assert answer.status_code < 500, text


@pytest.mark.parametrize("name", POSTED)
def test_any_body_at_any_address_is_answered(scene, name):
    for person, (kind, body) in product((scene.reviewer, None), BODIES.items()):
        with undone():
            scene.client.force_login(person) if person else scene.client.logout()
            answer = scene.client.generic("POST", scene.path(name), body, kind)
        assert answer.status_code < 500, kind


@pytest.mark.parametrize("name", POSTED)
def test_double_click_at_any_address_is_answered_and_says_it_once(scene, name):
    for person in (scene.owner, scene.reviewer):
        scene.client.force_login(person)
        data = posted_rubric(scene.draft) | {
            "body": "Said once?",
            "allow": "yes",
            "case": scene.case.pk,
        }
        statuses = [scene.client.post(scene.path(name), data).status_code for _ in range(2)]
        assert max(statuses) < 500


@pytest.mark.parametrize("name", POSTED)
def test_address_for_forms_alone_has_a_page_for_who_follows_a_link(scene, name):
    scene.client.force_login(scene.reviewer)
    answer = scene.client.get(scene.path(name), headers={"Accept": "text/html"})
    assert answer.status_code < 500
    if name not in GOT:
        assert answer.status_code == 405
        assert "There is no page here" in answer.text


@pytest.mark.parametrize("name", GOT)
def test_head_is_get_without_a_body_and_does_nothing(scene, name):
    for person in (scene.reviewer, scene.owner):
        scene.client.force_login(person)
        answer = scene.client.head(scene.path(name))
        assert (answer.status_code, answer.content) == (
            scene.client.get(scene.path(name)).status_code,
            b"",
        )


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ED%B3%BF", "page=-1", "page=9e9", "page=x", "side=%00", "q=" + "x" * 5_000],
)
@pytest.mark.parametrize("name", ["reviews", "pick_case"])
def test_odd_query_is_answered(scene, name, query):
    scene.client.force_login(scene.reviewer)
    assert scene.client.get(f"{scene.path(name)}?{query}").status_code in (200, 302)


@pytest.mark.parametrize("text", [RTL, EMOJI, "<script>alert(1)</script> and so on"])
def test_comment_keeps_any_text_as_it_was_typed(scene, text):
    scene.client.force_login(scene.owner)
    scene.client.post(scene.path("comment_add"), {"body": text})
    assert Comment.objects.latest("pk").body == text
    assert "<script>alert" not in scene.client.get(reverse("review", args=[scene.sent.pk])).text


@pytest.mark.parametrize("body", ["x " * 5_001, "a\x00b and more words", "   "])
def test_comment_that_is_refused_comes_back_whole_with_its_place(scene, body):
    scene.client.force_login(scene.owner)
    page = scene.client.post(scene.path("comment_add"), {"body": body, "thread": scene.comment.pk})
    assert page.status_code == 422
    assert f'name="thread" value="{scene.comment.pk}"' in page.text
    assert body.replace("\x00", "\ufffd").strip()[:3_000] in page.text or "\x00" in body


def test_edit_that_came_too_late_gives_the_words_back(scene):
    scene.client.force_login(scene.owner)
    page = scene.client.post(scene.path("comment_edit"), {"body": "Better words, ten minutes on"})
    assert page.status_code == 409
    assert "Better words, ten minutes on" in page.text


def test_comment_on_a_review_that_was_recalled_meanwhile_gives_the_words_back(scene):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(scene.owner)
    strict.cookies["csrf"] = "a" * 32
    Review.objects.filter(pk=scene.sent.pk).update(state="draft", submitted_at=None)
    data = {"csrfmiddlewaretoken": "a" * 32, "body": "Typed while it was taken back"}
    page = strict.post(scene.path("comment_add"), data)
    assert page.status_code == 409
    assert "Typed while it was taken back" in page.text


def test_takeaway_of_a_second_tab_gives_the_words_back(scene):
    scene.client.force_login(scene.owner)
    path = reverse("review_acknowledge", args=[scene.sent.pk])
    scene.client.post(path, {"takeaway": "From the first tab"})
    page = scene.client.post(path, {"takeaway": "From the second tab"})
    assert page.status_code == 409
    assert "From the second tab" in page.text


def test_submit_after_the_pairing_ended_gives_the_words_back(scene):
    Review.objects.filter(pk=scene.draft.pk).update(state="discarded", ended_at=NOW)
    scene.client.force_login(scene.reviewer)
    page = scene.client.post(
        scene.path("review_submit"),
        posted_rubric(scene.draft, "no", "Two promised updates slipped"),
    )
    assert page.status_code == 409
    assert "Two promised updates slipped" in page.text


def test_back_and_save_again_after_sending_gives_the_words_back(scene):
    scene.client.force_login(scene.reviewer)
    data = posted_rubric(scene.draft, "no", "Two promised updates slipped")
    scene.client.post(scene.path("review_submit"), data)
    page = scene.client.post(
        scene.path("review_edit"), data | {"closing_note": "One more thing to say"}, follow=True
    )
    assert "One more thing to say" in page.text
