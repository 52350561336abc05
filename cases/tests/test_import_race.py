"""Two imports at once, on real connections."""

from pathlib import Path

import pytest

from cases.actions import import_cases
from cases.models import Case, CaseComment, Customer
from core.tests.concurrency import run_together
from people.models import Proposal, User

pytestmark = pytest.mark.database

EXPORT = Path(__file__).parent / "fixtures" / "export"


@pytest.mark.django_db(transaction=True)
def test_import_cases_twice_at_once_makes_every_case_once(now):
    def run():
        summary = import_cases(EXPORT, by=User.objects.system(), now=now)
        return summary.created, summary.unchanged

    assert sorted(run_together(*[run] * 4)) == [(0, 4), (0, 4), (0, 4), (4, 0)]
    assert (Case.objects.count(), CaseComment.objects.count(), Customer.objects.count()) == (
        4,
        3,
        2,
    )
    assert Proposal.objects.count() == 2
