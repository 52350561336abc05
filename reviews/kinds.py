"""What differs between kinds of review: wording, links, readers and the effects of sending.

An app that runs such reviews registers its own class for their kind, which replaces the one here.
"""

from django.urls import reverse

from core.text import join_words
from core.weeks import today_in
from pairing.actions import mark_done, mark_reopened, mark_unstarted
from pairing.models import Cycle, PoolMembership
from pairing.states import CycleState, Visibility
from people.queries import managers_of
from reviews import deadlines
from reviews.states import ReaderWhy, ReviewKind, ReviewState

_kinds = {}


def register(kind_class):
    """Class decorator: use this class for reviews whose kind is its `name`."""
    _kinds[kind_class.name] = kind_class()
    return kind_class


def kind_of(review):
    return _kinds[review.kind]


def kinds_notifying_all_readers():
    """The names of those kinds."""
    return [name for name, kind in _kinds.items() if kind.notifies_all_readers]


class BaseKind:
    """A review that another app has the pages for. Only its reviewer can read it.

    The `on_` methods are part of the action's transaction.
    """

    name = ""
    noun = "review"
    can_be_recalled = False
    can_be_discarded = False
    discard_label = "Discard this draft"
    discard_question = "Discard this draft?"
    discard_button = "Discard it"
    discarded_message = "Draft discarded."
    closed_when = ""
    # False if the app of this kind sends its reviews, several at once or with something else. The
    # form then has a button that saves and leaves, and the app lists the drafts on My week.
    sends_alone = True
    # True if everyone who can read such a review is part of every conversation about it. Otherwise
    # these are reviewer and owner, and others once they write or are mentioned.
    notifies_all_readers = False

    def title(self, review, user):
        """Whose review this is, as `user` would put it."""
        return f"{self._whose(review.reviewer, user)} {self.noun} of {self._case(review, user)}"

    def draft_title(self, review):
        """What the reviewer of a draft has left to do."""
        return f"Finish your {self.noun} of {review.owner.first_name}’s case {review.case.number}"

    def send_label(self, review):
        return "Send"

    def sent_message(self, review):
        """The message to the reviewer after sending."""
        return "Sent."

    def page_url(self, review):
        """The page of another app that shows the review; None if `/reviews/<id>/` does."""
        return None

    def edit_url(self, review):
        """The page of another app to write the draft on; None if `/reviews/<id>/edit/` is it."""
        return None

    def finish_label(self, review):
        """The button of a form that does not send: it saves and opens `finish_url`."""
        return "Save and close"

    def finish_url(self, review):
        return reverse("my_week")

    def criterion_title(self, criterion):
        """How the review words a criterion."""
        return criterion.title

    def find_answer_problem(self, review, criterion, answer):
        """Why `answer` (an `AnswerInput`) cannot be sent, as a sentence; empty if it can."""
        return answer.problem(criterion.allows_na) or ""

    def comment_placeholder(self, review, user):
        names = [person.first_name for person in self._partners(review, user)]
        return f"Write to {names[0]}" if len(names) == 1 else "Write a comment"

    def notified_words(self, review, user):
        """Who gets a notice of every comment, as the start of a sentence."""
        names = [person.first_name for person in self._partners(review, user)]
        if not names:
            return "Nobody gets a notice"
        return f"{join_words(names)} {'gets' if len(names) == 1 else 'get'} a notice"

    def crumbs(self, review, user):
        """(label, address) of the pages above the review."""
        return [("My week", reverse("my_week"))]

    def after_discard(self, review):
        """The page to show after the draft is discarded."""
        return reverse("my_week")

    def readers(self, review, *, now):
        """Who can read the review if it is sent now, as {user id: why}."""
        return {review.reviewer_id: ReaderWhy.REVIEWER}

    def closes_at(self, review):
        """When an unacknowledged review is closed automatically; None for never."""
        return None

    def has_ended(self, review):
        """Whether it is too late to recall the review, even if nobody has opened it."""
        return False

    def on_sent(self, review, *, by, now):
        pass

    def on_recalled(self, review, *, by, now):
        pass

    def on_discarded(self, review, *, by, now):
        pass

    def _partners(self, review, user):
        """Reviewer and owner, if they can read the review, without `user`."""
        readers = {reader.user_id for reader in review.readers.all()} - {user.pk}
        people = {person.pk: person for person in (review.owner, review.reviewer)}
        return [person for pk, person in people.items() if pk in readers]

    def _whose(self, person, user):
        return "Your" if person.pk == user.pk else f"{person.first_name}’s"

    def _case(self, review, user):
        if review.owner_id == user.pk:
            return "your case"
        return f"{review.owner.first_name}’s case"


