"""Administration as one place: our sections in the order in which one needs them, and allauth's pages among them."""

from django.contrib import admin

SECTIONS = ("people", "pairing", "rubrics", "cases", "notifications", "audit", "casereview")
BELONGS = {"auth": "people", "account": "people", "usersessions": "people"}


class Site(admin.AdminSite):
    site_header = "Case Review administration"
    site_title = "Case Review"
    index_title = "Administration"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        return apps if app_label else in_sections(apps)


def in_sections(apps):
    """Django's list by app as ours by section. An app that nobody thought of stands at the end under its own name."""
    found = {app["app_label"]: app for app in apps}
    for label, section in BELONGS.items():
        guest = found.pop(label, None)
        host = found.get(section)
        if guest and host:
            host["models"] += guest["models"]
    known = [found.pop(label) for label in SECTIONS if label in found]
    return [*known, *found.values()]
