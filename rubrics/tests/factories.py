"""Rubrics for tests, beside the default one that every database begins with.

`RubricFactory(titles=["A", "B"])` has one published version, `RubricFactory(draft=["A"])` only a
draft, and with both arguments a rubric has a published version and a draft.
"""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from people.tests.factories import UserFactory
from rubrics.criteria import CriterionText
from rubrics.models import Criterion, Rubric, RubricVersion

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


class RubricFactory(DjangoModelFactory):
    class Meta:
        model = Rubric
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Rubric {n}")

    @factory.post_generation
    def titles(rubric, create, titles, **kwargs):
        if titles:
            version = write(rubric, titles)
            RubricVersion.objects.filter(pk=version.pk).update(published_at=NOW)

    @factory.post_generation
    def draft(rubric, create, titles, **kwargs):
        if titles is not None:
            write(rubric, titles)


def write(rubric, titles):
    number = rubric.versions.count() + 1
    version = rubric.versions.create(
        number=number, saved_at=NOW, saved_by=UserFactory(name="Olga Drafts")
    )
    for position, title in enumerate(titles, start=1):
        Criterion.objects.create(version=version, position=position, title=title)
    return version


def titled(*titles):
    return [CriterionText(title) for title in titles]


def posted(*rows, revision=0, **more):
    """The editor's form with `rows` (`CriterionText`s) typed in."""
    data = {"revision": revision, "rows": len(rows)}
    for at, row in enumerate(rows):
        data |= {f"title_{at}": row.title, f"guidance_{at}": row.guidance, f"why_{at}": row.why}
        data |= {f"self_title_{at}": row.self_title}
        data |= {f"allows_na_{at}": "on"} if row.allows_na else {}
    return data | more
