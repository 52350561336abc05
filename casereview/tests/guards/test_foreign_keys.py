"""The linter sees imports; a foreign key named by a string goes up without one."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from casereview.tests.guards.floors import floors


def find_upward_relations(some_models, floor_of):
    """Relations to an app on a higher floor or beside; only the user model is exempt."""
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in some_models
        if model._meta.app_label in floor_of
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model and not field.auto_created
        if goes_up(model._meta.app_label, field.related_model, floor_of)
    ]


def goes_up(app, target, floor_of):
    other = target._meta.app_label
    if target._meta.label == settings.AUTH_USER_MODEL or other not in floor_of or other == app:
        return False
    return floor_of[other] >= floor_of[app]


@isolate_apps("cases", "rubrics", "people", "pairing")
def plant():
    class User(models.Model):
        class Meta:
            app_label = "people"

    class Case(models.Model):
        owner = models.ForeignKey(User, on_delete=models.CASCADE)

        class Meta:
            app_label = "cases"

    class Pool(models.Model):
        member = models.ManyToManyField("cases.Case")

        class Meta:
            app_label = "pairing"

    class Rubric(models.Model):
        case = models.ForeignKey("cases.Case", on_delete=models.CASCADE)
        pool = models.ForeignKey("pairing.Pool", on_delete=models.CASCADE)

        class Meta:
            app_label = "rubrics"

    return [User, Case, Pool, Rubric]


def test_relations_up_and_sideways_are_found_and_those_down_let_through():
    assert find_upward_relations(plant(), floors()) == [
        "rubrics.Rubric.case -> cases.Case",
        "rubrics.Rubric.pool -> pairing.Pool",
    ]


def test_no_foreign_key_goes_up():
    assert find_upward_relations(apps.get_models(include_auto_created=True), floors()) == []
