"""Recomputing a drawn case, and `verify_selection`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.tests.factories import CaseFactory
from monthly.actions import draw_selection
from monthly.case_draw import digest_of
from monthly.models import Selection
from monthly.queries.draws import find_differences
from monthly.tests.factories import NOW, MonthlyReviewFactory, own_selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def selection():
    monthly_review = MonthlyReviewFactory()
    for _ in range(3):
        CaseFactory(owner=monthly_review.engineer)
    return draw_selection(monthly_review, by=monthly_review.manager, now=NOW)


def verify(selection):
    out = StringIO()
    call_command("verify_selection", str(selection.pk), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_verify_selection_of_an_untouched_draw_is_the_same(selection):
    result = verify(selection)
    assert result == {"selection_id": selection.pk, "same": True, "differences": []}


@pytest.mark.parametrize("what", ["case", "seed", "inputs", "digest too", "month"])
def test_proof_of_a_tampered_row_fails(selection, what):
    if what == "case":
        others = set(selection.inputs["eligible"]) - {selection.case_id}
        selection.case_id = min(others)
    elif what == "seed":
        selection.seed = "not hex"
        selection.inputs_digest = "0" * 64
    elif what == "month":
        selection.inputs["month"] = "2026-10"
    else:
        selection.inputs["eligible"] = [selection.case_id]
    if what == "digest too":
        selection.inputs_digest = digest_of(selection.inputs)
    selection.save()
    assert find_differences(Selection.objects.get(pk=selection.pk))


def test_verify_selection_of_a_tampered_row_exits_with_1(selection):
    Selection.objects.filter(pk=selection.pk).update(inputs_digest="0" * 64)
    with pytest.raises(SystemExit) as ending:
        verify(selection)
    assert ending.value.code == 1


def test_verify_selection_of_a_chosen_case_is_an_error(selection):
    own = own_selection(selection.monthly_review)
    with pytest.raises(CommandError, match="was chosen, not drawn"):
        verify(own)
