"""Notices about second opinions. None of them contains the question or the answer."""

from django.urls import reverse

from core.dates import format_short_day
from core.weeks import today_in
from notifications.registry import Message, NoticeKind, register
from reviews.models import SecondOpinion
from reviews.states import OpinionState, ReviewState


class OpinionNotice(NoticeKind):
    model = SecondOpinion
    folds = True

    @classmethod
    def subjects(cls, ids):
        opinions = SecondOpinion.objects.select_related(
            "asker", "manager", "forwarded_from__manager", "review__reviewer", "review__case"
        )
        return opinions.defer("review__case__description").in_bulk(ids)

    def folded_subjects(self):
        """Also those of the same person about the same review, taken back and asked again."""
        same = SecondOpinion.objects.filter(review=self.subject.review_id)
        return list(same.filter(asker=self.subject.asker_id).values_list("pk", flat=True))

    @property
    def case(self):
        return self.subject.review.case

    def manager_page(self):
        return reverse("opinion", args=[self.subject.review_id, self.subject.pk])

    def asker_page(self):
        """The page of the review, where the card says how the question stands."""
        review = self.subject.review
        is_draft = review.state == ReviewState.DRAFT
        page = reverse("review_edit" if is_draft else "review", args=[review.pk])
        return f"{page}#asking"


@register
class OpinionAsked(OpinionNotice):
    kind = "opinion_asked"
    noun = ("second opinion to give", "second opinions to give")
    needs_action = True
    reason = "somebody asked for your opinion as a manager"

    def recipients(self):
        return [self.subject.manager]

    def still_due(self, recipient):
        return self.subject.is_open

    def message(self, recipient):
        opinion = self.subject
        number = self.case.number
        if not opinion.is_open:
            title = f"{opinion.asker.name} asked for your opinion on the review of case {number}"
            body = opinion.why_over(recipient)
            return Message(title, body, self.manager_page(), "message-circle-question-mark", "Open")
        day = format_short_day(opinion.answer_by, today_in(recipient.time_zone, opinion.asked_at))
        return Message(
            title=f"{opinion.asker.name} asks for your opinion on the review of case {number}",
            body=f"Answer by {day}, pass it on, or decline.",
            url=self.manager_page(),
            icon="message-circle-question-mark",
            button="Read the question",
        )


@register
class OpinionWaits(OpinionAsked):
    """Notifies the manager, once the answer is late."""

    kind = "opinion_waits"
    folds = False
    is_reminder = True

    def message(self, recipient):
        opinion = self.subject
        day = format_short_day(opinion.answer_by, today_in(recipient.time_zone, opinion.asked_at))
        return Message(
            title=f"{opinion.asker.first_name} is waiting for your opinion on the review of case "
            f"{self.case.number}",
            body=f"It was due {day}. If you have no time, pass it on or decline.",
            url=self.manager_page(),
            icon="message-circle-question-mark",
            button="Answer",
        )


class ToTheAsker(OpinionNotice):
    reason = "you asked for a second opinion"
    state = ""
    icon = "message-circle"
    button = "Open the review"

    def recipients(self):
        return [self.subject.asker]

    def still_due(self, recipient):
        return self.subject.state == self.state

    def message(self, recipient):
        return Message(self.title(), self.case.subject, self.asker_page(), self.icon, self.button)


@register
class OpinionAnswered(ToTheAsker):
    kind = "opinion_answered"
    noun = ("second opinion", "second opinions")
    state = OpinionState.ANSWERED
    button = "Read the answer"

    def title(self):
        name = self.subject.manager.name
        return f"{name} gave you a second opinion on the review of case {self.case.number}"


@register
class OpinionDeclined(ToTheAsker):
    kind = "opinion_declined"
    noun = ("second opinion declined", "second opinions declined")
    state = OpinionState.DECLINED

    def title(self):
        name = self.subject.manager.name
        return f"{name} declined to answer your question about case {self.case.number}"


@register
class OpinionForwarded(ToTheAsker):
    """The subject is the question as the other manager has it."""

    kind = "opinion_forwarded"
    noun = ("question passed on", "questions passed on")
    state = OpinionState.ASKED
    icon = "forward"

    def title(self):
        opinion = self.subject
        earlier = opinion.forwarded_from.manager.first_name
        return (
            f"{earlier} passed your question about case {self.case.number} on to "
            f"{opinion.manager.name}"
        )


@register
class OpinionTakenBack(OpinionNotice):
    kind = "opinion_taken_back"
    noun = ("question taken back", "questions taken back")
    reason = "somebody asked for your opinion as a manager"

    def recipients(self):
        return [self.subject.manager]

    def still_due(self, recipient):
        return self.subject.state == OpinionState.TAKEN_BACK

    def message(self, recipient):
        asker = self.subject.asker.name
        title = f"{asker} took back the question about the review of case {self.case.number}"
        body = "There is nothing left to do."
        return Message(title, body, self.manager_page(), "undo-2", "Open the question")


@register
class OpinionClosed(OpinionNotice):
    """Notifies the other one that the draft was discarded or that its asker or manager left."""

    kind = "opinion_closed"
    noun = ("question that was closed", "questions that were closed")
    reason = "you asked for a second opinion, or were asked for one"

    def recipients(self):
        opinion = self.subject
        people = [opinion.manager]
        if opinion.review.state != ReviewState.DISCARDED:
            people.append(opinion.asker)
        return [person for person in people if person.is_active]

    def still_due(self, recipient):
        return self.subject.state == OpinionState.CLOSED

    def message(self, recipient):
        opinion = self.subject
        number = self.case.number
        title = f"The question about the review of case {number} is closed"
        if opinion.review.state == ReviewState.DISCARDED:
            body = opinion.why_over(recipient)
        else:
            other = opinion.manager if recipient == opinion.asker else opinion.asker
            body = f"{other.name} has left."
        page = self.manager_page()
        button = "Open the question"
        if recipient == opinion.asker:
            page = self.asker_page()
            button = "Open the review"
            body = f"{body} You can ask somebody else."
        return Message(title, body, page, "archive", button)
