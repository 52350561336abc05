from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.queries.lists import PAGE
from cases.states import Status
from cases.tests.factories import OPENED, CaseFactory, CustomerFactory
from people.tests.factories import TeamFactory, UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]
URL = "/cases/"


@pytest.fixture
def look(client, engineer):
    """The list as the engineer sees it at an address."""
    client.force_login(engineer)

    def look(query=""):
        response = client.get(f"{URL}{query}")
        assert response.status_code == 200
        return response

    return look


def subjects(response):
    return [case.subject for case in response.context["rows"]]


def test_cases_for_anonymous_asks_to_sign_in(client):
    response = client.get(URL)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_cases_takes_the_same_few_queries_for_one_and_three_rows(queries_of, engineer):
    owner = UserFactory(team=TeamFactory())
    CaseFactory(owner=owner, tags=["sso"])
    one = queries_of(engineer, f"{URL}?scope=everyone&q=index")
    CaseFactory(owner=UserFactory(), is_major=True, parent=CaseFactory(owner=owner))
    assert queries_of(engineer, f"{URL}?scope=everyone&q=index") == one <= 12


def test_cases_of_own_teams_come_first(look, engineer):
    team = TeamFactory()
    engineer.memberships.create(team=team, first_day="2020-01-06")
    CaseFactory(subject="Mine", owner=engineer)
    CaseFactory(subject="Mate's", owner=UserFactory(team=team))
    CaseFactory(subject="Other's", owner=UserFactory(team=TeamFactory()))
    CaseFactory(subject="Nobody's", owner=None)
    assert set(subjects(look())) == {"Mine", "Mate's"}
    assert subjects(look("?scope=mine")) == ["Mine"]
    assert len(subjects(look("?scope=everyone"))) == 4


def test_cases_of_somebody_without_a_team_are_everyones(look):
    CaseFactory(owner=None)
    assert look().context["scope"] == "everyone"


@pytest.mark.parametrize("text", ["4711", "disk", "DISK", "nodes", "ålesund", "100%", "o'neil"])
def test_search_finds_number_words_and_customer(look, text):
    case = CaseFactory(
        number="4711",
        subject="Disk full at 100%",
        description="Two of five nodes, says O'Neil.",
        customer=CustomerFactory(name="Ålesund Energi"),
    )
    CaseFactory(number="1", subject="Other", description="", customer=CustomerFactory(name="Pico"))
    assert look(f"?q={text.replace('%', '%25')}").context["rows"] == [case]


@pytest.mark.parametrize(
    "text", ["%00", "%F0%9F%A7%AD", "%E2%80%8F", "'; drop table", "%25%5F", "x" * 5000]
)
def test_search_for_anything_answers(look, text):
    CaseFactory()
    assert look(f"?q={text}&tag={text}").status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=active", {"open"}),
        ("?status=ended", {"solved"}),
        ("?status=active-solved", {"open", "solved"}),
        ("?status=solved", {"solved"}),
        ("?priority=urgent", {"open"}),
        ("?priority=none", {"solved"}),
        ("?tag=SSO", {"open"}),
        ("?status=nonsense", {"open", "solved"}),
    ],
)
def test_filters_narrow_the_list(look, query, expected):
    CaseFactory(subject="open", status=Status.OPEN, priority="urgent", tags=["sso"])
    CaseFactory(subject="solved", status=Status.SOLVED, priority="", tags=["ui"])
    assert set(subjects(look(query))) == expected


def test_filter_by_customer_shows_its_name_as_a_chip(look):
    case = CaseFactory(customer=CustomerFactory(name="Pico Retail"))
    CaseFactory()
    response = look(f"?customer={case.customer_id}")
    assert subjects(response) == [case.subject]
    assert ("?", "Pico Retail") in response.context["chips"]


def test_filter_by_unknown_customer_finds_nothing(look):
    CaseFactory()
    assert b"No case matches" in look("?customer=999999999").content


def test_deleted_case_is_not_listed(look):
    CaseFactory(deleted_at=timezone.now())
    assert subjects(look()) == []


def test_pages_go_there_and_back_without_a_gap_or_a_double(look):
    for number in range(PAGE * 2 + 5):
        CaseFactory(
            subject=f"{number}",
            customer=None,
            contact=None,
            updated_at=OPENED + timedelta(minutes=number // 3),
        )
    pages = []
    query = ""
    while True:
        response = look(query)
        pages.append(subjects(response))
        query = response.context["older"]
        if not query:
            break
    assert [len(page) for page in pages] == [PAGE, PAGE, 5]
    assert len({subject for page in pages for subject in page}) == PAGE * 2 + 5
    assert subjects(look(response.context["newer"])) == pages[1]
    assert subjects(look(look(response.context["newer"]).context["newer"])) == pages[0]


def test_first_page_has_no_newer_and_last_no_older(look):
    CaseFactory()
    response = look()
    assert (response.context["newer"], response.context["older"]) == ("", "")


def test_page_beyond_the_end_says_so(look):
    CaseFactory()
    assert b"End of the list" in look("?before=1.1").content


def test_count_is_capped(look, monkeypatch):
    monkeypatch.setattr("cases.queries.lists.COUNTED", 2)
    for _ in range(4):
        CaseFactory(customer=None, contact=None)
    assert b"More than 2 cases" in look().content


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "No cases yet"),
        ("?scope=mine", "You own no cases"),
        ("?scope=teams", "Your teams have no cases"),
        ("?q=x", "No case matches"),
    ],
)
def test_empty_list_says_why(look, query, words):
    assert words in look(query).content.decode()


def test_list_offers_import_to_coordinators_only(client, coordinator, engineer):
    for user, offered in ((coordinator, True), (engineer, False)):
        client.force_login(user)
        assert (reverse("cases_import") in client.get(URL).content.decode()) is offered


def test_hostile_subject_is_shown_as_text(look):
    CaseFactory(subject="‏البحث <script>alert(1)</script> 🧭")
    assert "&lt;script&gt;alert(1)" in look().content.decode()


def test_major_case_shows_how_many_are_linked(look):
    major = CaseFactory(is_major=True, subject="Down")
    CaseFactory(parent=major)
    CaseFactory(parent=major, deleted_at=timezone.now())
    assert "1 linked" in look("?q=Down").content.decode()
