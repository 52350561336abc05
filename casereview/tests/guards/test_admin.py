"""What people write for each other is not in admin, and admins write through actions."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin

from audit.admin import ActionAdmin, ReadOnlyAdmin, ReadOnlyInline
from casereview.tests.guards.floors import floors
from core.app_config import our_apps
from notifications.models import Notice
from notifications.timeline import state_of

NOT_IN_ADMIN = {
    "cases.casecomment": "customers' words: they are read on the page of their case",
    "notifications.attempt": "shown on the page of its notice",
    "notifications.preference": "switches of one person, who changes them on the profile page",
}
PERMISSIONS = ("has_add_permission", "has_change_permission", "has_delete_permission")
WRITES = ("save_form", "save_model", "save_related", "delete_model", "delete_queryset")


def private_models():
    """Labels of the models that apps keep out of admin by `private_models` of their config."""
    return {
        f"{config.label}.{name}".lower() for config in our_apps() for name in config.private_models
    }


def find_private_in_admin(registry, private):
    return sorted(model.__name__ for model in registry if model._meta.label_lower in private)


def find_undecided(models, registry, private):
    """Models of ours that admin does not show, and that nobody left out with a reason."""
    inlines = {inline.model for its_admin in registry.values() for inline in its_admin.inlines}
    return [
        model._meta.label_lower
        for model in models
        if model._meta.app_label in floors() and model not in {*registry, *inlines}
        if model._meta.label_lower not in private | set(NOT_IN_ADMIN)
    ]


def find_second_write_paths(registry):
    """Admins of ours that can write past the actions of the product, each with what is wrong."""
    return sorted(
        f"{model._meta.label_lower} {fault}"
        for model, its_admin in registry.items()
        if model._meta.app_label in floors()
        for fault in faults_of(its_admin)
    )


def faults_of(its_admin):
    if its_admin.list_editable:
        yield "edits in its list"
    if not all(issubclass(inline, ReadOnlyInline) for inline in its_admin.inlines):
        yield "has an inline that writes"
    if isinstance(its_admin, ActionAdmin):
        yield from faults_of_writer(its_admin)
    elif not isinstance(its_admin, ReadOnlyAdmin):
        yield "is neither read-only nor goes through actions"
    elif overrides(its_admin, ReadOnlyAdmin, PERMISSIONS):
        yield "is read-only and gives a permission to write"


def faults_of_writer(its_admin):
    if not its_admin.reason:
        yield "gives no reason to write here"
    if not its_admin.goes_through:
        yield "names no action"
    for action in its_admin.goes_through:
        if action.__module__.split(".")[1] != "actions":
            yield f"goes through {action.__name__}, which is no action"
    if overrides(its_admin, ActionAdmin, WRITES):
        yield "saves by itself"


def overrides(its_admin, base, names):
    return any(getattr(type(its_admin), name) is not getattr(base, name) for name in names)


def find_two_boxes(registry):
    """Django's two-box selector fails axe: `autocomplete_fields` instead."""
    return sorted(str(its_admin) for its_admin in registry.values() if boxes_of(its_admin))


def boxes_of(its_admin):
    ours = its_admin.model._meta.app_label in floors()
    return ours and (its_admin.filter_horizontal or its_admin.filter_vertical)


class Review(SimpleNamespace):
    _meta = SimpleNamespace(app_label="reviews", label_lower="reviews.review")


def test_review_in_admin_is_found():
    assert find_private_in_admin({Review: None}, {"reviews.review"}) == ["Review"]


def test_model_that_nobody_decided_about_is_found():
    assert find_undecided([Review], {}, set()) == ["reviews.review"]
    assert find_undecided([Review], {}, {"reviews.review"}) == []


class Editable(ReadOnlyAdmin):
    list_editable = ["to"]
    inlines = [admin.TabularInline]

    def has_change_permission(self, request, obj=None):
        return True


class Bare(ActionAdmin):
    def save_model(self, request, obj, form, change):
        obj.save()


class Indirect(ActionAdmin):
    reason = "Nobody else can."
    goes_through = [state_of]


@pytest.mark.parametrize(
    ("planted", "faults"),
    [
        (admin.ModelAdmin, ["is neither read-only nor goes through actions"]),
        (
            Editable,
            [
                "edits in its list",
                "has an inline that writes",
                "is read-only and gives a permission to write",
            ],
        ),
        (Bare, ["gives no reason to write here", "names no action", "saves by itself"]),
        (Indirect, ["goes through state_of, which is no action"]),
    ],
)
def test_admin_that_writes_past_the_actions_is_found(planted, faults):
    found = find_second_write_paths({Notice: planted(Notice, admin.site)})
    assert found == [f"notifications.notice {fault}" for fault in faults]


def test_two_box_selector_is_found():
    its_admin = admin.ModelAdmin(Notice, admin.site)
    its_admin.filter_horizontal = ["recipient"]
    assert find_two_boxes({Notice: its_admin}) == [str(its_admin)]


def test_nothing_private_is_in_admin():
    assert find_private_in_admin(admin.site._registry, private_models()) == []


def test_every_model_is_in_admin_or_left_out_with_a_reason():
    assert find_undecided(apps.get_models(), admin.site._registry, private_models()) == []


def test_admins_write_through_actions_only():
    assert find_second_write_paths(admin.site._registry) == []


def test_no_admin_has_the_two_box_selector():
    assert find_two_boxes(admin.site._registry) == []
