"""What the matrix needs of monthly reviews: one of the owner in each state, with their manager.

The stand-in has not begun, so that nobody but the two may read anything.
"""

from datetime import timedelta

from casereview.tests.personas.foreign import SECRET
from core.weeks import today_in
from monthly.actions.self_assessments import send_self_assessment, start_self_assessment
from monthly.actions.validations import save_validation, send_validation
from monthly.models import Agreement, MonthlyReview, NextStep, Selection, StandIn, TeamSettings
from monthly.schedule import month_of, previous_month
from monthly.tests.factories import MonthlyReviewFactory, drawn_selection, own_selection
from reviews.actions import save_draft
from reviews.rubric_input import RubricInput
from reviews.tests.factories import fill_rubric

PRIVATE_MODELS = (MonthlyReview, Selection, NextStep)
FOREIGN_KINDS = {
    "monthly/": ("month_assessing", "month_validating", "month_discussing", "month_done"),
    "monthly/steps/": ("next_step", "earlier_step"),
    "monthly/stand-ins/": ("stand_in",),
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
    version = world.rubric.versions.get()
    add_months(world, world.owner, world.manager, version, "Only the two read this sentence.")
    world.month_selecting = add_month(world, world.reviewer, world.manager, version, months_ago=0)
    drawn_selection(world.month_selecting)


def add_foreign(foreign):
    add_months(foreign, foreign.owner, foreign.reviewer, foreign.criterion.version, SECRET)


def add_months(world, engineer, manager, version, words):
    """A month in each state between the two, each with `words` of both, a step and a stand-in."""
    people = (world, engineer, manager, version)
    world.month_assessing = add_month(*people, months_ago=0)
    assess(world.month_assessing, words, world.now)
    world.month_validating = send(add_month(*people, months_ago=1), words, world.now)
    start_validating(world.month_validating, words, world.now)
    world.month_discussing = discuss(add_month(*people, months_ago=2), words, world.now)
    world.month_done = discuss(add_month(*people, months_ago=3), words, world.now)
    MonthlyReview.objects.filter(pk=world.month_done.pk).update(state="done", ended_at=world.now)
    world.next_step = agree_on_step(world.month_discussing, words, world.now)
    world.earlier_step = agree_on_step(world.month_done, words, world.now)
    world.selection = world.month_assessing.selections.first()
    world.stand_in = StandIn.objects.create(
        manager=manager,
        person=engineer,
        first_day=today_in("UTC", world.now) + 90 * DAY,
        last_day=today_in("UTC", world.now) + 99 * DAY,
    )


def agree_on_step(monthly_review, words, now):
    return NextStep.objects.create(
        monthly_review=monthly_review,
        owner=monthly_review.engineer,
        text=words,
        due_on=today_in("UTC", now) + 7 * DAY,
        created_by=monthly_review.manager,
        created_at=now,
    )


def add_month(world, engineer, manager, version, months_ago):
    month = month_of(today_in("UTC", world.now))
    for _ in range(months_ago):
        month = previous_month(month)
    today = today_in("UTC", world.now)
    monthly_review = MonthlyReviewFactory(
        month=month,
        engineer=engineer,
        manager=manager,
        rubric_version=version,
        opened_at=world.now,
        saved_at=world.now,
        self_due_on=today + 7 * DAY,
        validation_due_on=today + 10 * DAY,
        talk_due_on=today + 14 * DAY,
    )
    return MonthlyReview.objects.get(pk=monthly_review.pk)


def assess(monthly_review, words, now):
    engineer = monthly_review.engineer
    own = own_selection(monthly_review, reason=words)
    for selection in (drawn_selection(monthly_review), own):
        review = start_self_assessment(selection, by=engineer, now=now)
        rubric_input = fill_rubric(review, "no", words, words)
        save_draft(review, rubric_input=rubric_input, by=engineer, now=now)
    monthly_review.refresh_from_db()


def send(monthly_review, words, now):
    assess(monthly_review, words, now)
    return send_self_assessment(monthly_review, by=monthly_review.engineer, now=now)


def start_validating(monthly_review, words, now):
    """A complete draft about both cases."""
    selections = Selection.objects.select_related("monthly_review", "manager_review", "case")
    for selection in selections.filter(monthly_review=monthly_review):
        answers = fill_rubric(selection.self_review, "yes", words, words).answers
        save_validation(
            selection,
            rubric_input=RubricInput(1, answers, words),
            by=monthly_review.manager,
            now=now,
        )


def discuss(monthly_review, words, now):
    monthly_review = send(monthly_review, words, now)
    start_validating(monthly_review, words, now)
    monthly_review = send_validation(monthly_review, by=monthly_review.manager, now=now)
    MonthlyReview.objects.filter(pk=monthly_review.pk).update(notes=words)
    Agreement.objects.create(
        selection=monthly_review.selections.first(),
        criterion=monthly_review.rubric_version.criteria.first(),
        value="yes",
        note=words,
    )
    return monthly_review


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
