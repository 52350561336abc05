"""What the matrix needs of reviews: one in each state, a comment, a request for consent."""

from datetime import timedelta

from casereview.tests.personas.foreign import SECRET
from cases.tests.factories import CaseFactory, CommentFactory
from core.weeks import WEEK
from pairing.tests.persona_world import add_earlier_pairing, add_foreign_pairing
from reviews import actions
from reviews.models import (
    Answer,
    Comment,
    Consent,
    Meeting,
    Quotation,
    Reader,
    Review,
    ReviewInvitation,
    SecondOpinion,
)
from reviews.states import OpinionState
from reviews.tests.factories import (
    InvitationFactory,
    OpinionFactory,
    ReviewFactory,
    fill_rubric,
)

PRIVATE_MODELS = (Review,)
FOREIGN_KINDS = {
    "reviews/comments/": ("comment", "answer"),
    "reviews/consents/": ("consent",),
    "reviews/meetings/": ("meeting",),
    "reviews/invitations/": ("review_invitation",),
    "reviews/invite/": ("case",),
    "reviews/quotations/": ("quotation",),
    "reviews/for/": ("pairing", "skipped", "ended_pairing"),
    "reviews/": ("draft", "sent", "fresh", "acknowledged", "discarded"),
}
FOREIGN_KEYS = {
    "comment": "comment",
    "consent": "consent",
    "criterion": "criterion",
    "id": "sent",
    "pk": "draft",
    "quote": "message",
    "quote_in": "criterion",
    "review": "sent",
    "thread": "comment",
}
ID_CANDIDATES = {
    "criterion": lambda world: [world.answer.criterion_id],
    "opinion_pk": lambda world: list(SecondOpinion.objects.values_list("pk", flat=True)),
}
MUST_REFUSE = {("start_review", "case"), ("comment_add", "criterion"), ("comment_add", "thread")}
MUST_REFUSE |= {("quotation_add", "quote")}


def add_to_world(world):
    """One pairing for each state."""
    world.draft = start(world, world.started_pairing)
    world.sent = send(start_earlier(world, weeks_ago=2), world)
    world.fresh = send(start_earlier(world, weeks_ago=6), world)
    world.acknowledged = send(start_earlier(world, weeks_ago=3), world)
    actions.acknowledge_review(world.acknowledged, by=world.owner, now=world.now)
    world.discarded = start_earlier(world, weeks_ago=4)
    actions.discard_review(world.discarded, by=world.reviewer, now=world.now)
    world.comment = actions.add_comment(
        world.acknowledged, body="How do you mean?", by=world.owner, now=world.now
    )
    world.changed = send(start_earlier(world, weeks_ago=8), world)
    world.answer = change_answer(world.changed, world)
    world.changed.refresh_from_db()
    world.asked_draft = start_earlier(world, weeks_ago=10)
    world.opinion = ask(world.asked_draft, by=world.reviewer, manager=world.manager, world=world)
    world.asked_sent = send(start_earlier(world, weeks_ago=12), world)
    ask(world.asked_sent, by=world.owner, manager=world.other_manager, world=world)
    world.quotation = quote(world.draft, world)
    world.review_invitation = actions.invite_reviewer(
        CaseFactory(owner=world.owner),
        reviewer=world.reviewer,
        note="Only the people in the invitation read this.",
        by=world.manager,
        now=world.now,
    )
    world.meeting = Meeting.objects.create(
        pairing=world.pairing,
        starts_at=world.now + timedelta(days=1),
        state="accepted",
        changed_by=world.owner,
        changed_at=world.now,
    )
    world.consent = actions.ask_consent(world.draft, by=world.reviewer, now=world.now)


def ask(review, *, by, manager, world):
    """Ask a manager, who opens the question."""
    opinion = actions.ask_for_opinion(
        review,
        manager=manager,
        question="Only the two of us read this question.",
        answer_by=world.now.date() + timedelta(days=3),
        by=by,
        now=world.now,
    )
    actions.open_opinion(opinion, by=manager, now=world.now)
    return opinion


def change_answer(review, world):
    """Acknowledge `review` and then change its first answer, after the opinion of an outsider."""
    actions.acknowledge_review(review, by=world.owner, now=world.now - timedelta(hours=1))
    opinion = OpinionFactory(review=review, state=OpinionState.ANSWERED, ended_at=world.now)
    return actions.change_answer(
        review,
        criterion=review.rubric_version.criteria.first(),
        value="no",
        comment="Only the readers read this one.",
        opinion=opinion,
        version=review.version,
        by=world.reviewer,
        now=world.now,
    )


