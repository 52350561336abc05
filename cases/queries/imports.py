from cases.models import ImportRun

SHOWN = 500


def last_import_at():
    """When cases last came in, whoever brought them; None before the first time."""
    return ImportRun.objects.values_list("imported_at", flat=True).first()


def imports_page(user):
    return {"runs": list(ImportRun.objects.visible_to(user).select_related("by")[:50])}


def import_page(run):
    """The notes of one import, the first of each kind: a file of nothing but bad rows must still open."""
    notes = run.rejects.order_by("line", "pk")
    return {
        "run": run,
        "rejected": list(notes.filter(is_warning=False)[:SHOWN]),
        "warnings": list(notes.filter(is_warning=True)[:SHOWN]),
    }
