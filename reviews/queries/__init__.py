from reviews.queries.case_selection import (
    case_selection_page,
    count_eligible,
    eligible_since,
    is_eligible,
    matches_search,
    offered_cases,
    previous_meetings,
    with_pairing_details,
)
from reviews.queries.comments import list_threads, open_threads, unanswered, with_review
from reviews.queries.detail import on_case, sent_review
from reviews.queries.drafts import (
    compare_with_saved,
    count_answered,
    criteria_of,
    criteria_with_answers,
    find_readers,
    for_editing,
    list_future_readers,
)
from reviews.queries.exports import build_export
from reviews.queries.history import export_page, history_page
from reviews.queries.week import (
    asked_consents,
    due_for,
    happened,
    of_week,
    open_drafts,
    sentences,
    to_acknowledge,
    to_answer,
)

__all__ = [
    "asked_consents",
    "both_texts",
    "criteria_of",
    "criteria_with_answers",
    "drafts",
    "due_for",
    "eligible_count",
    "export_page",
    "exported",
    "future_readers",
    "happened",
    "history_page",
    "is_eligible",
    "matches",
    "meetings",
    "offered_cases",
    "on_case",
    "open_drafts",
    "open_threads",
    "pairings",
    "pick_page",
    "of_week",
    "readers_of",
    "sent_review",
    "sentences",
    "since_of",
    "tally",
    "threads_of",
    "to_acknowledge",
    "to_answer",
    "unanswered",
    "with_review",
]