def quote(review, world):
    """A message of the case, quoted in the answer to the first criterion."""
    message = CommentFactory(case=review.case, body="When will it work again?")
    return actions.quote_message(
        review,
        criterion=review.rubric_version.criteria.first(),
        message_id=message.pk,
        by=review.reviewer,
        now=world.now,
    )


def start_earlier(world, weeks_ago):
    return start(world, add_earlier_pairing(world, weeks_ago, started_at=world.now))


def start(world, pairing):
    return ReviewFactory(
        pairing=pairing,
        case=CaseFactory(owner=world.owner),
        rubric_version=world.rubric.versions.get(),
        started_at=world.now,
        saved_at=world.now,
    )


def send(review, world):
    note = "Only reviewer and owner read this sentence."
    return actions.submit_review(
        review, rubric_input=fill_rubric(review, note=note), by=world.reviewer, now=world.now
    )


def add_foreign(foreign):
    now = foreign.now
    reviewer = foreign.reviewer
    owner = foreign.owner
    foreign.draft = save_foreign_draft(foreign, weeks_ago=2)
    foreign.quotation = quote_secret(foreign)
    foreign.message = foreign.quotation.message
    foreign.meeting = Meeting.objects.create(
        pairing=foreign.draft.pairing,
        starts_at=now + timedelta(days=1),
        changed_by=reviewer,
        changed_at=now,
    )
    foreign.review_invitation = InvitationFactory(
        owner=owner, reviewer=reviewer, case=foreign.case, note=SECRET, due_at=now + WEEK
    )
    foreign.consent = actions.ask_consent(foreign.draft, by=reviewer, now=now)
    for name, weeks_ago in (("sent", 3), ("acknowledged", 4)):
        review = save_foreign_draft(foreign, weeks_ago)
        text = fill_rubric(review, "no", SECRET, SECRET)
        setattr(
            foreign, name, actions.submit_review(review, rubric_input=text, by=reviewer, now=now)
        )
    foreign.opinion = OpinionFactory(
        review=foreign.draft, asker=reviewer, question=SECRET, answer=SECRET, saved_at=now
    )
    foreign.comment = actions.add_comment(foreign.acknowledged, body=SECRET, by=owner, now=now)
    foreign.answer = actions.add_comment(
        foreign.acknowledged, body=SECRET, by=reviewer, thread=foreign.comment, now=now
    )
    actions.acknowledge_review(foreign.acknowledged, by=owner, now=now, takeaway=SECRET)


def quote_secret(foreign):
    message = CommentFactory(case=foreign.draft.case, body=SECRET)
    return actions.quote_message(
        foreign.draft,
        criterion=foreign.draft.rubric_version.criteria.first(),
        message_id=message.pk,
        by=foreign.reviewer,
        now=foreign.now,
    )


def save_foreign_draft(foreign, weeks_ago):
    pairing = add_foreign_pairing(foreign, weeks_ago)
    review = ReviewFactory(
        pairing=pairing,
        case=foreign.case if weeks_ago == 4 else CaseFactory(owner=foreign.owner),
        rubric_version=foreign.criterion.version,
        started_at=foreign.now,
        saved_at=foreign.now,
    )
    text = fill_rubric(review, value="no", comment=SECRET, note=SECRET)
    actions.save_draft(review, rubric_input=text, by=foreign.reviewer, now=foreign.now)
    return Review.objects.get(pk=review.pk)


def list_foreign_rows(foreign):
    reviews = [foreign.draft.pk, foreign.sent.pk, foreign.acknowledged.pk]
    of_reviews = [
        model.objects.filter(review__in=reviews) for model in (Answer, Comment, Consent, Reader)
    ]
    return [
        Review.objects.filter(owner=foreign.owner),
        ReviewInvitation.objects.filter(owner=foreign.owner),
        *of_reviews,
        Quotation.objects.filter(answer__review__in=reviews),
        SecondOpinion.objects.filter(review__in=reviews),
        Reader.objects.filter(user__in=[foreign.reviewer, foreign.owner]),
    ]


def list_private_words(world):
    comments = Answer.objects.values_list("comment", flat=True)
    return [*comments, *Comment.objects.values_list("body", flat=True)]
