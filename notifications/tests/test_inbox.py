from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from notifications.models import Notice
from notifications.tests.kinds import make_notice
from people.models import Team
from people.tests.factories import TeamFactory

pytestmark = pytest.mark.django_db


def unread(user):
    return Notice.objects.visible_to(user).unread().count()


def test_inbox_without_notices_says_so(client, ana):
    assert "Nothing here yet" in client.get("/inbox/").content.decode()


def test_inbox_shows_own_notices_newest_first_by_day(client, ana):
    old = make_notice(ana, TeamFactory(name="Old"), created_at=timezone.now() - timedelta(days=3))
    new = make_notice(ana, TeamFactory(name="New"))
    response = client.get("/inbox/")
    assert [(day, its) for day, its in response.context["days"]] == [
        (timezone.localdate(new.created_at), [new]),
        (timezone.localdate(old.created_at), [old]),
    ]
    assert "Hello New" in response.content.decode()
    assert response.content.decode().count("Today, ") == 1


def test_inbox_shows_nobody_elses(client, ana):
    make_notice()
    assert "Nothing here yet" in client.get("/inbox/").content.decode()


def test_inbox_read_writes_nothing(client, ana):
    make_notice(ana)
    client.get("/inbox/")
    assert unread(ana) == 1


def test_notice_opened_is_read_and_leads_to_its_subject(client, ana):
    notice = make_notice(ana)
    response = client.post(f"/inbox/{notice.pk}/open/")
    assert (response.status_code, response.url) == (302, f"/teams/?{notice.subject_id}")
    notice.refresh_from_db()
    first = notice.read_at
    client.post(f"/inbox/{notice.pk}/open/")
    notice.refresh_from_db()
    assert notice.read_at == first


def test_notice_of_somebody_else_is_not_found(client, ana):
    for notice in (
        make_notice(),
        make_notice(ana, sent=False),
        make_notice(ana, dropped_at=timezone.now()),
    ):
        assert client.post(f"/inbox/{notice.pk}/open/").status_code == 404
        notice.refresh_from_db()
        assert notice.read_at is None


def test_notice_opened_by_a_link_changes_nothing(client, ana):
    notice = make_notice(ana)
    assert client.get(f"/inbox/{notice.pk}/open/").status_code == 405
    assert unread(ana) == 1


def test_notice_about_what_is_gone_says_so_and_can_be_read(client, ana):
    notice = make_notice(ana)
    Team.objects.all().delete()
    assert "no longer exists" in client.get("/inbox/").content.decode()
    assert client.post(f"/inbox/{notice.pk}/open/").url == "/inbox/"
    assert unread(ana) == 0


def test_notice_of_an_unknown_kind_does_not_break_the_page(client, ana):
    make_notice(ana, kind="from_a_later_release")
    assert "no longer exists" in client.get("/inbox/").content.decode()


def test_all_marked_read_leaves_what_came_since(client, ana):
    seen = make_notice(ana)
    since = make_notice(ana)
    assert client.post("/inbox/read/", {"up_to": seen.pk}).url == "/inbox/"
    assert list(Notice.objects.visible_to(ana).unread()) == [since]


def test_all_marked_read_leaves_other_peoples(client, ana):
    other = make_notice()
    client.post("/inbox/read/", {"up_to": other.pk})
    assert unread(other.recipient) == 1


@pytest.mark.parametrize("value", ["", "x", "\x00", "-1", "9" * 40, "🦊", None])
def test_all_marked_read_with_nonsense_changes_nothing(client, ana, value):
    make_notice(ana)
    assert (
        client.post("/inbox/read/", {"up_to": value} if value is not None else {}).status_code
        == 302
    )
    assert unread(ana) == 1


def test_inbox_pages_by_key(client, ana):
    notices = [make_notice(ana) for _ in range(32)]
    first = client.get("/inbox/").context
    assert first["older"] == f"/inbox/?before={notices[2].pk}"
    second = client.get(first["older"]).context
    assert [notice for _, its in second["days"] for notice in its] == [notices[1], notices[0]]
    assert (second["older"], second["newest_page"]) == ("", "/inbox/")


@pytest.mark.parametrize("before", ["x", "\x00", "-1", "9" * 40, "1e9"])
def test_inbox_of_a_nonsense_page_is_the_newest(client, ana, before):
    make_notice(ana)
    response = client.get("/inbox/", {"before": before})
    assert response.status_code == 200
    assert len(response.context["days"]) == 1


def test_inbox_of_a_page_past_the_end_leads_back(client, ana):
    notice = make_notice(ana)
    assert "Nothing older" in client.get(f"/inbox/?before={notice.pk}").content.decode()


def test_inbox_costs_the_same_for_one_and_three(client, ana, settings, django_assert_num_queries):
    settings.MAIL_CONFIGURED = True
    for count in (1, 2):
        for _ in range(count):
            make_notice(ana)
        with django_assert_num_queries(5):
            client.get("/inbox/")


def test_anonymous_is_sent_to_sign_in(client):
    assert client.get("/inbox/").url.startswith("/accounts/login/")


@override_settings(TIME_ZONE="UTC")
def test_inbox_days_are_those_of_its_reader(client, ana):
    late = timezone.now().replace(hour=23, minute=30) - timedelta(days=2)
    make_notice(ana, created_at=late)
    [(day, _)] = client.get("/inbox/").context["days"]
    assert day == (late + timedelta(hours=2)).date()
