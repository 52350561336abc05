from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from audit.models import Event
from cases.models import Case
from core.drafts import Draft
from pairing.models import Pairing
from reviews.states import (
    DISCARDED_FOR,
    GIVES_ACCESS,
    LIVE,
    PEER_KINDS,
    SENT,
    TRANSITIONS,
    UNSENT,
    AnswerValue,
    ReaderWhy,
    ReviewKind,
    ReviewState,
)
from rubrics.models import Criterion, RubricVersion


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A reviewer's own drafts, discarded ones included; sent reviews for their readers.

        Managers who are asked for a second opinion can read both, until the question is closed.
        """
        if not user.is_active:
            return self.none()
        is_own_draft = Q(reviewer=user, state__in=UNSENT)
        return self.filter(is_own_draft | is_sent_to(user) | is_asked_about(user))

    def written_or_received_by(self, user):
        """`visible_to`, limited to the reviews of which `user` is reviewer or owner."""
        if not user.is_active:
            return self.none()
        is_concerned = Q(reviewer=user) | Q(owner=user)
        return self.filter(Q(reviewer=user, state__in=UNSENT) | (is_concerned & is_sent_to(user)))

    def received_by(self, user):
        """`visible_to` for the case owner: what others wrote about them and sent."""
        if not user.is_active:
            return self.none()
        return self.filter(has_reader(user), owner=user).exclude(reviewer=user)

    def recalled_from(self, user):
        """Reviews that `user` could read until they were recalled. Never show their text.

        Without those that another reader took over from `user` before.
        """
        events = Event.objects.filter(
            subject_label=Review._meta.label_lower, subject_id=OuterRef("pk")
        )
        sent = events.filter(verb="review sent", facts__readers__contains=[user.pk])
        replaced = events.filter(verb="reader replaced", facts__old=user.pk)
        recalled = self.filter(Exists(sent), state__in=UNSENT).exclude(reviewer=user)
        return recalled.exclude(Exists(replaced))

    def shared_with(self, user, **reader):
        """Peer reviews that `user` can read as neither reviewer nor owner.

        `reader` are conditions on their row in `readers`.
        """
        if not user.is_active:
            return self.none()
        is_shared = Q(kind__in=PEER_KINDS) & ~Q(reviewer=user) & ~Q(owner=user)
        return self.filter(has_reader(user, **reader), is_shared)

    def editable_by(self, user):
        """What `user` wrote: `visible_to` for the reviewer, who can always read it."""
        return self.filter(reviewer=user) if user.is_active else self.none()


def is_sent_to(user):
    return Q(state__in=SENT, pk__in=Reader.objects.filter(user=user).values("review"))


def is_asked_about(user):
    """Drafts and sent reviews about which `user` is asked for a second opinion."""
    opinions = apps.get_model("reviews.SecondOpinion").objects.filter(state__in=GIVES_ACCESS)
    return Q(state__in=LIVE, pk__in=opinions.filter(manager=user).values("review"))


def has_reader(user, prefix="", **reader):
    """`is_sent_to` as a join, which costs less; never one side of an OR, which repeats rows.

    `prefix` leads to the review, `reader` are more conditions on the row of the reader.
    """
    conditions = {f"{prefix}state__in": SENT, f"{prefix}readers__user": user}
    for name, value in reader.items():
        conditions[f"{prefix}readers__{name}"] = value
    return Q(**conditions)


class Review(Draft):
    """One rubric filled in about one case. What differs between kinds is in `reviews.kinds`.

    `due_at`, `zone` and `country` are frozen at the start; deadlines depend only on them.
    """

    TRANSITIONS = TRANSITIONS
    # Only reviewer and owner see who has opened a review, in its list of readers.
    HIDDEN_EVENTS = {"review opened"}

    kind = models.CharField(max_length=12, choices=ReviewKind, default=ReviewKind.PEER)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews_given"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews_received"
    )
    pairing = models.ForeignKey(
        Pairing, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    rubric_version = models.ForeignKey(
        RubricVersion, on_delete=models.PROTECT, related_name="reviews"
    )
    state = models.CharField(max_length=12, choices=ReviewState, default=ReviewState.DRAFT)
    due_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    closing_note = models.TextField(blank=True)
    technical_notes = models.TextField(
        blank=True, help_text="For the owner alone, and only with their consent."
    )
    takeaway = models.TextField("what the owner takes from it", blank=True)
    used_at = models.DateTimeField(
        null=True, blank=True, help_text="The owner used it while the case was open."
    )
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(state__in=LIVE), name="one_live_review_a_pairing"
            ),
            models.CheckConstraint(
                condition=Q(kind=ReviewKind.INVITED)
                | Q(kind=ReviewKind.PEER, pairing__isnull=False)
                | ~Q(kind=ReviewKind.PEER) & Q(pairing__isnull=True),
                name="peer_reviews_have_a_pairing",
            ),
            models.CheckConstraint(
                condition=Q(kind=ReviewKind.SELF) | ~Q(reviewer=F("owner")),
                name="nobody_peer_reviews_themself",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReviewState.DRAFT, ReviewState.DISCARDED])
                | Q(submitted_at__isnull=False),
                name="sent_reviews_say_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewer"], name="review_drafts", condition=Q(state=ReviewState.DRAFT)
            ),
            models.Index(
                fields=["owner"], name="review_to_read", condition=Q(state=ReviewState.SUBMITTED)
            ),
            models.Index(
                fields=["ended_at"],
                name="review_laid_aside",
                condition=Q(state=ReviewState.DISCARDED),
            ),
        ]

    def __str__(self):
        return f"review {self.pk}"

    @property
    def readable_until(self):
        """When a discarded draft is purged; None for any other review."""
        return self.ended_at + DISCARDED_FOR if self.state == ReviewState.DISCARDED else None


class Reader(models.Model):
    """One person who can read a sent review.

    Rows are written when it is sent. Later team changes add or remove nobody.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=10, choices=ReaderWhy)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "user"], name="reader_once_a_review")
        ]

    def __str__(self):
        return f"{self.user_id} reads {self.review_id}"

    @property
    def reason(self):
        """Why this person can read the review, as shown to others."""
        if self.why == ReaderWhy.REVIEWERS_MANAGER:
            return f"{self.review.reviewer.first_name}’s manager"
        if self.why == ReaderWhy.OWNERS_MANAGER:
            return f"{self.review.owner.first_name}’s manager"
        return self.get_why_display()

    @property
    def own_reason(self):
        """The same, as shown to the person themselves."""
        if self.why == ReaderWhy.REVIEWERS_MANAGER:
            return f"You manage {self.review.reviewer.first_name}"
        if self.why == ReaderWhy.OWNERS_MANAGER:
            return f"You manage {self.review.owner.first_name}"
        if self.why == ReaderWhy.MANAGER:
            return "You manage both"
        return "You are in the pool" if self.why == ReaderWhy.MEMBER else self.get_why_display()


class Answer(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    value = models.CharField(max_length=3, choices=AnswerValue, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="answer_once_a_criterion")
        ]

    def __str__(self):
        return f"answer to {self.criterion_id}"
