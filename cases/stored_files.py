"""Who may fetch the files of imports."""

from files.registry import register


@register("cases.import")
def visible_uploads(user, files):
    """Coordinators, as for the import runs."""
    return files if user.is_coordinator else files.none()
