"""Two imports at once, on real connections."""

import threading
from pathlib import Path

import pytest
from django.db import connection

from cases.actions import import_cases
from cases.models import Case, CaseComment, Customer
from people.models import Proposal, User

EXPORT = Path(__file__).parent / "fixtures" / "export"


@pytest.mark.django_db(transaction=True)
def test_import_cases_twice_at_once_makes_every_case_once(now):
    start, results = threading.Barrier(4), []

    def run():
        try:
            start.wait()
            summary = import_cases(EXPORT, by=User.objects.system(), now=now)
            results.append((len(summary.created), summary.unchanged))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [(0, 4), (0, 4), (0, 4), (4, 0)]
    assert (Case.objects.count(), CaseComment.objects.count(), Customer.objects.count()) == (
        4,
        3,
        2,
    )
    assert Proposal.objects.count() == 2
