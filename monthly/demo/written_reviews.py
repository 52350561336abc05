"""The self-assessments and the manager's answers, as reviews with answers and readers."""

from collections import Counter
from datetime import timedelta

from core.demo.texts import load_texts
from monthly.models import Agreement
from monthly.states import MonthlyState
from reviews.models import Answer, Comment, Reader, Review
from reviews.states import AnswerValue, ReaderWhy, ReviewKind, ReviewState

TEXTS = load_texts(__file__, "months")
BEGUN = 3  # answers in the second of two drafts
DIFFERENCES = (0, 1, 1, 2)


class Answers:
    """Writes both sides of a case; texts repeat only when none are left."""

    def __init__(self, world, version, chance):
        self.world = world
        self.version = version
        self.chance = chance
        self.criteria = list(version.criteria.order_by("position"))
        self.used = Counter()
        self.rows = []
        self.readers = []
        self.agreements = []
        self.threads = {}

    def save(self):
        Answer.objects.bulk_create(self.rows, batch_size=1000)
        Reader.objects.bulk_create(self.readers, batch_size=1000)
        Agreement.objects.bulk_create(self.agreements)

    def add(self, selection, monthly, planned):
        """Create the reviews of `selection` as far as the month has got."""
        self.differences = []
        plan = planned.plan
        is_started = monthly.sent_at or plan.state == MonthlyState.SELF_ASSESSING
        if not is_started:
            return
        own = self.self_answers()
        filled = len(own)
        if not monthly.sent_at and not selection.is_drawn:
            filled = BEGUN
        review = self.make_review(
            selection, monthly, ReviewKind.SELF, monthly.engineer, monthly.sent_at
        )
        selection.self_review = review
        self.add_rows(review, own[:filled])
        if monthly.sent_at and selection.is_drawn:
            self.threads[monthly.pk] = review
        if monthly.validated_at or plan.answered and selection.is_drawn:
            self.add_validation(selection, monthly, own, plan)

    def add_validation(self, selection, monthly, own, plan):
        differences = self.chance.choice(DIFFERENCES)
        if monthly.state == MonthlyState.DISCUSSING:
            differences = 2 if selection.is_drawn else 1  # there is something to talk about
        answers = self.manager_answers(own, differences)
        if not monthly.validated_at:
            answers = answers[: plan.answered]
        review = self.make_review(
            selection, monthly, ReviewKind.MANAGER, monthly.manager, monthly.validated_at
        )
        selection.manager_review = review
        self.add_rows(review, answers)
        values = {criterion: value for criterion, value, _ in own}
        self.differences = [
            (criterion, value) for criterion, value, _ in answers if value != values[criterion]
        ]
        self.is_agreed = monthly.state == MonthlyState.DONE

    def link(self, selection):
        """Add what the two agreed on, once `selection` is saved."""
        if not self.differences or not self.is_agreed:
            return
        for criterion, value in self.differences:
            self.agreements.append(
                Agreement(
                    selection=selection,
                    criterion=criterion,
                    value=value,
                    note=self.text("agreed", criterion),
                )
            )

    def make_review(self, selection, monthly, kind, reviewer, sent_at):
        started_at = monthly.opened_at + timedelta(hours=2)
        if kind == ReviewKind.MANAGER:
            started_at = monthly.sent_at + timedelta(hours=2)
        review = Review.objects.create(
            kind=kind,
            case=selection.case,
            reviewer=reviewer,
            owner=monthly.engineer,
            rubric_version=self.version,
            state=ReviewState.SUBMITTED if sent_at else ReviewState.DRAFT,
            due_at=monthly.due_at(monthly.self_due_on),
            zone=monthly.zone,
            country=monthly.country,
            version=self.chance.randrange(4, 20),
            started_at=started_at,
            saved_at=sent_at or started_at + timedelta(minutes=30),
            submitted_at=sent_at,
        )
        self.world.trail.add(
            "review started", review, by=reviewer, at=started_at, case=selection.case_id, kind=kind
        )
        if sent_at:
            self.add_readers(review, monthly, kind, sent_at)
        return review

    def add_readers(self, review, monthly, kind, sent_at):
        reasons = {monthly.engineer: ReaderWhy.OWNER, monthly.manager: ReaderWhy.REVIEWER}
        opened_at = monthly.validated_at
        if kind == ReviewKind.SELF:
            reasons = {monthly.engineer: ReaderWhy.REVIEWER}
            if not monthly.is_blind or monthly.validated_at:
                reasons[monthly.manager] = ReaderWhy.OWNERS_MANAGER
            opened_at = monthly.read_at or monthly.validated_at
        for person, why in reasons.items():
            self.readers.append(Reader(review=review, user=person, why=why, opened_at=opened_at))
        readers = sorted(person.pk for person in reasons)
        self.world.trail.add("review sent", review, by=review.reviewer, at=sent_at, readers=readers)

    def add_rows(self, review, answers):
        for criterion, value, comment in answers:
            self.rows.append(
                Answer(review=review, criterion=criterion, value=value, comment=comment)
            )

    def add_thread(self, monthly, text):
        """A comment of the engineer on the drawn case, and the manager's reply.

        It is resolved when the month ends, so that nothing old waits for an answer.
        """
        review = self.threads.get(monthly.pk)
        if review is None:
            return
        first = Comment.objects.create(
            review=review,
            criterion=self.criteria[3] if "4" in text["ask"] else None,
            author=monthly.engineer,
            body=text["ask"],
            written_at=monthly.validated_at + timedelta(minutes=20),
            resolved_at=monthly.ended_at,
            resolved_by=monthly.engineer if monthly.ended_at else None,
        )
        Comment.objects.create(
            review=review,
            thread=first,
            author=monthly.manager,
            body=text["answer"],
            written_at=monthly.validated_at + timedelta(minutes=45),
        )

    def self_answers(self):
        """(criterion, value, comment) of the engineer."""
        nos = self.chance.sample(self.criteria, self.chance.choice((0, 1, 1, 2)))
        answers = []
        for criterion in self.criteria:
            if criterion in nos:
                answers.append((criterion, AnswerValue.NO, self.text("no", criterion)))
            elif criterion.allows_na and self.chance.random() < 0.15:
                answers.append((criterion, AnswerValue.NA, ""))
            else:
                comment = self.text("yes", criterion) if self.chance.random() < 0.7 else ""
                answers.append((criterion, AnswerValue.YES, comment))
        return answers

    def manager_answers(self, own, count):
        """The manager agrees with all but `count` of `own`, and says why they differ there."""
        differing = self.chance.sample(self.criteria, count)
        answers = []
        for criterion, value, _ in own:
            if criterion not in differing:
                answers.append((criterion, value, ""))
            elif value == AnswerValue.NO:
                answers.append((criterion, AnswerValue.YES, self.text("manager_yes", criterion)))
            else:
                answers.append((criterion, AnswerValue.NO, self.text("manager_no", criterion)))
        return answers

    def text(self, kind, criterion):
        """The text used least so far."""
        texts = TEXTS[kind][str(criterion.position)]
        text = min(texts, key=lambda text: self.used[text])
        self.used[text] += 1
        return text
