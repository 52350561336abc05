"""What the matrix needs of monthly reviews: one of the owner in each state, with their manager.

The stand-in has not begun, so that nobody but the two may read anything.
"""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

from casereview.tests.personas.foreign import SECRET
from core.weeks import today_in
from monthly.models import Agreement, MonthlyReview, NextStep, Selection, StandIn, TeamSettings
from monthly.schedule import month_of, previous_month
from monthly.tests.factories import MonthlyReviewFactory, drawn_selection, own_selection
from people.models import User
from reviews.models import Answer, Reader, Review
from reviews.states import ReaderWhy
from rubrics.models import RubricVersion

WORDS = "Only the two read this sentence."
WHY = {False: ReaderWhy.REVIEWER, True: ReaderWhy.OWNERS_MANAGER}
PRIVATE_MODELS = (MonthlyReview, Selection, NextStep)
FOREIGN_KINDS = {
    "monthly/": ("month_assessing", "month_validating", "month_discussing", "month_done"),
    "monthly/steps/": ("next_step", "earlier_step"),
    "monthly/stand-ins/": ("stand_in",),
    "monthly/settings/": (),  # takes the id of a team, which everybody may know
}
FOREIGN_KEYS = {"step": "next_step", "selection": "selection"}
ID_CANDIDATES = {
    "case_pk": lambda world: first_and_last("case_id"),
    "selection_pk": lambda world: first_and_last("pk"),
}
DAY = timedelta(days=1)


def first_and_last(column):
    """Of the personas and of the two strangers, who come last."""
    ids = list(Selection.objects.order_by("pk").values_list(column, flat=True))
    return [ids[0], ids[-1]]


def add_to_world(world):
    TeamSettings.objects.create(team=world.emea, switched_on_at=world.now - 365 * DAY)
    between = Between(world, world.owner, world.manager, world.rubric.versions.get(), WORDS)
    between.add_months()
    between.assess(world.month_done, sent=True)
    between.validate(world.month_done, sent=True)
    of_reviewer = Between(world, world.reviewer, world.manager, between.version, WORDS)
    world.month_selecting = of_reviewer.add_month(0)
    drawn_selection(world.month_selecting)


def add_foreign(foreign):
    version = foreign.criterion.version
    Between(foreign, foreign.owner, foreign.reviewer, version, SECRET).add_months()


@dataclass
class Between:
    """Writes rows as the actions would leave them, with `words` wherever the two write something.

    Straight to the tables: the matrix builds these worlds often.
    """

    world: SimpleNamespace
    engineer: User
    manager: User
    version: RubricVersion
    words: str

    def __post_init__(self):
        self.now = self.world.now
        self.today = today_in("UTC", self.now)

    def add_months(self):
        """A month in each state that is open, a next step and a stand-in who has not begun."""
        world = self.world
        world.month_assessing = self.add_month(0, state="self_assessing")
        self.assess(world.month_assessing)
        world.month_validating = self.add_month(1, state="validating", sent_at=self.now)
        self.assess(world.month_validating, sent=True)
        self.validate(world.month_validating)
        shared = {"state": "discussing", "sent_at": self.now, "validated_at": self.now}
        shared |= {"validator": self.manager, "notes": self.words}
        world.month_discussing = self.add_month(2, **shared)
        self.assess(world.month_discussing, sent=True)
        self.validate(world.month_discussing, sent=True)
        self.agree(world.month_discussing)
        world.next_step = self.add_step(world.month_discussing)
        world.month_done = self.add_month(3, state="done", validated_at=self.now)
        world.earlier_step = self.add_step(world.month_done)
        world.selection = world.month_assessing.selections.first()
        world.stand_in = StandIn.objects.create(
            manager=self.manager,
            person=self.engineer,
            first_day=self.today + 90 * DAY,
            last_day=self.today + 99 * DAY,
        )

    def add_month(self, months_ago, **fields):
        month = month_of(self.today)
        for _ in range(months_ago):
            month = previous_month(month)
        if fields.get("state") == "done":
            fields["ended_at"] = self.now
        return MonthlyReviewFactory(
            month=month,
            engineer=self.engineer,
            manager=self.manager,
            rubric_version=self.version,
            opened_at=self.now,
            saved_at=self.now,
            self_due_on=self.today + 7 * DAY,
            validation_due_on=self.today + 10 * DAY,
            talk_due_on=self.today + 14 * DAY,
            **fields,
        )

    def assess(self, month, sent=False):
        drawn_selection(month)
        own_selection(month, reason=self.words)
        for selection in month.selections.all():
            readers = (self.engineer, self.manager) if sent else ()
            selection.self_review = self.write(selection, "self", self.engineer, readers)
            selection.save()

    def validate(self, month, sent=False):
        for selection in month.selections.all():
            readers = (self.engineer, self.manager) if sent else ()
            selection.manager_review = self.write(selection, "manager", self.manager, readers)
            selection.save()

    def write(self, selection, kind, reviewer, readers):
        """A complete draft, or a sent review with its readers."""
        review = Review.objects.create(
            kind=kind,
            case=selection.case,
            reviewer=reviewer,
            owner=self.engineer,
            rubric_version=self.version,
            state="submitted" if readers else "draft",
            submitted_at=self.now if readers else None,
            due_at=self.now + 7 * DAY,
            zone="UTC",
            started_at=self.now,
            saved_at=self.now,
            closing_note=self.words,
        )
        Answer.objects.bulk_create(
            Answer(review=review, criterion=criterion, value="no", comment=self.words)
            for criterion in self.version.criteria.all()
        )
        Reader.objects.bulk_create(
            Reader(review=review, user=person, why=WHY[person == self.manager])
            for person in readers
        )
        return review

    def agree(self, month):
        Agreement.objects.create(
            selection=month.selections.first(),
            criterion=self.version.criteria.first(),
            value="yes",
            note=self.words,
        )

    def add_step(self, month):
        return NextStep.objects.create(
            monthly_review=month,
            owner=self.engineer,
            text=self.words,
            due_on=self.today + 7 * DAY,
            created_by=self.manager,
            created_at=self.now,
        )


def list_foreign_rows(foreign):
    months = MonthlyReview.objects.filter(engineer=foreign.owner)
    return [
        months,
        Selection.objects.filter(monthly_review__in=months),
        Agreement.objects.filter(selection__monthly_review__in=months),
        NextStep.objects.filter(monthly_review__in=months),
        StandIn.objects.filter(manager=foreign.reviewer),
    ]


def list_private_words(world):
    notes = MonthlyReview.objects.values_list("notes", flat=True)
    steps = NextStep.objects.values_list("text", flat=True)
    agreements = Agreement.objects.values_list("note", flat=True)
    return [*notes, *steps, *agreements]
