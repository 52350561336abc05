"""Sentences of the case that reviewers quoted: beside a no, or one they liked."""

import re
from collections import defaultdict

from cases.models import CaseComment
from core.demo.rng import stream
from reviews.models import Answer, Quotation
from reviews.states import AuthorKind, MessageVisibility

QUOTED = 2  # answers of a review
SENTENCE = re.compile(r"(?<=\n\n)[A-Z][^.?!`*\n]{30,110}[.?!](?=\s|$)")


def make_quotations(written, seed):
    reviews = {review.pk: review for _, review in written}
    messages = list_messages(reviews.values())
    chance = stream(seed, "quotations")
    rows = []
    for review_id, answers in list_commented(reviews).items():
        review = reviews[review_id]
        said = [one for one in messages[review.case_id] if one[0].written_at < review.saved_at]
        chance.shuffle(said)
        rows += [quote(answer, *one) for answer, one in zip(answers[:QUOTED], said, strict=False)]
    Quotation.objects.bulk_create(rows)


def list_commented(reviews):
    """{review: its answers with a comment, every no first}."""
    answers = defaultdict(list)
    commented = Answer.objects.filter(review__in=reviews).exclude(comment="")
    for answer in commented.order_by("review", "value", "criterion__position"):
        answers[answer.review_id].append(answer)
    return answers


def list_messages(reviews):
    """{case: (message of its owner, sentence)}."""
    messages = defaultdict(list)
    cases = [review.case_id for review in reviews]
    public = CaseComment.objects.filter(case__in=cases, is_public=True, contact=None)
    for message in public.order_by("pk"):
        if sentence := SENTENCE.search(message.body):
            messages[message.case_id].append((message, sentence.group()))
    return messages


def quote(answer, message, sentence):
    return Quotation(
        answer=answer,
        message=message,
        position=1,
        author_kind=AuthorKind.STAFF,
        author_name=message.author_name,
        visibility=MessageVisibility.PUBLIC,
        sent_at=message.written_at,
        text=sentence,
    )
