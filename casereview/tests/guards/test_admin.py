"""What people write for each other is not in admin, and what admins do is on the record."""

from types import SimpleNamespace

from django.contrib import admin

from audit.admin import ActionAdmin, AuditedAdmin, ReadOnlyAdmin
from casereview.tests.guards.source import APPS
from notifications.models import Notice

PRIVATE = {
    *("Review", "Reader", "Consent", "Answer", "Comment", "SecondOpinion", "Gem"),
    *("MonthlyReview", "Selection", "Validation", "Participation"),
}
NOT_AUDITED = {"audit.event": "read-only: it adds, changes and deletes nothing"}


def find_private_in_admin(registry):
    return sorted(
        model.__name__
        for model in registry
        if model._meta.app_label in APPS and model.__name__ in PRIVATE
    )


def find_unaudited(registry):
    return sorted(
        model._meta.label_lower
        for model, its_admin in registry.items()
        if model._meta.app_label in APPS and not isinstance(its_admin, (AuditedAdmin, ActionAdmin, ReadOnlyAdmin))
        if model._meta.label_lower not in NOT_AUDITED
    )


def find_two_boxes(registry):
    """Django's two-box selector fails axe: `autocomplete_fields` instead."""
    return sorted(str(its_admin) for its_admin in registry.values() if boxes_of(its_admin))


def boxes_of(its_admin):
    ours = its_admin.model._meta.app_label in APPS
    return ours and (its_admin.filter_horizontal or its_admin.filter_vertical)


class Review(SimpleNamespace):
    _meta = SimpleNamespace(app_label="reviews", label_lower="reviews.review")


def test_review_in_admin_is_found():
    assert find_private_in_admin({Review: None}) == ["Review"]


def test_admin_off_the_record_is_found():
    assert find_unaudited({Notice: admin.ModelAdmin(Notice, admin.site)}) == [
        "notifications.notice"
    ]


def test_two_box_selector_is_found():
    its_admin = admin.ModelAdmin(Notice, admin.site)
    its_admin.filter_horizontal = ["recipient"]
    assert find_two_boxes({Notice: its_admin}) == [str(its_admin)]


def test_nothing_private_is_in_admin():
    assert find_private_in_admin(admin.site._registry) == []


def test_what_admins_do_is_on_the_record():
    assert find_unaudited(admin.site._registry) == []


def test_no_admin_has_the_two_box_selector():
    assert find_two_boxes(admin.site._registry) == []
