from pathlib import Path

import pytest

from casereview.management.commands import prepare
from people.tests.factories import UserFactory

pytestmark = pytest.mark.database


@pytest.fixture
def static(settings, tmp_path):
    """A product with one static file, and an empty folder to collect it into."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.css").write_text("a{}")
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = str(tmp_path / "collected")
    prepare.get_finders.__globals__["get_finder"].cache_clear()
    yield tmp_path
    prepare.get_finders.__globals__["get_finder"].cache_clear()


@pytest.mark.django_db
def test_sign_ins_name_the_people_of_the_demo_and_no_real_ones(settings):
    settings.DEMO = True
    UserFactory(name="Real Person")
    assert prepare.sign_ins() == []
    UserFactory(name="Hana Kim", email="hana.kim@support.example")
    assert prepare.sign_ins()[1:] == ["  Hana Kim       Engineer, has a case to pick\n"]


def collected(static):
    return {path.name for path in (static / "collected").iterdir()} - {".collected"}


def test_collect_static_first_time_collects(static):
    prepare.collect_static()
    assert "a.css" in collected(static)


def test_collect_static_unchanged_does_nothing(static):
    prepare.collect_static()
    Path(static / "collected/a.css").unlink()
    prepare.collect_static()
    assert collected(static) == set()


def test_collect_static_changed_collects_again(static):
    prepare.collect_static()
    (static / "source/b.css").write_text("b{}")
    prepare.collect_static()
    assert collected(static) == {"a.css", "b.css"}