@register
class SelfReview(BaseKind):
    """People assess their own case, in words about themselves where the rubric has them."""

    name = ReviewKind.SELF
    noun = "self review"
    sends_alone = False
    notifies_all_readers = True

    def title(self, review, user):
        return f"{self._whose(review.reviewer, user)} self review"

    def draft_title(self, review):
        return f"Finish your self review of case {review.case.number}"

    def criterion_title(self, criterion):
        return criterion.self_title or criterion.title


@register
class ManagerReview(BaseKind):
    name = ReviewKind.MANAGER
    noun = "manager review"
    sends_alone = False

    def readers(self, review, *, now):
        return {review.reviewer_id: ReaderWhy.REVIEWER, review.owner_id: ReaderWhy.OWNER}


@register
class CalibrationReview(BaseKind):
    name = ReviewKind.CALIBRATION
    noun = "calibration review"


@register
class InvitedReview(BaseKind):
    """A review that the case owner asked a colleague for."""

    name = ReviewKind.INVITED
    can_be_recalled = True
    can_be_discarded = True
    closed_when = "14 days after it was due"

    def send_label(self, review):
        return f"Send to {review.owner.first_name}"

    def sent_message(self, review):
        return f"Sent. {review.owner.first_name} can read it now."

    def crumbs(self, review, user):
        if review.state == ReviewState.DRAFT:
            return super().crumbs(review, user)
        listed = reverse("reviews")
        if review.owner_id == user.pk:
            return [("Reviews", listed), ("Received", listed)]
        if review.reviewer_id == user.pk:
            return [("Reviews", listed), ("Given", f"{listed}?side=given")]
        return [("Reviews", listed), ("Shared with me", f"{listed}?side=shared")]

    def readers(self, review, *, now):
        return {review.reviewer_id: ReaderWhy.REVIEWER, review.owner_id: ReaderWhy.OWNER}

    def closes_at(self, review):
        return deadlines.invitation_end(review.due_at, review.zone)


@register
class PeerReview(InvitedReview):
    """The review of a pairing. The visibility of its cycle decides who can read it."""

    name = ReviewKind.PEER
    discard_label = "Pick another case instead"
    discard_question = "Pick another case?"
    discard_button = "Discard it and pick again"
    discarded_message = "Draft discarded. Pick another case."
    closed_when = "14 days after its cycle ended"

    def after_discard(self, review):
        return reverse("pick_case", args=[review.pairing_id])

    def readers(self, review, *, now):
        readers = super().readers(review, now=now)
        cycle = review.pairing.draw.cycle
        day = today_in(review.zone, now)
        if cycle.visibility == Visibility.MANAGERS:
            readers |= self._managers(review, day)
        if cycle.visibility == Visibility.TEAM:
            members = PoolMembership.objects.on(day).filter(pool=cycle.pool_id)
            members = members.exclude(user__in=readers).values_list("user_id", flat=True)
            readers |= dict.fromkeys(members, ReaderWhy.MEMBER)
        return readers

    def _managers(self, review, day):
        """The managers of reviewer and owner, unless they are one of the two."""
        manager_of = managers_of([review.reviewer_id, review.owner_id], day)
        of_reviewer = manager_of.get(review.reviewer_id)
        of_owner = manager_of.get(review.owner_id)
        reasons = {
            of_reviewer: ReaderWhy.REVIEWERS_MANAGER,
            of_owner: ReaderWhy.OWNERS_MANAGER,
        }
        if of_reviewer == of_owner:
            reasons[of_owner] = ReaderWhy.MANAGER
        others = reasons.keys() - {None, review.reviewer_id, review.owner_id}
        return {manager: reasons[manager] for manager in others}

    def closes_at(self, review):
        return deadlines.rule_close(review.pairing.draw.cycle.ends_on, review.zone)

    def has_ended(self, review):
        cycles = Cycle.objects.filter(draws__pairings=review.pairing_id)
        return cycles.filter(state=CycleState.CLOSED).exists()

    def on_sent(self, review, *, by, now):
        mark_done(review.pairing, by=by, now=now)

    def on_recalled(self, review, *, by, now):
        mark_reopened(review.pairing, by=by, now=now)

    def on_discarded(self, review, *, by, now):
        mark_unstarted(review.pairing, by=by, now=now)
