"""What the screens of cases read; every join of them is written here."""

from cases.queries.detail import case_page, conversation, on_page
from cases.queries.imports import (
    finished_previews,
    import_page,
    imports_page,
    last_import_at,
    preview_page,
)
from cases.queries.lists import customer_page, list_page
from cases.queries.week import cards_for, due_for, happenings_for

__all__ = [
    "cards_for",
    "case_page",
    "conversation",
    "customer_page",
    "due_for",
    "finished_previews",
    "happenings_for",
    "import_page",
    "imports_page",
    "last_import_at",
    "list_page",
    "on_page",
    "preview_page",
]
