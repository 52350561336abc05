"""Signals to the apps above, sent inside the transaction of the change."""

from django.dispatch import Signal

# One for each batch. `changes` are (case, {field: (old, new)}), old None for a new case; by, now.
cases_changed = Signal()

# The helpdesk redacted `messages`, which are CaseComments with their new text; by, now.
messages_redacted = Signal()

# The conversations of `cases` were deleted because they are old; by, now.
conversations_purged = Signal()
