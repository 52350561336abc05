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
from reviews.queries.comments import (
    list_threads,
    mentionable,
    unanswered_threads,
    with_review,
)
from reviews.queries.detail import on_case, sent_review
from reviews.queries.drafts import (
    compare_with_saved,
    count_answered,
    criteria_of,
    criteria_with_answers,
    for_editing,
    list_future_readers,
)
from reviews.queries.exports import build_export
from reviews.queries.history import export_page, history_page
from reviews.queries.week import (
    acknowledge_items,
    consent_items,
    draft_items,
    due_for,
    event_sentences,
    happenings_for,
    hero_for,
    reply_items,
    week_reviews,
)

__all__ = [
    "acknowledge_items",
    "build_export",
    "case_selection_page",
    "compare_with_saved",
    "consent_items",
    "count_answered",
    "count_eligible",
    "criteria_of",
    "criteria_with_answers",
    "draft_items",
    "due_for",
    "eligible_since",
    "event_sentences",
    "export_page",
    "for_editing",
    "happenings_for",
    "hero_for",
    "history_page",
    "is_eligible",
    "list_future_readers",
    "list_threads",
    "mentionable",
    "matches_search",
    "offered_cases",
    "on_case",
    "previous_meetings",
    "reply_items",
    "sent_review",
    "unanswered_threads",
    "week_reviews",
    "with_pairing_details",
    "with_review",
]
