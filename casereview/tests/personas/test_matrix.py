"""The persona matrix: who sees and may do what, for every address, GET and POST.

Every page also writes nothing, keeps to its budget and carries its headers. All in one file, so
that each page is requested once.
"""

import pytest
from django.test import override_settings
from django.urls import reverse

from casereview.tests.budgets import limit_of
from casereview.tests.contributions import call
from casereview.tests.guards.test_screens import PLANTED
from casereview.tests.guards.urls import addresses, our_addresses
from casereview.tests.personas.requests import hashes, request_as, send
from casereview.tests.personas.row import NOT_THAT_WAY, PERSONAS
from casereview.tests.personas.rows import ROWS

PAGES = [row for row in ROWS if row.get != NOT_THAT_WAY]
MAY_WRITE = {  # the first opening of a review is noted, and its notice is read
    "monthly_validate": {"monthly_monthlyreview", "reviews_reader", "audit_event"},
    "review": {"reviews_reader", "audit_event", "notifications_notice"},
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NO_VALKEY = {
    "default": {"BACKEND": "core.cache.FallbackRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
}
POLICY = {
    *(
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
    ),
    *(
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ),
}
ALSO = {
    "notice_preview": {"frame-src 'self'"}
}  # shows the mail, which has an address and a policy of its own


def find_without_row(some, rows):
    known = {row.name for row in rows}
    return sorted({address.name or address.route for address in some} - known)


def find_row_without_address(some, rows):
    return sorted({row.name for row in rows} - {address.name for address in some})


def test_address_without_row_is_found():
    assert find_without_row(addresses(PLANTED), ROWS) == ["in/<int:pk>/", "x"]


def test_row_without_address_is_found():
    assert "inbox" in find_row_without_address(addresses(PLANTED), ROWS)


def test_every_address_has_a_row():
    assert find_without_row(our_addresses(), ROWS) == []


def test_every_row_has_an_address():
    assert find_row_without_address(our_addresses(), ROWS) == []


SIDES = [(row, method) for row in ROWS for method in ("get", "post")]
ANSWERED = [side for side in SIDES if getattr(*side) != NOT_THAT_WAY]
REFUSED = [side for side in SIDES if getattr(*side) == NOT_THAT_WAY]
VIEWS = {address.name: address.view for address in our_addresses()}


@pytest.mark.parametrize(("row", "method"), ANSWERED, ids=str)
def test_personas_get_what_the_row_says(world, look, row, method):
    if method == "get":
        answers = look(row).answers
    else:
        answers = {persona: request_as(world, persona, "post", row) for persona in PERSONAS}
    assert {persona: answer.status for persona, answer in answers.items()} == getattr(row, method)
    leads_to = answers["anonymous"].headers.get("Location", "")
    is_open = row.name in ("theme", "restore_address")
    assert leads_to.startswith("/accounts/login/") or is_open or not leads_to


@pytest.mark.parametrize(("row", "method"), REFUSED, ids=str)
def test_method_that_a_screen_does_not_declare_is_refused(world, row, method):
    """`@screen` refuses before it looks at who asks; `sweep` asks as everybody."""
    assert method.upper() not in VIEWS[row.name].screen.methods
    assert request_as(world, "superuser", method, row).status == 405


@pytest.mark.sweep
@pytest.mark.parametrize(("row", "method"), REFUSED, ids=str)
def test_method_that_a_screen_does_not_declare_is_refused_to_everybody(world, row, method):
    statuses = {persona: request_as(world, persona, method, row).status for persona in PERSONAS}
    assert statuses == NOT_THAT_WAY


def test_answer_other_than_the_row_says_is_found(world):
    """The matrix is only worth its green if a wrong cell is red."""
    row = next(row for row in ROWS if row.name == "review" and row.about == "sent")
    assert request_as(world, "manager", "get", row).status != row.get["owner"]
    assert request_as(world, "owner", "get", row).status == 200


def private_words(world):
    """What people are called, what they wrote, and what lets its holder in."""
    words = {*world.sessions.values()}
    for part in call("persona_world", "list_private_words", world):
        words.update(part)
    return {word for word in words if len(word) > 7}


def test_log_of_what_everybody_asked_names_nobody(world, log_lines):
    """Whatever the tests of this process asked; at least the page that a token opens."""
    opened = next(row for row in ROWS if row.name == "invitation")
    request_as(world, "anonymous", "post", opened)
    log = "\n".join(log_lines)
    words = private_words(world)
    assert '"view": "invitation"' in log
    assert "Mara Manager" in words
    assert {word for word in words if word in log} == set()


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_writes_nothing(look, row):
    assert look(row).changed <= MAY_WRITE.get(row.name, set())


@pytest.mark.parametrize("row", [row for row in PAGES if row.post != NOT_THAT_WAY], ids=str)
@pytest.mark.parametrize(
    "personas",
    [("anonymous", "coordinator"), pytest.param(PERSONAS, marks=pytest.mark.sweep)],
    ids=["two", "all"],
)
def test_head_writes_nothing_where_a_form_may_be_sent(world, row, personas):
    """HEAD needs no CSRF token: a view that treats it as POST would be open to other sites."""
    path = reverse(row.name, kwargs=row.kwargs(world))
    statuses = {persona: send(world, persona, "head", path).status for persona in personas}
    assert statuses == {persona: row.get[persona] for persona in personas}
    changed = {name for name, digest in hashes().items() if world.hashes.get(name) != digest}
    assert changed <= {"django_session"}  # which notes now and then that it is in use


def test_opening_a_review_writes_and_is_seen_to(look):
    """Or the test above would be green for not looking."""
    sent = next(row for row in PAGES if str(row) == "review (sent)")
    assert look(sent).changed == MAY_WRITE["review"]


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_keeps_to_its_budget(world, look, row):
    answers = look(row).answers.items()
    dear = {
        persona: answer.queries
        for persona, answer in answers
        if answer.queries > limit_of(row.name, getattr(world, persona, None))
    }
    assert dear == {}


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_carries_its_headers(look, row):
    for persona, answer in look(row).answers.items():
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, persona
        more = ALSO.get(row.name, set()) if answer.status == 200 else set()
        assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY | more, persona
        assert "no-store" in answer.headers["Cache-Control"], persona


@pytest.mark.parametrize("path", ["/accounts/login/", "/nowhere/", "/admin/login/"])
def test_page_of_others_carries_our_policy(world, path):
    answer = send(world, "anonymous", "get", path)
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.sweep
@override_settings(CACHES=NO_VALKEY)
def test_pages_answer_the_same_without_valkey(world):
    """Sessions are rows of the database, and what the cache counts is counted there too."""
    asked = [(row, min(row.get, key=row.get.get)) for row in PAGES]  # who gets most
    wrong = {
        str(row): who
        for row, who in asked
        if request_as(world, who, "get", row).status != row.get[who]
    }
    assert len(asked) > 30
    assert wrong == {}
