"""The steps that people take with reviews, by whom they belong to and by anybody else."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from cases.models import Case
from core.errors import NotAllowed
from pairing.actions import skip_pairing
from pairing.models import Pairing, Pool
from pairing.states import PairingState, Visibility
from people.models import Membership
from reviews import actions
from reviews.models import Consent
from reviews.states import SENT, ConsentState, ReviewState
from reviews.tests.factories import fill_rubric
from reviews.tests.lifecycle.model import ExpectedReview
from reviews.tests.lifecycle.stage import ANY, WHO, Stage

ANSWERS = {
    ConsentState.ALLOWED: (actions.answer_consent, {"allow": True}),
    ConsentState.DECLINED: (actions.answer_consent, {"allow": False}),
    ConsentState.WITHDRAWN: (actions.withdraw_consent, {}),
}
VALUES = st.sampled_from(["yes", "no", ""])
some_review = precondition(lambda self: self.model.reviews)
some_pairing = precondition(lambda self: self.model.pairings)


class Reviewing(Stage):
    @initialize(
        visibility=st.sampled_from(Visibility.values),
        begun=st.integers(0, 4),
        sent=st.integers(0, 3),
    )
    def begin(self, visibility, begun, sent):
        """Somewhere in a week: that many are begun, and so many of them sent."""
        Pool.objects.update(visibility=visibility)
        self.sweep()
        for number in range(begun):
            self.start(number=number, case=0, who=20)
        for _ in range(min(begun, sent)):
            self.submit(number=0, who=20, back=0, value="yes")

    @some_pairing
    @rule(number=ANY, case=ANY, who=WHO)
    def start(self, number, case, who):
        pk = self.one(self.model.pairings, number)
        pairing = self.model.pairings[pk]
        mine = [key for key, owner in self.model.cases.items() if owner == pairing.owner]
        case = self.one(mine if mine and case < 24 else self.model.cases, case)
        by = self.actor(who, pairing.reviewer)
        draft = self.model.draft_of(pk)
        row = Pairing.objects.get(pk=pk)
        chosen = Case.objects.get(pk=case)
        if by and self.expect(
            self.model.refuses_start(pk, case, by.pk), actions.start_review, row, case=chosen, by=by
        ):
            assert draft in (None, self.result.pk)
            self.model.reviews.setdefault(
                self.result.pk, ExpectedReview(pk, pairing.reviewer, pairing.owner)
            )

    @some_pairing
    @rule(number=ANY)
    def start_what_waits(self, number):
        waiting = [
            pk for pk, row in self.model.pairings.items() if row.state == PairingState.ASSIGNED
        ]
        if waiting:
            self.start(
                number=sorted(self.model.pairings).index(self.one(waiting, number)), case=0, who=20
            )

    def sheet(self, expected, review, value, back, page=""):
        """A filled rubric as a page shows it that was loaded `back` saves ago."""
        words = fill_rubric(review, value, self.words(), note=self.words())
        return replace(words, version=expected.version - back, page=page)

    @some_review
    @rule(
        number=ANY,
        who=WHO,
        back=st.sampled_from([0, 0, 0, 1, 2]),
        page=st.sampled_from(["", "a", "b"]),
        value=VALUES,
    )
    def save(self, number, who, back, page, value):
        expected, review, by = self.review(number, who, "reviewer", ReviewState.DRAFT)
        sheet = self.sheet(expected, review, value, back, page)
        stays = {"page_stays": bool(page)}
        if by and self.expect(
            self.model.refuses_save(expected, sheet, by.pk),
            actions.save_draft,
            review,
            rubric_input=sheet,
            by=by,
            **stays,
        ):
            expected.save(sheet, page)

    @some_review
    @rule(
        number=ANY,
        who=WHO,
        back=st.sampled_from([0, 0, 0, 1]),
        value=st.sampled_from(["yes", "no", "yes", ""]),
    )
    def submit(self, number, who, back, value):
        expected, review, by = self.review(number, who, "reviewer", ReviewState.DRAFT)
        sheet = self.sheet(expected, review, value, back)
        if by and self.expect(
            self.model.refuses_submit(expected, sheet, by.pk),
            actions.submit_review,
            review,
            rubric_input=sheet,
            by=by,
        ):
            expected.save(sheet)
            expected.state = ReviewState.SUBMITTED
            expected.close_question()
            self.model.pairings[expected.pairing].state = PairingState.DONE
            expected.readers = dict.fromkeys(self.readers_today(expected), False)

    def readers_today(self, expected):
        visibility = self.model.cycles[self.model.pairings[expected.pairing].cycle]["visibility"]
        readers = {expected.reviewer, expected.owner}
        if visibility == Visibility.MANAGERS:
            places = Membership.objects.on(self.world.now.date()).filter(user__in=readers)
            readers |= set(places.values_list("manager", flat=True)) & self.model.active
        return readers | self.members() if visibility == Visibility.TEAM else readers

    @some_review
    @rule(number=ANY, who=WHO)
    def recall(self, number, who):
        expected, review, by = self.review(number, who, "reviewer", ReviewState.SUBMITTED)
        if by and self.expect(
            self.model.refuses_recall(expected, by.pk), actions.recall_review, review, by=by
        ):
            expected.state, expected.version, expected.readers = (
                ReviewState.DRAFT,
                expected.version + 1,
                {},
            )
            self.model.pairings[expected.pairing].state = PairingState.ASSIGNED

    @some_review
    @rule(number=ANY, who=WHO)
    def open(self, number, who):
        expected, review, by = self.review(number, who, "owner", ReviewState.SUBMITTED)
        if by and self.expect(
            self.model.refuses_reading(expected, by.pk, NotAllowed),
            actions.open_review,
            review,
            by=by,
        ):
            expected.readers[by.pk] = True

    @some_review
    @rule(number=ANY, who=WHO)
    def acknowledge(self, number, who):
        expected, review, by = self.review(number, who, "owner", ReviewState.SUBMITTED)
        if by and self.expect(
            self.model.refuses_acknowledge(expected, by.pk),
            actions.acknowledge_review,
            review,
            by=by,
        ):
            expected.state = ReviewState.ACKNOWLEDGED
            expected.readers[by.pk] = True

    @some_review
    @rule(number=ANY, who=WHO)
    def comment(self, number, who):
        expected, review, by = self.review(number, who, "owner", *SENT)
        refusal = by and self.model.refuses_reading(expected, by.pk, NotAllowed)
        body = self.words()
        if by and self.expect(refusal, actions.add_comment, review, body=body, by=by):
            expected.comments[self.result.pk] = body
            expected.readers[by.pk] = True

    @some_review
    @rule(number=ANY, who=WHO)
    def discard(self, number, who):
        expected, review, by = self.review(number, who, "reviewer", ReviewState.DRAFT)
        if by and self.expect(
            self.model.refuses_edit(expected, by.pk), actions.discard_review, review, by=by
        ):
            self.model.discard(review.pk, self.world.now)

    @some_review
    @rule(number=ANY, who=WHO)
    def ask_consent(self, number, who):
        expected, review, by = self.review(number, who, "reviewer", ReviewState.DRAFT)
        if by and self.expect(
            self.model.refuses_edit(expected, by.pk), actions.ask_consent, review, by=by
        ):
            expected.ask()

    @precondition(lambda self: self.asked())
    @rule(number=ANY, who=WHO, say=st.sampled_from([*ANSWERS]))
    def say_on_consent(self, number, who, say):
        pk = self.one(self.asked(), number)
        expected = self.model.reviews[pk]
        consent = Consent.objects.get(review=pk)
        by = self.actor(who, expected.owner)
        (act, more) = ANSWERS[say]
        if by and self.expect(
            self.model.refuses_consent(expected, by.pk, say), act, consent, by=by, **more
        ):
            expected.consent = say

    def asked(self):
        return [pk for pk, expected in self.model.reviews.items() if expected.consent]

    @some_pairing
    @rule(number=st.integers(0, 7), who=WHO)
    def skip(self, number, who):
        pk = self.one(self.model.pairings, number)
        row = Pairing.objects.get(pk=pk)
        by = self.actor(who, self.model.pairings[pk].reviewer)
        if by and self.expect(
            self.model.refuses_skip(pk, by.pk, self.world.coordinator),
            skip_pairing,
            row,
            reason="No case",
            by=by,
        ):
            self.model.end(pk, PairingState.SKIPPED, self.world.now)
