from reviews.queries.case_selection import (
    eligible_count,
    is_eligible,
    matches,
    meetings,
    offered_cases,
    pairings,
    pick_page,
    since_of,
)
from reviews.queries.comments import open_threads, threads_of, unanswered, with_review
from reviews.queries.copies import exported
from reviews.queries.detail import on_case, sent_review
from reviews.queries.drafts import (
    both_texts,
    criteria_of,
    criteria_with_answers,
    for_editing,
    future_readers,
    readers_of,
    tally,
)
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
