"""Reviews of a database from before the kinds had columns are migrated with their cycle's dates."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cases.tests.factories import CaseFactory
from pairing.tests.factories import PairingFactory, PoolFactory
from reviews.tests.factories import NOW
from rubrics.models import RubricVersion

BEFORE = [("reviews", "0002_find_drafts_to_purge")]
AFTER = [("reviews", "0003_review_kinds")]

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.sweep]


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps.get_model("reviews", "Review")


def test_migration_fills_the_columns_of_existing_reviews():
    pool = PoolFactory(time_zone="Europe/Berlin", country="DE")
    pairing = PairingFactory(draw__cycle__pool=pool)
    values = {
        "case_id": CaseFactory(owner=pairing.owner).pk,
        "reviewer_id": pairing.reviewer_id,
        "owner_id": pairing.owner_id,
        "rubric_version_id": RubricVersion.objects.get().pk,
        "started_at": NOW,
        "saved_at": NOW,
    }
    old = migrate(BEFORE)
    drawn = old.objects.create(pairing_id=pairing.pk, **values)
    stray = old.objects.create(pairing=None, **values)
    new = migrate(AFTER)
    drawn = new.objects.get(pk=drawn.pk)
    assert (drawn.kind, drawn.zone, drawn.country) == ("peer", "Europe/Berlin", "DE")
    assert drawn.due_at == pairing.draw.cycle.due_at
    assert new.objects.get(pk=stray.pk).kind == "invited"
