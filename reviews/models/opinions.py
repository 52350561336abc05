from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.drafts import Draft
from core.weeks import today_in
from reviews.models.review import Review
from reviews.states import (
    GIVES_ACCESS,
    OPINION_TRANSITIONS,
    UNANSWERED_FOR,
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
        return self.involving(user)

    def asked_of(self, user):
        """What `user` was asked as a manager."""
        return self.filter(manager=user) if user.is_active else self.none()

    def asked_by(self, user):
        return self.filter(asker=user) if user.is_active else self.none()

    def giving_access(self):
        """Those that let their manager read the review."""
        return self.filter(state__in=GIVES_ACCESS).exclude(review__state=ReviewState.DISCARDED)

    def involving(self, user):
        return self.filter(Q(asker=user) | Q(manager=user))

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

    @property
    def gives_access(self):
        """Whether the manager can read the review."""
        return self.state in GIVES_ACCESS and self.review.state != ReviewState.DISCARDED

    @property
    def kept_until(self):
        """Until when the manager can still read an answer that they never sent."""
        return self.ended_at + UNANSWERED_FOR

    def is_late(self, now):
        return self.is_open and today_in(self.manager.time_zone, now) > self.answer_by

    def why_over(self, user):
        """Why the question is closed, as a sentence for `user`."""
        manager = "You" if user.pk == self.manager_id else self.manager.first_name
        asker = "You" if user.pk == self.asker_id else self.asker.first_name
        if self.state == OpinionState.ANSWERED:
            return f"{manager} answered this question."
        if self.state == OpinionState.TAKEN_BACK:
            return f"{asker} took the question back."
        if self.state == OpinionState.DECLINED:
            return f"{manager} declined this question."
        if self.state == OpinionState.FORWARDED:
            return f"{manager} passed this question on."
        if self.review.state == ReviewState.DISCARDED:
            return f"{self.review.reviewer.first_name} discarded the draft."
        return "The question was closed because somebody left."


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

    @property
    def summary(self):
        """ "Keep No", "Change to Yes" or "Neither"; empty for a line without a proposal."""
        if self.choice == ProposalChoice.KEEP:
            return f"Keep {self.get_value_display()}"
        if self.choice == ProposalChoice.CHANGE:
            return f"Change to {self.get_value_display()}"
        return self.get_choice_display()
