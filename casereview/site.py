"""The admin site: one section per app, in the order of `admin_order`."""

from django.contrib import admin
from django.shortcuts import redirect

from core.app_config import our_apps


class Site(admin.AdminSite):
    site_header = "Case Review administration"
    site_title = "Case Review"
    index_title = "Administration"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def password_change(self, request, extra_context=None):
        """Redirect to the product's page, which ends other sessions and notifies the owner."""
        return redirect("account_change_password")

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        return apps if app_label else in_sections(apps)


def in_sections(apps):
    """Django's list of apps by `admin_order`, each with the pages of its `admin_guests`.

    Any other app follows under its own name.
    """
    by_label = {app["app_label"]: app for app in apps}
    sections = []
    for config in sorted(our_apps(), key=admin_order):
        section = by_label.pop(config.label, None)
        if section is None:
            continue
        for guest in config.admin_guests:
            if guest in by_label:
                section["models"] += by_label.pop(guest)["models"]
        sections.append(section)
    return [*sections, *by_label.values()]


def admin_order(config):
    return config.admin_order if config.admin_order is not None else 1000
