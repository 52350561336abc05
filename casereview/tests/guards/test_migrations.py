"""Models and migrations say the same."""

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from casereview.tests.guards.floors import floors

pytestmark = pytest.mark.database


def find_missing_migrations(state):
    """The operations that `state` needs beyond the migrations on disk, by app of ours."""
    loader = MigrationLoader(None)
    questioner = NonInteractiveMigrationQuestioner(specified_apps=set(floors()), dry_run=True)
    found = MigrationAutodetector(loader.project_state(), state, questioner).changes(
        graph=loader.graph
    )
    return {
        label: [
            operation.describe() for migration in migrations for operation in migration.operations
        ]
        for label, migrations in found.items()
        if label in floors()
    }


def test_field_without_migration_is_found():
    state = ProjectState.from_apps(apps)
    state.models["people", "team"].fields["motto"] = models.CharField(max_length=10, default="")
    assert find_missing_migrations(state) == {"people": ["Add field motto to team"]}


def test_no_migration_is_missing():
    assert find_missing_migrations(ProjectState.from_apps(apps)) == {}
