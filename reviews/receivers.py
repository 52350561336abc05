from django.dispatch import receiver

from cases.rules import is_redacted
from cases.signals import cases_changed, conversations_purged, messages_redacted
from pairing.signals import pairing_ended, pairings_missed
from people.signals import person_left
from reviews.actions import (
    cancel_meetings,
    close_opinions_of,
    discard_drafts,
    discard_missed_drafts,
    purge_quotations,
    redact_quotations,
)


@receiver(pairing_ended, dispatch_uid="reviews.drop_draft")
def drop_draft(sender, pairing, by, now, **kwargs):
    discard_drafts(pairing, by=by, now=now)


@receiver(pairing_ended, dispatch_uid="reviews.cancel_meeting")
def cancel_meeting_of_ended(sender, pairing, by, now, **kwargs):
    cancel_meetings([pairing], by=by, now=now)


@receiver(pairings_missed, dispatch_uid="reviews.drop_missed")
def drop_missed(sender, cycle, pairings, by, now, **kwargs):
    discard_missed_drafts(cycle, pairings=pairings, by=by, now=now)


@receiver(pairings_missed, dispatch_uid="reviews.cancel_meetings")
def cancel_meetings_of_missed(sender, cycle, pairings, by, now, **kwargs):
    cancel_meetings(pairings, by=by, now=now)


@receiver(person_left, dispatch_uid="reviews.close_opinions")
def close_opinions_of_person(sender, user, by, now, **kwargs):
    close_opinions_of(user, by=by, now=now)


@receiver(messages_redacted, dispatch_uid="reviews.redact_messages")
def redact_messages(sender, messages, by, now, **kwargs):
    redact_quotations(messages, by=by, now=now)


@receiver(cases_changed, dispatch_uid="reviews.redact_descriptions")
def redact_descriptions(sender, changes, by, now, **kwargs):
    cases = [case for case, change in changes if is_redacted(*change.get("description", ("", "")))]
    if cases:
        redact_quotations(cases, by=by, now=now)


@receiver(conversations_purged, dispatch_uid="reviews.purge_quoted_words")
def purge_quoted_words(sender, cases, by, now, **kwargs):
    purge_quotations(cases, by=by, now=now)
