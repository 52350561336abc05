from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    """Django's admin with a site of our own."""

    default_site = "casereview.site.Site"
