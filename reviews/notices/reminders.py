"""Reminders: each is sent once for its subject, and not once the work is done."""

from django.urls import reverse

from core.dates import format_short_day
from core.weeks import today_in
from notifications.registry import Message, NoticeKind, register
from pairing.models import Pairing
from pairing.states import CycleState, PairingState
from reviews.models import Comment
from reviews.notices.comments import ConsentAsked
from reviews.notices.lifecycle import ReviewNotice
from reviews.states import ReviewState


class PairingReminder(NoticeKind):
    model = Pairing
    noun = ("review to write", "reviews to write")
    needs_action = True
    is_reminder = True
    reason = "you were drawn to write this review"

    @classmethod
    def subjects(cls, ids):
        pairings = Pairing.objects.select_related("owner", "reviewer", "draw__cycle")
        return pairings.defer("draw__inputs").in_bulk(ids)

    def recipients(self):
        return [self.subject.reviewer]

    def still_due(self, recipient):
        pairing = self.subject
        return (
            pairing.state == PairingState.ASSIGNED and pairing.draw.cycle.state == CycleState.DRAWN
        )

    def due(self, recipient):
        due_at = self.subject.draw.cycle.due_at
        today = today_in(recipient.time_zone, due_at)
        return format_short_day(today, today)

    def reminder(self, title, body):
        button = "Continue the review" if self.subject.started_at else "Pick a case"
        return Message(title, body, reverse("pick_case", args=[self.subject.pk]), self.icon, button)


@register
class MidCycle(PairingReminder):
    kind = "review_mid_cycle"
    icon = "clock"

    def message(self, recipient):
        owner = self.subject.owner
        title = f"You have half the cycle left to review {owner.first_name}"
        return self.reminder(title, f"It is due {self.due(recipient)}. Half an hour is enough.")


@register
class PlannedDay(PairingReminder):
    """On the morning of the day the reviewer planned, instead of the mid-cycle reminder."""

    kind = "review_planned"
    icon = "calendar"

    def key(self, recipient):
        return f"{super().key(recipient)}:{self.subject.plan.day.isoformat()}"

    def message(self, recipient):
        owner = self.subject.owner
        title = f"You planned to review {owner.first_name} today"
        return self.reminder(title, f"It is due {self.due(recipient)}. Half an hour is enough.")


@register
class LastCall(PairingReminder):
    kind = "review_last_call"
    icon = "clock-alert"

    def message(self, recipient):
        owner = self.subject.owner
        title = f"Your review of {owner.first_name} is due {self.due(recipient)}"
        return self.reminder(title, "If you can’t do it this cycle, skip it and say why.")


@register
class StillUnread(ReviewNotice):
    kind = "review_unread"
    noun = ("review to read", "reviews to read")
    needs_action = True
    is_reminder = True
    reason = "you own the case"

    def recipients(self):
        return [self.subject.owner]

    def still_due(self, recipient):
        unread = self.subject.readers.filter(user=recipient, opened_at__isnull=True)
        return self.subject.state == ReviewState.SUBMITTED and unread.exists()

    def message(self, recipient):
        review = self.subject
        whose = f"{review.reviewer.first_name}’s review of your case {review.case.number}"
        title = f"{whose} is waiting to be read"
        return Message(title, review.case.subject, self.url(), "mail", "Read the review")


@register
class ConsentWaits(ConsentAsked):
    kind = "consent_waits"
    is_reminder = True

    def key(self, recipient):
        return f"{self.kind}:{self.subject.pk}:{recipient.pk}"

    def message(self, recipient):
        review = self.subject.review
        title = f"{review.reviewer.first_name} is still waiting for your answer on technical notes"
        body = f"Case {review.case.number}. Either answer is fine."
        return Message(title, body, reverse("consent", args=[self.subject.pk]), "wrench", "Answer")


@register
class CommentWaits(NoticeKind):
    """Notifies the person who owes an answer. The subject is the last comment of the thread."""

    kind = "comment_waits"
    noun = ("comment to answer", "comments to answer")
    needs_action = True
    is_reminder = True
    reason = "the comment has no answer yet"
    model = Comment

    def __init__(self, subject, to=None):
        super().__init__(subject)
        self.to = to

    @classmethod
    def subjects(cls, ids):
        return Comment.objects.select_related(
            "review__owner", "review__reviewer", "review__case", "author", "thread"
        ).in_bulk(ids)

    def recipients(self):
        return [self.to]

    def still_due(self, recipient):
        comment = self.subject
        first = comment.thread or comment
        later = first.replies.filter(deleted_at__isnull=True, written_at__gt=comment.written_at)
        return comment.deleted_at is None and first.resolved_at is None and not later.exists()

    def message(self, recipient):
        comment = self.subject
        case = comment.review.case
        author = comment.author.first_name
        title = f"{author} is waiting for your answer on the review of case {case.number}"
        url = f"{reverse('review', args=[comment.review_id])}#comment-{comment.pk}"
        return Message(title, case.subject, url, "message-circle-question-mark", "Answer")
