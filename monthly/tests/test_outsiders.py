"""People who could once read a month, or who run the programme, find no word of it anywhere."""

import re
from itertools import cycle

import pytest
from django.test import Client
from django.urls import reverse

from monthly.actions import (
    cancel_stand_in,
    move_to_manager,
    open_self_assessments,
    recall_self_assessment,
    save_validation,
    send_validation,
)
from monthly.models import MonthlyReview, StandIn
from monthly.tests.factories import NOW, discussing_month, validating_month
from monthly.tests.test_validations import cases_of, fill, posted_answers, stand_in_for
from notifications.models import Notice
from people.models import User
from people.tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from reviews.actions import add_comment
from reviews.models import Comment, Review

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
SECRET = "I left them waiting over the weekend"
START = ("my_week", "inbox", "reviews", "reviews_export", "monthly", "monthly_team")
MONTH = ("monthly_review", "monthly_sent", "monthly_draw", "monthly_redraw", "monthly_excuse")
REVIEW = ("review", "review_edit", "review_recall", "review_discard", "opinions")
POSTED_TO_REVIEW = (
    *("comment_add", "review_acknowledge", "review_used", "review_recall", "review_autosave"),
    *("review_submit", "review_discard", "consent_ask", "quotation_add", "opinions"),
    *("review_acknowledge_again", "review_export"),
)
HEADERS = cycle([{}, {"HX-Request": "true"}])
MOST = 120  # addresses of one person: those named here, then what they link to


def addresses(month):
    named = [reverse(name) for name in START]
    named += [f"{reverse('reviews')}?side={side}" for side in ("shared", "given", "opinions")]
    named += [f"{reverse('reviews')}?person={month.engineer_id}&q=weekend"]
    named += [reverse(name, args=[month.pk]) for name in MONTH]
    for selection in cases_of(month):
        named.append(reverse("case", args=[selection.case_id]))
        named.append(reverse("monthly_validate", args=[month.pk, selection.case_id]))
    for pk in Review.objects.values_list("pk", flat=True):
        named += [reverse(name, args=[pk]) for name in REVIEW]
    for pk in Comment.objects.values_list("pk", flat=True):
        named += [reverse(name, args=[pk]) for name in ("comment_edit", "comment_delete")]
    return named


def posts(month):
    for pk in Review.objects.values_list("pk", flat=True):
        for name in POSTED_TO_REVIEW:
            yield reverse(name, args=[pk]), {"version": 1, "body": "x", "quote": 0}
            yield reverse(name, args=[pk]), {"version": "x", "body": "", "form": "json"}
    for selection in cases_of(month):
        url = reverse("monthly_validate", args=[month.pk, selection.case_id])
        for data in (posted_answers(selection, "yes", "x" * 20_000), {"version": 99}):
            yield url, data
            yield f"{url}autosave/", data
    for name in ("monthly_notes", "monthly_done", "monthly_validated", "monthly_take_over"):
        yield reverse(name, args=[month.pk]), {"version": 99, "notes": "x", "base_notes": "y"}
    for form in ("json", "markdown"):
        yield reverse("reviews_export"), {"form": form}


def text_of(answer):
    return b"".join(answer).decode() if answer.streaming else answer.text


def find_leaks(month, person):
    """Where `person` reads the secret: the addresses, pages that these link to, and forms."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    waiting = addresses(month)
    seen = set()
    leaks = []
    while waiting and len(seen) < MOST:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        answer = client.get(url)
        text = text_of(answer)
        assert answer.status_code < 500, url
        if SECRET in text:
            leaks.append(url)
        waiting += [link.split("#")[0] for link in re.findall(r'href="(/[a-z][^"]*)"', text)]
    for url, data in posts(month):
        answer = client.post(url, data, headers=next(HEADERS))
        assert answer.status_code < 500, url
        if SECRET in text_of(answer):
            leaks.append(url)
    notices = Notice.objects.filter(recipient=person)
    return leaks + [row for row in map(str, notices.values()) if SECRET in row]


def outsiders():
    return [
        UserFactory(),
        UserFactory(coordinator=True),
        UserFactory(superuser=True),
        MembershipFactory(role="manager").user,
    ]


def test_outsiders_find_no_word_of_a_month_that_is_validated_or_discussed():
    OrganisationFactory()
    month = validating_month("no", SECRET)
    open_self_assessments(month, by=month.manager, now=NOW)
    first = cases_of(month)[0]
    save_validation(first, rubric_input=fill(first, "no", SECRET), by=month.manager, now=NOW)
    add_comment(first.self_review, body=SECRET, by=month.engineer, now=NOW)
    shared = discussing_month()
    MonthlyReview.objects.filter(pk=shared.pk).update(notes=SECRET)
    Review.objects.filter(case__owner=shared.engineer).update(closing_note=SECRET)
    for person in outsiders():
        assert find_leaks(month, person) == []
        assert find_leaks(shared, person) == []
    assert find_leaks(month, month.manager)


def test_former_manager_and_former_stand_in_find_no_word():
    OrganisationFactory()
    month = validating_month("no", SECRET)
    stand_in = stand_in_for(month)
    open_self_assessments(month, by=month.manager, now=NOW)
    open_self_assessments(month, by=stand_in, now=NOW)
    first = cases_of(month)[0]
    save_validation(first, rubric_input=fill(first, "no", "Mine."), by=stand_in, now=NOW)
    add_comment(first.self_review, body=SECRET, by=month.engineer, now=NOW)
    old = month.manager
    new = MembershipFactory(user=month.engineer, manager=UserFactory()).manager
    move_to_manager(month, manager=new, by=User.objects.system(), now=NOW)
    assert find_leaks(month, old) == []
    assert find_leaks(month, stand_in) == []
    assert find_leaks(MonthlyReview.objects.get(pk=month.pk), new)
    cancel_stand_in(StandIn.objects.get(), by=old, now=NOW)
    assert find_leaks(month, stand_in) == []


def test_manager_finds_no_word_of_a_recalled_self_assessment():
    OrganisationFactory()
    month = validating_month("no", SECRET)
    recall_self_assessment(month, by=month.engineer, now=NOW)
    stand_in = stand_in_for(month)
    for person in (month.manager, stand_in):
        assert find_leaks(month, person) == []


def test_engineer_finds_no_word_of_the_validation_before_it_is_sent():
    OrganisationFactory()
    for is_blind in (False, True):
        month = validating_month("yes", "", is_blind=is_blind)
        for selection in cases_of(month):
            text = fill(selection, "no", SECRET)
            save_validation(selection, rubric_input=text, by=month.manager, now=NOW)
        assert find_leaks(month, month.engineer) == []
        month.refresh_from_db()
        send_validation(month, by=month.manager, now=NOW)
        assert find_leaks(month, month.engineer)
