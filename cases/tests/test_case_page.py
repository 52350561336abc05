from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.actions import record
from cases.models import Case
from cases.queries import case_page
from cases.queries.detail import LONG
from cases.tests.factories import OPENED, CaseFactory, CommentFactory
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def url(case):
    return reverse("case", args=[case.pk])


@pytest.fixture
def show(client, engineer):
    client.force_login(engineer)
    return lambda case, query="": client.get(url(case) + query)


def long_case(messages):
    case = CaseFactory(owner=UserFactory(name="Ana Duarte"))
    for number in range(messages):
        CommentFactory(
            case=case, body=f"Message {number}", written_at=OPENED + timedelta(hours=number)
        )
    return case


def test_case_for_anonymous_asks_to_sign_in(client):
    assert client.get(url(CaseFactory())).status_code == 302


def test_case_that_is_deleted_is_not_found(show):
    assert show(CaseFactory(deleted_at=timezone.now())).status_code == 404


def test_case_takes_the_same_few_queries_for_one_and_three_rows(queries_of, engineer):
    case = long_case(1)
    CaseFactory(parent=case)
    one = queries_of(engineer, url(case))
    for _ in range(2):
        CommentFactory(case=case, author=UserFactory(), contact=None)
        CaseFactory(parent=case)
    assert queries_of(engineer, url(case)) == one <= 10  # 8 of its own and 2 of the reviews' panel


def test_conversation_begins_with_the_description(show):
    case = CaseFactory(description="It began *on Monday*.")
    assert "It began <em>on Monday</em>." in show(case).content.decode()


def test_case_without_messages_says_so_once(show):
    page = show(CaseFactory(description="")).text
    assert "No messages" in page
    assert "0 messages" not in page
    assert "With customer" not in page


def test_conversation_does_not_repeat_a_description_that_is_the_first_message(engineer):
    case = CaseFactory(description="Twice")
    CommentFactory(case=case, body="Twice")
    assert case_page(case, engineer)["count"] == 1


def test_long_conversation_is_folded_in_the_middle_and_opens_by_a_link(show):
    case = long_case(12)
    page = show(case).content.decode()
    assert "Message 0" in page
    assert "Message 11" in page
    assert "Message 5" not in page
    assert "Show 8 more messages" in page
    assert "Message 5" in show(case, "?all=1").content.decode()


def test_short_conversation_is_not_folded(show):
    assert "more message" not in show(long_case(7)).content.decode()


def test_internal_notes_are_marked_and_can_be_shown_alone(show):
    case = CaseFactory(description="Asked")
    CommentFactory(case=case, body="Between us", is_public=False)
    assert 'class="internal"' in show(case).content.decode()
    internal, customer = (
        show(case, f"?show={name}").content.decode() for name in ("internal", "customer")
    )
    assert "Between us" in internal
    assert "Asked" not in internal
    assert "Between us" not in customer


def test_no_internal_notes_says_so(show):
    assert "No internal notes" in show(CaseFactory(), "?show=internal").content.decode()


def test_megabyte_message_is_cut_and_opens_by_a_link(show):
    case = CaseFactory(description="x" * 1_000_000)
    assert f"Show the remaining {1_000_000 - LONG:,}".replace(",", "") in show(
        case
    ).content.decode().replace(",", "")
    assert len(show(case, "?all=1").content) > 1_000_000


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "‏مرحبا 🧭",
        "",
        "`" * 500,
        "> " * 900,
    ],
)
def test_message_of_any_kind_is_shown_harmlessly(show, body):
    page = show(CaseFactory(description=body)).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_former_owner_is_shown_by_name(show):
    page = show(CaseFactory(owner=None, owner_name="Zed Former")).content.decode()
    assert "Zed Former" in page
    assert "no account" in page


def test_case_with_nothing_is_shown(show):
    case = CaseFactory(customer=None, contact=None, description="", owner=None)
    assert "Nobody" in show(case).content.decode()


def test_major_case_lists_linked_cases_and_they_link_back(show):
    major = CaseFactory(is_major=True, subject="Everything is down")
    children = [CaseFactory(parent=major, subject=f"Child {number}") for number in range(5)]
    page = show(major).content.decode()
    assert "5 under this case" in page
    assert "Show 2 more" in page
    assert url(major) in show(children[0]).content.decode()


def test_history_tells_what_changed_and_who_did_it(engineer, system, now):
    ana = UserFactory(name="Ana Duarte")
    case = CaseFactory(solved_at=OPENED)
    record("imported", case, by=engineer, now=now, status="open")
    changes = {
        "status": ["solved", "open"],
        "owner_id": [None, ana.pk],
        "is_major": [False, True],
        "comments": [0, 2],
    }
    record("changed", case, by=system, now=now, changes=changes, texts=["subject"])
    record("owner linked", case, by=system, now=now, owner=ana.pk)
    words = [entry.text for entry in case_page(case, engineer)["history"]]
    assert set(words) == {
        f"Imported from zendesk by {engineer.name}",
        "Reopened",
        "Owner: Ana Duarte",
        "Made a major case",
        "2 messages new or changed",
        "Subject changed",
        "Solved",
        f"Opened by {case.contact.name}",
    }


def test_history_of_an_unknown_event_is_its_verb(engineer, now):
    case = CaseFactory()
    record("admin changed", case, by=engineer, now=now, fields=["status"])
    assert f"Admin changed by {engineer.name}" in [
        entry.text for entry in case_page(case, engineer)["history"]
    ]


def test_inactive_person_sees_no_case():
    CaseFactory()
    assert not Case.objects.visible_to(UserFactory(is_active=False)).exists()
