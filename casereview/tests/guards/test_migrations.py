"""Models and migrations say the same, and old processes can write while a migration is new."""

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from casereview.tests.guards.floors import floors

pytestmark = pytest.mark.database
BEFORE_ROLLING_UPGRADES = {
    "cases.0002_import_and_search",
    "notifications.0002_inbox_by_key",
    "notifications.0003_lease_token_target_and_attempts",
    "pairing.0001_initial",
    "pairing.0002_exclusions_and_busy_weeks",
    "pairing.0003_redraws_swaps_and_covers",
    "reviews.0003_review_kinds",
    "rubrics.0002_drafts_and_archive",
}


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


def find_without_db_default(migrations):
    """New columns that old processes, which do not know them, could not fill during an upgrade."""
    columns = []
    for migration in migrations:
        for operation in migration.operations:
            if isinstance(operation, AddField) and needs_db_default(operation.field):
                columns.append(f"{migration}: {operation.model_name}.{operation.name}")
    return columns


def needs_db_default(field):
    is_filled_anyway = field.null or field.many_to_many or field.generated
    return not is_filled_anyway and not field.has_db_default()


def test_new_column_that_old_processes_cannot_fill_is_found():
    migration = Migration("0009_motto", "people")
    migration.operations = [
        AddField("team", "motto", models.CharField(max_length=10, default="")),
        AddField("team", "song", models.CharField(max_length=10, db_default="")),
        AddField("team", "sung_at", models.DateTimeField(null=True)),
    ]
    assert find_without_db_default([migration]) == ["people.0009_motto: team.motto"]


def test_old_processes_can_fill_every_new_column():
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    migrations = [
        migration
        for (label, _), migration in loader.disk_migrations.items()
        if label in floors() and str(migration) not in BEFORE_ROLLING_UPGRADES
    ]
    assert find_without_db_default(migrations) == []
