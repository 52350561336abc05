"""Published versions never change: the database refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from rubrics.models import Criterion, RubricVersion
from rubrics.queries import current_version, get_draft
from rubrics.tests.factories import NOW, RubricFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CHANGES = {
    "reword a criterion": lambda version: version.criteria.update(guidance="Another"),
    "reword a self-assessment title": lambda version: version.criteria.update(self_title="I did"),
    "move a criterion": lambda version: version.criteria.filter(position=2).update(position=9),
    "add a criterion": lambda version: Criterion.objects.create(
        version=version, position=3, title="C"
    ),
    "take a criterion away": lambda version: version.criteria.filter(position=1).delete(),
    "take it back": lambda version: RubricVersion.objects.filter(pk=version.pk).update(
        published_at=None
    ),
    "renumber it": lambda version: RubricVersion.objects.filter(pk=version.pk).update(number=9),
    "delete it": lambda version: version.delete(),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_published_version_cannot_change(change):
    rubric = RubricFactory(titles=["A", "B"])
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        CHANGES[change](current_version(rubric))
    assert [row.title for row in current_version(rubric).criteria.all()] == ["A", "B"]


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_draft_can_change(change):
    CHANGES[change](get_draft(RubricFactory(titles=["A"], draft=["A", "B"])))


def test_criterion_cannot_move_into_or_out_of_a_published_version():
    rubric = RubricFactory(titles=["A", "B"], draft=["C"])
    current = current_version(rubric)
    draft = get_draft(rubric)
    for one, other in ((current, draft), (draft, current)):
        with pytest.raises(DatabaseError, match="published"), transaction.atomic():
            one.criteria.update(version=other, position=7)


def test_second_draft_of_a_rubric_is_refused():
    rubric = RubricFactory(titles=["A"], draft=["B"])
    with pytest.raises(IntegrityError, match="one_draft_a_rubric"):
        rubric.versions.create(number=7, saved_at=NOW)
