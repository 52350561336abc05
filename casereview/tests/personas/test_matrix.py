"""Who sees what and who may do what: every address, every persona, GET and POST (DESIGN, both tables of section 6)."""

import pytest

from casereview.tests.guards.test_screens import PLANTED
from casereview.tests.guards.urls import addresses, our_addresses
from casereview.tests.personas.ask import ask
from casereview.tests.personas.row import PERSONAS
from casereview.tests.personas.rows import ROWS
from cases.models import Case, CaseComment
from people.models import User
from people.tokens import token_of
from reviews.models import Answer, Comment


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


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_personas_get_what_the_row_says(world, look, row, method):
    if method == "get":
        answers = look(row).answers
    else:
        answers = {persona: ask(world, persona, "post", row) for persona in PERSONAS}
    assert {persona: answer.status for persona, answer in answers.items()} == getattr(row, method)
    leads_to = answers["anonymous"].headers.get("Location", "")
    assert leads_to.startswith("/accounts/login/") or row.name == "theme" or not leads_to


def test_answer_other_than_the_row_says_is_found(world):
    """The matrix is only worth its green if a wrong cell is red."""
    row = next(row for row in ROWS if row.name == "review" and row.about == "sent")
    assert ask(world, "manager", "get", row).status != row.get["owner"]
    assert ask(world, "owner", "get", row).status == 200


def private_words(world):
    """What people are called, what they wrote, and what lets its holder in."""
    people = [word for pair in User.objects.values_list("name", "email") for word in pair]
    written = [Case.objects.values_list("subject"), CaseComment.objects.values_list("body")]
    written += [Answer.objects.values_list("comment"), Comment.objects.values_list("body")]
    texts = [text for rows in written for (text,) in rows]
    secrets = [*world.sessions.values(), token_of(world.invitation)]
    return {word for word in [*people, *texts, *secrets] if len(word) > 7}


def test_log_of_what_everybody_asked_names_nobody(world, told):
    """Whatever the tests of this process asked; at least the page that a token opens."""
    opened = next(row for row in ROWS if row.name == "invitation")
    ask(world, "anonymous", "post", opened)
    log, words = "\n".join(told), private_words(world)
    assert '"view": "invitation"' in log
    assert "Mara Manager" in words
    assert {word for word in words if word in log} == set()
