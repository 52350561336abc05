"""The page of a month: both answers beside each other, the talk about them, and the steps."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from comments.queries import build_threads, count_open_threads
from core.text import join_words
from core.weeks import today_in
from monthly.models import Agreement, MonthlyReview, Selection
from monthly.queries.comparisons import compare_answers, read_saved_texts
from monthly.queries.endings import explain_ending, find_outcome
from monthly.queries.state_bar import state_bar
from monthly.queries.steps import list_steps
from monthly.states import MonthlyState
from reviews.models import Comment, Reader
from reviews.states import AnswerValue

ANSWER_WORDS = {AnswerValue.YES: "yes", AnswerValue.NO: "no", AnswerValue.NA: "n/a", "": "open"}
PEOPLE = ("engineer", "manager", "validator")


@dataclass
class CaseSheet:
    """One case of the month. `comparisons` is empty while nothing may be compared."""

    selection: Selection
    comparisons: list
    threads: list = field(default_factory=list)
    can_comment: bool = False

    @property
    def differences(self):
        return [row for row in self.comparisons if row.is_different]

    @property
    def alike(self):
        return [row for row in self.comparisons if row.is_alike]

    @property
    def own_only(self):
        """The engineer's answers, where the manager's may not be read."""
        return [row for row in self.comparisons if row.own and not row.managers]

    @property
    def alike_words(self):
        """ "all yes", or "4 yes and 1 no"."""
        return count_answers([row.own.value for row in self.alike])

    @property
    def own_words(self):
        return count_answers([row.own.value for row in self.own_only])

    @property
    def open_threads(self):
        return count_open_threads(self.threads)


@dataclass
class Discussion:
    """What the page shows, as `user` may see it."""

    monthly_review: MonthlyReview
    is_engineer: bool
    partner: Any
    bar: Any
    sheets: list
    texts: dict
    steps: list
    earlier_steps: list
    ending: str
    outcome: str
    readers_words: str

    @property
    def is_open(self):
        """Whether notes, agreed answers and steps can be written."""
        return self.monthly_review.state == MonthlyState.DISCUSSING

    @property
    def is_shared(self):
        return self.monthly_review.validated_at is not None

    @property
    def comparisons(self):
        """Where the two differ, in page order."""
        return [row for sheet in self.sheets for row in sheet.differences]

    @property
    def all_alike(self):
        """How many criteria both answered alike, if they never differ; else 0."""
        if self.comparisons or not self.is_shared:
            return 0
        return sum(len(sheet.alike) for sheet in self.sheets)

    @property
    def commented_sheets(self):
        """The cases that have a thread, or about which the reader can begin one."""
        return [sheet for sheet in self.sheets if sheet.threads or sheet.can_comment]

    @property
    def owners(self):
        """Who can own a next step."""
        return [self.monthly_review.engineer, self.monthly_review.manager]

    @property
    def is_marked(self):
        """Whether the side of the reader has marked the talk as done."""
        if self.is_engineer:
            return self.monthly_review.engineer_done_at is not None
        return self.monthly_review.manager_done_at is not None

    @property
    def is_empty(self):
        """Whether the two have written nothing: no notes, no agreed answer, no step."""
        return not self.steps and not any(self.texts.values())


def visible_months(user):
    """Months that `user` can see, with the people that their page names."""
    return MonthlyReview.objects.visible_to(user).select_related(*PEOPLE)


def build_discussion(monthly_review, user, now):
    """The page of a month from `visible_months`, in six queries or so."""
    selections = list(_selections(monthly_review, user))
    is_engineer = user.pk == monthly_review.engineer_id
    sheets = _build_sheets(monthly_review, selections, is_engineer)
    if any(sheet.comparisons for sheet in sheets):
        _add_threads(sheets, user, now)
    steps, earlier_steps = list_steps(monthly_review, user)
    manager = monthly_review.validator or monthly_review.manager
    bar = state_bar(monthly_review, user, now)
    discussion = Discussion(
        monthly_review=monthly_review,
        is_engineer=is_engineer,
        partner=manager if is_engineer else monthly_review.engineer,
        bar=bar,
        sheets=sheets,
        texts={},
        steps=steps,
        earlier_steps=earlier_steps,
        ending=explain_ending(monthly_review, user),
        outcome=find_outcome(monthly_review, selections),
        readers_words=name_readers(monthly_review, user, bar.stand_in),
    )
    if discussion.is_shared:
        differences = [row.difference for row in discussion.comparisons]
        agreements = Agreement.objects.filter(selection__in=selections)
        discussion.texts = read_saved_texts(monthly_review, differences, agreements)
    return discussion


def find_comparisons(monthly_review):
    """Where the two differ, for a form that is posted; nothing before both have sent."""
    if monthly_review.validated_at is None:
        return []
    selections = list(Selection.objects.current().filter(monthly_review=monthly_review))
    compared = compare_answers(selections)
    return [row for rows in compared.values() for row in rows if row.is_different]


def name_month(monthly_review, now):
    """ "November", with the year unless it is the current one."""
    month = monthly_review.month
    is_this_year = month.year == today_in(monthly_review.zone, now).year
    return f"{month:%B}" if is_this_year else f"{month:%B %Y}"


def list_marks(discussion, user):
    """(person, name, when it was marked as done) of both sides, as `user` would name them.

    The manager's side is two people if a stand-in sent the validation.
    """
    monthly_review = discussion.monthly_review
    managers = [monthly_review.manager]
    if monthly_review.validator not in (None, monthly_review.manager):
        managers.insert(0, monthly_review.validator)
    sides = [
        ([monthly_review.engineer], monthly_review.engineer_done_at),
        (managers, monthly_review.manager_done_at),
    ]
    marks = []
    for people, time in sides:
        names = ["You" if person == user else person.name for person in people]
        marks.append((people[0], " or ".join(names), time))
    return marks


def name_earlier(steps):
    """The heading of the steps that earlier months agreed on."""
    months = {step.monthly_review.month for step in steps}
    if len(months) == 1:
        return f"From {months.pop():%B}"
    return "From earlier months"


def name_readers(monthly_review, user, stand_in):
    """Who can see the month, as "you and Kemi"."""
    people = {monthly_review.engineer, monthly_review.manager, monthly_review.validator}
    if stand_in:
        people.add(stand_in.person)
    names = sorted(person.first_name for person in people - {None, user})
    return join_words(["you", *names])


def count_answers(values):
    """ "all yes", "4 yes and 1 no"; empty for no values."""
    counts = [(values.count(value), word) for value, word in ANSWER_WORDS.items()]
    counts = [(count, word) for count, word in counts if count]
    if len(counts) == 1 and len(values) > 1:
        return f"all {counts[0][1]}"
    return join_words([f"{count} {word}" for count, word in counts])


def _selections(monthly_review, user):
    readers = Reader.objects.filter(review=OuterRef("self_review"), user=user)
    selections = Selection.objects.current().filter(monthly_review=monthly_review)
    selections = selections.select_related(
        "case__customer", "self_review", "manager_review__reviewer"
    )
    return selections.annotate(is_reader=Exists(readers))


def _build_sheets(monthly_review, selections, is_engineer):
    """The cases with those answers that the reader may see.

    The engineer's once they are sent: to the manager unless they are blind until the validation
    is sent, or open only on the page to validate. The manager's once they are sent.
    """
    is_sent = monthly_review.sent_at is not None
    is_validated = monthly_review.validated_at is not None
    is_open_to_manager = is_validated or not (
        monthly_review.is_blind or monthly_review.state == MonthlyState.VALIDATING
    )
    shows_own = is_sent and (is_engineer or is_open_to_manager)
    compared = {}
    if shows_own:
        compared = compare_answers(selections, with_managers=is_validated)
    return [CaseSheet(selection, compared.get(selection.pk, [])) for selection in selections]


def _add_threads(sheets, user, now):
    """The threads about each self-assessment, which the page reads through its selection."""
    reviews = [sheet.selection.self_review_id for sheet in sheets]
    comments = Comment.objects.filter(review__in=reviews)
    by_review = {}
    for comment in comments.select_related("author", "resolved_by"):
        by_review.setdefault(comment.review_id, []).append(comment)
    for sheet in sheets:
        review = sheet.selection.self_review
        own = by_review.get(review.pk, [])
        for comment in own:
            comment.review = review
            comment.role = "Case owner" if comment.author_id == review.owner_id else ""
        sheet.threads = build_threads(own, user=user, now=now)
        titles = {row.criterion.pk: row.criterion.title for row in sheet.comparisons}
        for thread in sheet.threads:
            thread.about = titles.get(thread.criterion_id, "")
        sheet.can_comment = sheet.selection.is_reader
