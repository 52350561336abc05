from django.db.models import Q
from django.urls import reverse

from notifications.registry import Message, NoticeKind, register
from reviews.kinds import kind_of
from reviews.models import Comment, Consent
from reviews.states import ConsentState, ReviewState

CONSENT_PHRASES = {
    ConsentState.ASKED: "has not answered yet about",
    ConsentState.ALLOWED: "agrees to",
    ConsentState.DECLINED: "would rather not have",
    ConsentState.WITHDRAWN: "no longer agrees to",
    ConsentState.CLOSED: "did not answer about",
}
ANSWER_PHRASES = {
    ConsentState.ALLOWED: "You allowed technical notes",
    ConsentState.DECLINED: "You said “not this time” to technical notes",
    ConsentState.WITHDRAWN: "You withdrew your consent to technical notes",
    ConsentState.CLOSED: "You no longer need to answer about technical notes",
}


class ConsentNotice(NoticeKind):
    model = Consent

    @classmethod
    def subjects(cls, ids):
        return Consent.objects.select_related(
            "review__reviewer", "review__owner", "review__case"
        ).in_bulk(ids)


@register
class ConsentAsked(ConsentNotice):
    kind = "consent_asked"
    folds = True
    noun = ("question to answer", "questions to answer")
    needs_action = True
    reason = "you own the case"

    def recipients(self):
        return [self.subject.review.owner]

    def key(self, recipient):
        return f"{super().key(recipient)}:{self.subject.asked_at.isoformat()}"

    def still_due(self, recipient):
        return (
            self.subject.state == ConsentState.ASKED
            and self.subject.review.state == ReviewState.DRAFT
        )

    def message(self, recipient):
        review = self.subject.review
        url = reverse("consent", args=[self.subject.pk])
        if self.subject.state != ConsentState.ASKED:
            answer = ANSWER_PHRASES[self.subject.state]
            title = f"{answer} on case {review.case.number}"
            return Message(title, review.case.subject, url, "wrench", "Open your answer")
        return Message(
            title=f"May {review.reviewer.first_name} add technical notes on case "
            f"{review.case.number}?",
            body="Only the two of you will see them. Either answer is fine.",
            url=url,
            icon="wrench",
            button="Answer",
        )


@register
class ConsentClosed(ConsentNotice):
    """Notifies both that the review was sent before the owner answered."""

    kind = "consent_closed"
    folds = True
    noun = ("question that was closed", "questions that were closed")
    reason = "you asked for it, or you own the case"

    def recipients(self):
        review = self.subject.review
        return [review.owner, review.reviewer]

    def key(self, recipient):
        return f"{super().key(recipient)}:{self.subject.asked_at.isoformat()}"

    def still_due(self, recipient):
        return self.subject.state == ConsentState.CLOSED

    def message(self, recipient):
        review = self.subject.review
        number = review.case.number
        if recipient == review.owner:
            title = f"{ANSWER_PHRASES[ConsentState.CLOSED]} on case {number}"
            body = f"{review.reviewer.first_name} sent the review without them."
        else:
            title = f"Your question about technical notes on case {number} is closed"
            body = f"{review.owner.first_name} had not answered when you sent the review."
        return Message(
            title, body, reverse("review", args=[review.pk]), "wrench", "Open the review"
        )


@register
class ConsentAnswered(ConsentNotice):
    kind = "consent_answered"
    folds = True
    noun = ("answer on technical notes", "answers on technical notes")
    reason = "you asked for it"

    def recipients(self):
        return [self.subject.review.reviewer]

    def key(self, recipient):
        return f"{self.kind}:{self.subject.pk}:{self.subject.answered_at.isoformat()}"

    def still_due(self, recipient):
        return self.subject.review.state == ReviewState.DRAFT

    def message(self, recipient):
        review = self.subject.review
        phrase = f"{review.owner.first_name} {CONSENT_PHRASES[self.subject.state]}"
        return Message(
            title=f"{phrase} technical notes on case {review.case.number}",
            body=review.case.subject,
            url=reverse("review_edit", args=[review.pk]),
            icon="wrench",
            button="Continue the review",
        )


@register
class CommentWritten(NoticeKind):
    """Notifies reviewer and owner, everyone in the thread and everyone mentioned.

    To all readers if the kind of the review says so. Never to its author, or to anyone who cannot
    read the review.
    """

    kind = "comment_written"
    noun = ("new comment", "new comments")
    reason = "you are part of the conversation"
    model = Comment

    @classmethod
    def subjects(cls, ids):
        return Comment.objects.select_related("review__case", "author").in_bulk(ids)

    def recipients(self):
        comment = self.subject
        concerned = {comment.review.reviewer_id, comment.review.owner_id}
        if kind_of(comment.review).notifies_all_readers:
            concerned |= set(comment.review.readers.values_list("user_id", flat=True))
        concerned |= set(comment.mentions.values_list("pk", flat=True))
        if comment.thread_id:
            in_thread = Q(pk=comment.thread_id) | Q(thread=comment.thread_id)
            concerned |= set(Comment.objects.filter(in_thread).values_list("author_id", flat=True))
        concerned -= {comment.author_id}
        if comment.opinion:
            concerned -= {comment.opinion.asker_id}  # gets the notice about the answer
        readers = comment.review.readers.filter(user__in=concerned).select_related("user")
        asked = comment.review.opinions.giving_access().filter(manager__in=concerned)
        people = [reader.user for reader in readers]
        people += [opinion.manager for opinion in asked.select_related("manager")]
        return list(dict.fromkeys(people))

    def still_due(self, recipient):
        return self.subject.deleted_at is None

    def message(self, recipient):
        comment = self.subject
        case = comment.review.case
        return Message(
            title=f"{comment.author.name} commented on the review of case {case.number}",
            body=case.subject,
            url=f"{reverse('review', args=[comment.review_id])}#comment-{comment.pk}",
            icon="message-circle",
            button="Read the comment",
        )
