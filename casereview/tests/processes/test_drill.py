"""The restore drill: a backup is complete in another, empty cluster, and the pages work."""

import json
import os

import pytest

from casereview.tests.processes.conftest import start

pytestmark = [pytest.mark.database, pytest.mark.sweep]
SMOKE = ("-m", "casereview.tests.processes.smoke")
RESTORE = (
    '{python} -m embedded.backup load "{file}" && {python} manage.py migrate --check'
    " && {python} {smoke} --pages"
)


def run(environment, *words):
    process = start(environment, *words)
    said = process.communicate(timeout=240)[0]
    assert process.returncode == 0, said
    return said


@pytest.fixture
def demo(empty):
    """A database with the demo world in it."""
    run(empty, "manage.py", "migrate", "--no-input", "-v", "0")
    run(empty, "manage.py", "demo")
    return empty


def test_backup_restored_into_an_empty_cluster_is_the_same_to_the_row(demo, tmp_path):
    file = tmp_path / "backup.dump"
    test = {"DJANGO_SETTINGS_MODULE": "casereview.test_settings"}
    before = json.loads(run(demo | test, *SMOKE).splitlines()[-1])
    assert "Saved the database" in run(demo, "-m", "embedded.backup", "save", str(file))
    script = RESTORE.format(python="python -W ignore", file=file, smoke=" ".join(SMOKE))
    elsewhere = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | test
    elsewhere |= {"YES": "1", "LOG_LEVEL": "ERROR"}
    after = json.loads(
        run(elsewhere, "-m", "embedded", "--ephemeral", "sh", "-c", script).splitlines()[-1]
    )
    assert len(before["tables"]) > 30
    assert after["tables"] == before["tables"]
    assert len(after["pages"]) == 12
    assert set(after["pages"].values()) == {200}
    assert after["draw"]
