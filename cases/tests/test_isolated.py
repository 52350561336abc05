"""The process that reads exports: what ends it, and that nothing of it is left."""

import os
import pickle
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from cases.importing import isolated
from cases.importing.isolated import PREFIX, RowsUnpickler, read_isolated
from cases.importing.rows import UnreadableExport
from cases.tests.packing import FIXTURES, LIMITS, pack, read_bytes


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder in which the process works."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def make(folder, data):
    file = folder / "upload"
    file.write_bytes(data)
    return file


def test_process_reads_the_same_and_leaves_no_files(folder):
    path = FIXTURES / "cases.csv"
    assert read_isolated(path, limits=LIMITS) == read_bytes(path.read_bytes())
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"memory_mb": 60}, "more than 60 MB of memory"),
        ({"seconds": 0.2}, "longer than 0.2 seconds"),
    ],
)
def test_process_ends_at_its_limits_in_a_sentence(folder, changes, words):
    file = make(folder, pack(**{"tickets.json": b"[" + b"{}," * 2_000_000 + b"{}]"}))
    with pytest.raises(UnreadableExport, match=words):
        read_isolated(file, limits=replace(LIMITS, rows=10**6, **changes))
    assert list(folder.iterdir()) == [file]


def test_leftovers_of_a_killed_worker_are_removed(folder):
    left = folder / f"{PREFIX}1"
    left.mkdir()
    (left / "upload").write_text("Dear customer")
    os.utime(left, (0, 0))
    read_isolated(FIXTURES / "cases.csv", limits=LIMITS)
    assert not left.exists()


@pytest.mark.parametrize("code", ["raise ValueError(1)", "import os; os.abort()"])
def test_process_that_dies_is_a_sentence(folder, monkeypatch, code):
    monkeypatch.setattr(isolated, "COMMAND", [isolated.COMMAND[0], "-c", code])
    with pytest.raises(UnreadableExport, match="Reading the export"):
        read_isolated(folder, limits=LIMITS)


def test_process_has_none_of_our_secrets(folder, monkeypatch):
    out = folder / "environment"
    code = f"import os; open({str(out)!r}, 'w').write(str(list(os.environ))); raise SystemExit(1)"
    monkeypatch.setattr(isolated, "COMMAND", [isolated.COMMAND[0], "-c", code])
    with pytest.raises(UnreadableExport):
        read_isolated(folder, limits=LIMITS)
    assert "DATABASE_URL" not in Path(out).read_text()


def test_answer_makes_nothing_but_rows():
    with tempfile.TemporaryFile() as answer:
        pickle.dump(Path("/etc"), answer)
        answer.seek(0)
        with pytest.raises(pickle.UnpicklingError, match="is no row"):
            RowsUnpickler(answer).load()
