from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.drafts import Draft
from reviews.models.review import Review
from reviews.states import (
    GIVES_ACCESS,
    OPINION_TRANSITIONS,
    AnswerValue,
    OpinionState,
    ProposalChoice,
    ReviewState,
)
from rubrics.models import Criterion


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person who asked, and the manager. Nobody else knows who asked."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(asker=user) | Q(manager=user))

    def asked_of(self, user):
        """What `user` was asked as a manager."""
        return self.filter(manager=user) if user.is_active else self.none()

    def asked_by(self, user):
        return self.filter(asker=user) if user.is_active else self.none()

    def giving_access(self):
        """Those that let their manager read the review."""
        return self.filter(state__in=GIVES_ACCESS).exclude(review__state=ReviewState.DISCARDED)

    def open(self):
        return self.filter(state=OpinionState.ASKED)


class SecondOpinion(Draft):
    """Reviewer or owner asks a manager about a peer review. The answer is advice.

    While it is asked, `answer`, `is_private` and the proposals are the manager's draft, which
    nobody else sees. An answer in the thread is a comment, and `answer` stays empty.
    """

    TRANSITIONS = OPINION_TRANSITIONS

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="opinions")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    question = models.TextField(blank=True)
    criteria = models.ManyToManyField(Criterion, related_name="+", blank=True)
    answer_by = models.DateField()
    state = models.CharField(max_length=10, choices=OpinionState, default=OpinionState.ASKED)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    is_private = models.BooleanField(null=True, blank=True, help_text="Only the asker reads it.")
    decline_reason = models.TextField(blank=True)
    forwarded_from = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="forwarded_to"
    )

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "asker"],
                condition=Q(state=OpinionState.ASKED),
                name="one_open_opinion_an_asker",
            ),
            models.CheckConstraint(
                condition=~Q(asker=F("manager")), name="nobody_asks_themself_for_an_opinion"
            ),
        ]
        indexes = [
            models.Index(
                fields=["manager"], name="opinion_to_give", condition=Q(state=OpinionState.ASKED)
            ),
        ]

    def __str__(self):
        return f"second opinion {self.pk}"

    @property
    def is_open(self):
        return self.state == OpinionState.ASKED


class OpinionProposal(models.Model):
    """What the manager proposes for one answer: keep `value`, change it to `value`, or neither."""

    opinion = models.ForeignKey(SecondOpinion, on_delete=models.CASCADE, related_name="proposals")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=ProposalChoice, blank=True)
    value = models.CharField(max_length=3, choices=AnswerValue, blank=True)
    line = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "criterion"], name="proposal_once_a_criterion"
            ),
        ]

    def __str__(self):
        return f"proposal for {self.criterion_id}"
