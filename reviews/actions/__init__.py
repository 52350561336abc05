from reviews.actions.comments import (
    add_comment,
    delete_comment,
    edit_comment,
    reopen_thread,
    resolve_thread,
)
from reviews.actions.consents import answer_consent, ask_consent, withdraw_consent
from reviews.actions.drafts import (
    create_review,
    discard_review,
    save_draft,
    start_review,
    submit_review,
    submit_saved_review,
)
from reviews.actions.exports import export_reviews
from reviews.actions.invitations import (
    decline_invitation,
    expire_invitation,
    invite_reviewer,
    withdraw_invitation,
)
from reviews.actions.invited_reviews import accept_invitation
from reviews.actions.lifecycle import (
    acknowledge_review,
    close_unacknowledged,
    mark_used,
    recall_review,
)
from reviews.actions.meetings import (
    accept_meeting,
    cancel_meeting,
    cancel_meetings,
    decline_meeting,
    note_meeting,
    note_talk,
    propose_meeting,
)
from reviews.actions.opinion_answers import answer_opinion, save_opinion_draft
from reviews.actions.opinions import (
    ask_for_opinion,
    close_opinions_of,
    decline_opinion,
    erase_unsent_answer,
    forward_opinion,
    open_opinion,
    take_back_opinion,
)
from reviews.actions.plans import plan_review, unplan_review
from reviews.actions.quotations import (
    purge_quotations,
    quote_message,
    redact_quotations,
    remove_quotation,
)
from reviews.actions.readers import add_readers, open_review, open_reviews, replace_reader
from reviews.actions.reminders import send_reminder
from reviews.actions.retention import (
    discard_drafts,
    discard_missed_drafts,
    end_draft,
    purge_draft,
)
from reviews.actions.revisions import acknowledge_change, change_answer

__all__ = [
    "accept_invitation",
    "accept_meeting",
    "acknowledge_change",
    "acknowledge_review",
    "add_comment",
    "add_readers",
    "answer_consent",
    "answer_opinion",
    "ask_consent",
    "ask_for_opinion",
    "cancel_meeting",
    "cancel_meetings",
    "change_answer",
    "close_opinions_of",
    "close_unacknowledged",
    "create_review",
    "decline_invitation",
    "decline_meeting",
    "decline_opinion",
    "delete_comment",
    "discard_drafts",
    "discard_missed_drafts",
    "discard_review",
    "edit_comment",
    "end_draft",
    "erase_unsent_answer",
    "expire_invitation",
    "export_reviews",
    "forward_opinion",
    "invite_reviewer",
    "mark_used",
    "note_meeting",
    "note_talk",
    "open_opinion",
    "open_review",
    "open_reviews",
    "plan_review",
    "propose_meeting",
    "purge_draft",
    "purge_quotations",
    "quote_message",
    "recall_review",
    "redact_quotations",
    "remove_quotation",
    "reopen_thread",
    "replace_reader",
    "resolve_thread",
    "save_draft",
    "save_opinion_draft",
    "send_reminder",
    "start_review",
    "submit_review",
    "submit_saved_review",
    "take_back_opinion",
    "unplan_review",
    "withdraw_consent",
    "withdraw_invitation",
]
