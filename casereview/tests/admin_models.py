"""Every model that admin has pages of, and one more row of each.

Each app says in `tests/admin_rows.py` how a row of its models is made.
"""

from django.contrib import admin

from casereview.tests.contributions import merged

MAKE = merged("admin_rows", "MAKE")


def registered():
    """Every model that admin has pages of, by its label."""
    return {model._meta.label_lower: model for model in admin.site._registry}
