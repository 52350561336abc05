"""Filters, marking one notice, and polling by an open page."""

import pytest
from django.apps import apps
from django.utils import timezone

from notifications import topics
from notifications.tests.kinds import make_notice
from notifications.tests.test_inbox import unread
from people.tests.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TOPICS = {"reviews": "Reviews", "pairing": "Draws", "people": "People"}


def shown(client, query):
    return [notice for _, its in client.get(f"/inbox/{query}").context["days"] for notice in its]


def about(monkeypatch, word="Tests"):
    """The kinds of these tests are of this app, which has no word for its notices."""
    monkeypatch.setattr(apps.get_app_config("notifications"), "notices_about", word, raising=False)


def test_inbox_of_the_unread_leaves_the_read_out(client, ana):
    make_notice(ana, read_at=timezone.now())
    new = make_notice(ana)
    assert shown(client, "?show=unread") == [new]


def test_inbox_about_a_topic_shows_its_kinds_alone(client, ana, monkeypatch):
    about(monkeypatch)
    mine = make_notice(ana)
    _ = make_notice(ana, kind="review_received")
    assert shown(client, "?about=notifications") == [mine]
    assert shown(client, "?about=pairing") == []


def test_topics_are_those_of_the_practices():
    listed = [(app, word) for app, word in topics.topics().items() if app in TOPICS]
    assert listed == list(TOPICS.items())  # the highest floor first
    assert all(topics.kinds_about(topic) for topic in topics.topics())


@pytest.mark.parametrize(
    "query", ["?show=x", "?about=audit", "?about=%00", "?show=unread&show=", "?about=" + "x" * 9000]
)
def test_inbox_with_a_nonsense_filter_shows_everything(client, ana, query):
    notice = make_notice(ana, read_at=timezone.now())
    assert shown(client, query) == [notice]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?show=unread", "Nothing unread<"),
        ("?about=pairing", "Nothing about draws yet"),
        ("?show=unread&about=reviews", "Nothing unread about reviews"),
    ],
)
def test_inbox_with_nothing_under_a_filter_says_so_and_leads_to_all(client, ana, query, words):
    text = client.get(f"/inbox/{query}").content.decode()
    assert words in text
    assert "Show everything" in text


def test_notice_marked_read_and_unread_again_is_as_before(client, ana):
    notice = make_notice(ana)
    response = client.post(
        f"/inbox/{notice.pk}/read/", headers={"Referer": "http://testserver/inbox/?show=unread"}
    )
    assert response.url == f"/inbox/?show=unread#notice-{notice.pk}"
    assert unread(ana) == 0
    client.post(f"/inbox/{notice.pk}/unread/")
    assert unread(ana) == 1


def test_notice_marked_by_htmx_comes_back_with_the_counts(client, ana):
    notice = make_notice(ana)
    text = client.post(f"/inbox/{notice.pk}/read/", headers=HTMX).content.decode()
    assert f'id="notice-{notice.pk}"' in text
    assert "data-unread" not in text
    assert "Nothing unread" in text


def test_notice_of_somebody_else_cannot_be_marked(client, ana):
    other = make_notice(read_at=timezone.now())
    for way in ("read", "unread"):
        assert client.post(f"/inbox/{other.pk}/{way}/").status_code == 404
    assert unread(other.recipient) == 0


def test_all_marked_read_about_a_topic_leaves_the_others(client, ana, monkeypatch):
    about(monkeypatch)
    other = make_notice(ana, kind="review_received")
    mine = make_notice(ana)
    client.post("/inbox/read/", {"up_to": mine.pk, "about": "notifications"})
    assert shown(client, "?show=unread") == [other]


def test_news_where_nothing_changed_is_204_by_three_queries(client, ana, django_assert_num_queries):
    newest = make_notice(ana).pk
    with django_assert_num_queries(3):
        response = client.get("/inbox/news/", {"unread": 1, "newest": newest})
    assert (response.status_code, response.content) == (204, b"")


def test_news_brings_the_count_and_how_many_are_new(client, ana):
    newest = make_notice(ana).pk
    make_notice(ana), make_notice(ana)
    text = client.get("/inbox/news/", {"unread": 1, "newest": newest}).content.decode()
    assert "Inbox, 3 unread" in text
    assert "2 new" in text


def test_news_of_another_page_brings_the_count_alone(client, ana):
    make_notice(ana)
    text = client.get("/inbox/news/", {"unread": 0}).content.decode()
    assert 'hx-get="/inbox/news/?unread=1"' in text
    assert "inbox-new" not in text


@pytest.mark.parametrize("value", ["", "x", "\x00", "-1", "9" * 40])
def test_news_asked_with_nonsense_answers(client, ana, value):
    make_notice(ana)
    assert client.get("/inbox/news/", {"unread": value, "newest": value}).status_code == 200


def test_news_for_nobody_signed_in_is_401(client):
    assert client.get("/inbox/news/", headers=HTMX).status_code == 401


@pytest.mark.parametrize(
    ("person", "is_told"), [({"superuser": True}, True), ({"coordinator": True}, True), ({}, False)]
)
def test_inbox_without_mail_tells_who_can_do_something(client, settings, person, is_told):
    settings.MAIL_CONFIGURED = False
    client.force_login(UserFactory(**person))
    assert ("Mail is not set up" in client.get("/inbox/").content.decode()) == is_told
    settings.MAIL_CONFIGURED = True
    assert "Mail is not set up" not in client.get("/inbox/").content.decode()


def test_notice_with_a_hostile_title_is_text(client, ana):
    make_notice(ana, TeamFactory(name="<script>alert(1)</script>"))
    assert "<script>alert" not in client.get("/inbox/").content.decode()
