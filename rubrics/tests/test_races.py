"""Several coordinators act at once: one succeeds, the others see what happened."""

import pytest

from core.errors import StaleState
from core.tests.concurrency import errors_of, run_together
from people.tests.factories import UserFactory
from rubrics import actions
from rubrics.errors import StaleRubricDraft
from rubrics.models import Rubric, RubricVersion
from rubrics.queries import current_version, get_draft, list_criterion_texts
from rubrics.tests.factories import NOW, RubricFactory, titled

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def by():
    return UserFactory(coordinator=True)


def saves(rubric, by, *titles):
    return [
        lambda title=title: actions.save_rubric_draft(
            rubric, rows=titled(title), revision=0, by=by, now=NOW
        )
        for title in titles
    ]


def test_create_rubric_of_one_name_by_four_at_once_makes_one(by):
    results = run_together(
        *(lambda: actions.create_rubric(name="Self review", by=by, now=NOW) for _ in range(4))
    )
    assert len(errors_of(results)) == 3
    assert Rubric.objects.filter(name="Self review").count() == 1


def test_rename_of_two_rubrics_to_one_name_at_once_names_one(by):
    pair = [RubricFactory(titles=["A"]) for _ in range(2)]
    results = run_together(
        *(lambda it=it: actions.rename_rubric(it, name="Kind", by=by, now=NOW) for it in pair)
    )
    assert len(errors_of(results)) == 1
    assert Rubric.objects.filter(name="Kind").count() == 1


@pytest.mark.parametrize("draft", [None, ["A"]])
def test_save_by_three_at_once_keeps_one_text_whole(by, draft):
    rubric = RubricFactory(titles=["A"], draft=draft)
    results = run_together(*saves(rubric, by, "X", "Y", "Z"))
    stale = errors_of(results)
    assert len(stale) == 2
    assert all(isinstance(error, StaleRubricDraft) for error in stale)
    texts = list_criterion_texts(get_draft(rubric))
    assert len(texts) == 1
    assert {texts[0].title} | {row.typed.title for error in stale for row in error.differences} == {
        "X",
        "Y",
        "Z",
    }


def test_publish_by_three_at_once_publishes_once(by):
    rubric = RubricFactory(titles=["A"], draft=["B"])
    results = run_together(
        *(lambda: actions.publish_version(rubric, revision=0, by=by, now=NOW) for _ in range(3))
    )
    assert sorted(map(str, results))[0] == "2"
    assert len(errors_of(results)) == 2
    assert current_version(rubric).number == 2


def test_publish_while_another_saves_publishes_what_was_confirmed_or_nothing(by):
    rubric = RubricFactory(titles=["A"], draft=["B"])
    publish = lambda: actions.publish_version(rubric, revision=0, by=by, now=NOW)  # noqa: E731
    assert len(errors_of(run_together(publish, *saves(rubric, by, "X")))) == 1
    published = list_criterion_texts(current_version(rubric))
    draft = get_draft(rubric)
    assert (published, draft) == (tuple(titled("B")), None) or list_criterion_texts(draft) == tuple(
        titled("X")
    )


def test_discard_while_another_publishes_does_one_of_the_two(by):
    rubric = RubricFactory(titles=["A"], draft=["B"])
    results = run_together(
        lambda: actions.publish_version(rubric, revision=0, by=by, now=NOW),
        lambda: actions.discard_draft(rubric, revision=0, by=by, now=NOW),
    )
    assert len(errors_of(results)) == 1
    assert isinstance(errors_of(results)[0], StaleState)
    assert RubricVersion.objects.filter(rubric=rubric).count() in (1, 2)
    assert get_draft(rubric) is None


def test_archive_by_two_at_once_archives_once(by):
    rubric = RubricFactory(titles=["A"])
    assert (
        len(
            errors_of(
                run_together(
                    *(lambda: actions.archive_rubric(rubric, by=by, now=NOW) for _ in range(2))
                )
            )
        )
        == 1
    )


def test_restore_by_two_at_once_restores_once(by):
    rubric = RubricFactory(titles=["A"], archived_at=NOW)
    assert (
        len(
            errors_of(
                run_together(
                    *(lambda: actions.restore_rubric(rubric, by=by, now=NOW) for _ in range(2))
                )
            )
        )
        == 1
    )
