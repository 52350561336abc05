import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case, ImportRun
from people.models import User

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent / "fixtures"
KEYS = ["created", "updated", "unchanged", "duplicates", "skipped", "rejected", "warnings"]


def run(*args, **options):
    out = StringIO()
    call_command("import_cases", *map(str, args), stdout=out, **options)
    return out.getvalue()


def test_import_cases_json_is_one_object_with_the_promised_keys():
    result = json.loads(run(FIXTURES / "export", "--json"))
    assert list(result) == KEYS
    assert result["rejected"][0] == {
        "line": 4,
        "id": "46",
        "reason": "tickets-2.json: the status “frobnicated” is not known",
    }
    assert any("888888" in warning["reason"] for warning in result["warnings"])


def test_import_cases_knows_folder_and_file_apart():
    run(FIXTURES / "export")
    run(FIXTURES / "cases.csv")
    assert set(Case.objects.values_list("source", flat=True)) == {"zendesk", "csv"}
    assert set(ImportRun.objects.values_list("by", flat=True)) == {User.objects.system().pk}


def test_import_cases_dry_run_says_so_and_saves_nothing():
    assert "nothing saved: created 3" in run(FIXTURES / "cases.csv", "--dry-run")
    assert not Case.objects.exists()


def test_import_cases_under_another_source_makes_other_cases():
    run(FIXTURES / "cases.csv")
    run(FIXTURES / "cases.csv", "--source", "archive", "--format", "csv")
    assert Case.objects.count() == 6


def test_import_cases_in_words_lists_rejected_rows_with_their_reasons():
    words = run(FIXTURES / "cases.csv")
    assert "created 3, updated 0, unchanged 0, duplicates 1, skipped 0, rejected 4" in words
    assert "line 8, case 9902: created is not a date" in words
    assert "line 6: the row has no case number" in words


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["/nowhere"], "There is no /nowhere"),
        ([FIXTURES], "contains no tickets"),
        ([FIXTURES, "--format", "csv"], "is a folder"),
        ([FIXTURES / "cases.csv", "--format", "zendesk"], "is not a folder"),
        ([__file__], "There is no column"),
    ],
)
def test_import_cases_of_what_cannot_be_read_is_one_sentence(args, words):
    with pytest.raises(CommandError, match=words):
        run(*args, "--json")
