from pathlib import Path

import pytest

from casereview.management.commands import prepare


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
