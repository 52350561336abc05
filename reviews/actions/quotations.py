"""Quoting the case in an answer. Quotations are copies: later edits do not change them."""

from collections import Counter

from django.db import transaction
from django.db.models import Max

from audit.actions import record_all
from cases.models import Case
from cases.queries.detail import message_of, opening_of
from core.markdown import to_text
from reviews.errors import QuoteRefused, require_draft
from reviews.models import Answer, Quotation, Review
from reviews.states import AuthorKind, MessageVisibility, ReviewState

MAX_LENGTH = 5_000
MAX_QUOTATIONS = 20  # of an answer


@transaction.atomic
def quote_message(review, *, criterion, message_id, words="", position=None, by, now):
    """Quote `words` of a message of the case, or all of it, in the answer to `criterion`.

    `message_id` is None for the description that opens the case. `position` is where a removed
    quotation was; new ones come last. The same words are quoted once. Raises `NotAllowed` for
    anyone but the reviewer, `StaleState` if it is not a draft, and `QuoteRefused` if the message
    is gone, the words are not part of it or they are too long.
    """
    case = _lock_case(review)  # so that no import removes the words meanwhile
    _lock_draft(review, by=by)
    if criterion.version_id != review.rubric_version_id:
        raise QuoteRefused("This criterion is not part of the rubric.")
    message = _find_message(case, message_id)
    text = _words_of(message, words)
    answer, _ = Answer.objects.get_or_create(review=review, criterion=criterion)
    same = answer.quotations.filter(message=message_id, text=text).first()
    if same:
        return same
    if answer.quotations.count() >= MAX_QUOTATIONS:
        raise QuoteRefused(f"An answer can have {MAX_QUOTATIONS} quotations. Remove one first.")
    kind = AuthorKind.STAFF if message.is_from_staff else AuthorKind.CUSTOMER
    visibility = MessageVisibility.PUBLIC if message.is_public else MessageVisibility.INTERNAL
    return Quotation.objects.create(
        answer=answer,
        message_id=message_id,
        position=_next_position(answer) if position is None else position,
        author_kind=kind,
        author_name=str(message.author)[:200],
        visibility=visibility,
        sent_at=message.at,
        text=text,
    )


@transaction.atomic
def remove_quotation(quotation, *, by, now):
    """Remove a quotation from a draft. Raises `NotAllowed` and `StaleState` as `quote_message`."""
    _lock_draft(quotation.answer.review, by=by)
    quotation.delete()


@transaction.atomic
def redact_quotations(messages, *, by, now):
    """Delete quoted words that the helpdesk removed from `messages`, or from a `Case`."""
    texts = {}
    for message in messages:
        is_case = isinstance(message, Case)
        key = (message.pk, None) if is_case else (message.case_id, message.pk)
        texts[key] = to_text(message.description if is_case else message.body)
    quotations = Quotation.objects.filter(answer__review__case__in={case for case, _ in texts})
    quotations = quotations.exclude(text="").select_related("answer__review")
    redacted = []
    for quotation in quotations.select_for_update(of=["self"]).order_by("pk"):
        text = texts.get((quotation.answer.review.case_id, quotation.message_id))
        if text is not None and _one_line(quotation.text) not in _one_line(text):
            redacted.append(quotation)
    _delete_words(redacted, why="redacted in the helpdesk", by=by, now=now)


@transaction.atomic
def purge_quotations(cases, *, by, now):
    """Delete the quoted words of customers whose old conversations were deleted."""
    quotations = Quotation.objects.filter(
        answer__review__case__in=cases, author_kind=AuthorKind.CUSTOMER
    )
    quotations = quotations.exclude(text="").select_related("answer__review")
    quotations = list(quotations.select_for_update(of=["self"]).order_by("pk"))
    _delete_words(quotations, why="the conversation was deleted", by=by, now=now)


def _lock_case(review):
    cases = Case.objects.select_related("contact", "customer")
    return cases.select_for_update(of=["self"], no_key=True).get(pk=review.case_id)


def _lock_draft(review, *, by):
    """Lock the review so that it is not sent now, and require that it is still a draft."""
    require_draft(review, by=by)
    drafts = Review.objects.select_for_update(of=["self"], no_key=True)
    if not drafts.filter(pk=review.pk, state=ReviewState.DRAFT).exists():
        require_draft(Review.objects.get(pk=review.pk), by=by)


def _find_message(case, message_id):
    """The message as the conversation shows it; raises `QuoteRefused` if it is gone."""
    if case.deleted_at or case.purged_at:
        raise QuoteRefused("The conversation was deleted, so you can no longer quote it.")
    if message_id is None:
        return opening_of(case)
    comment = case.comments.select_related("author", "contact").filter(pk=message_id).first()
    if comment is None:
        raise QuoteRefused("This message is no longer part of the case. Reload the page.")
    return message_of(comment, case)


def _words_of(message, words):
    text = message.body if message.is_long else to_text(message.body)
    chosen = words.replace("\r\n", "\n").strip() or text.strip()
    if not chosen or _one_line(chosen) not in _one_line(text):
        raise QuoteRefused("These words are not part of the message. Select them again.")
    if len(chosen) > MAX_LENGTH:
        raise QuoteRefused("That is too long to quote. Select the words you mean.")
    return chosen


def _one_line(text):
    """`text` without line breaks, because browsers add their own between paragraphs."""
    return " ".join(text.split())


def _next_position(answer):
    return (answer.quotations.aggregate(last=Max("position"))["last"] or 0) + 1


def _delete_words(quotations, *, why, by, now):
    Quotation.objects.filter(pk__in=[quotation.pk for quotation in quotations]).update(text="")
    reviews = {quotation.answer.review_id: quotation.answer.review for quotation in quotations}
    counts = Counter(quotation.answer.review_id for quotation in quotations)
    facts = [(reviews[pk], {"why": why, "quotations": count}) for pk, count in counts.items()]
    record_all("quoted words deleted", facts, by=by, now=now)
