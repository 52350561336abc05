"""The months of a team, as the manager or a stand-in sees them: grouped by whose turn it is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.dates import format_short_day
from core.weeks import today_in
from monthly.models import MonthlyReview, NextStep, Selection, StandIn, TeamSettings
from monthly.queries.openings import calendar
from monthly.queries.team_rows import TeamRow, describe_late, describe_missing
from monthly.schedule import next_month, previous_month
from monthly.states import MonthlyState, Outcome
from people.models import User
from reviews.models import Answer
from reviews.states import AnswerValue


@dataclass(frozen=True)
class Group:
    """Rows with the same heading."""

    title: str
    hint: str
    rows: list[TeamRow]
    is_yours: bool = False


@dataclass(frozen=True)
class Block:
    """The rows of one manager: your own, or those of `manager` that you stand in for."""

    manager: User
    until: date | None
    groups: list[Group]
    is_own: bool


def list_months(user):
    """The months in which `user` acts as a manager, the newest first."""
    months = MonthlyReview.objects.managed_by(user).order_by("-month")
    return list(months.values_list("month", flat=True).distinct())


def team_page(user, month, months, now):
    """What the page of `month` shows; `months` are all that can be chosen."""
    rows = list_rows(user, month, now)
    stand_ins = list(StandIn.objects.of(user).not_over().select_related("manager", "person"))
    blocks = build_blocks(rows, user, stand_ins)
    index = months.index(month)
    return {
        "month": month,
        "earlier": months[index + 1] if index + 1 < len(months) else None,
        "later": months[index - 1] if index else None,
        "rows": rows,
        "blocks": blocks,
        "figures": count_figures(rows),
        "opened_at": min(row.month.opened_at for row in rows),
        "missing": describe_missing(rows),
        "closes_on": calendar().opening_day(next_month(month)),
        "away": list_own_stand_ins(stand_ins, user, now),
        "team_settings": list_team_settings(rows, user),
        "steps": count_steps(rows, month, user),
        "has_incomplete": any(row.month.state == MonthlyState.INCOMPLETE for row in rows),
        "filled_row": find_filled_row(blocks),
        "is_manager_of_some": any(row.month.manager_id == user.pk for row in rows),
    }


def list_rows(user, month, now):
    """A `TeamRow` for each person by first name, in two queries."""
    reviews = MonthlyReview.objects.managed_by(user).filter(month=month)
    reviews = reviews.select_related("engineer", "manager", "validator", "team").defer("notes")
    reviews = list(reviews.annotate(criteria_count=Count("rubric_version__criteria")))
    selections = _selections_of(reviews)
    rows = [
        TeamRow(
            monthly_review,
            selections.get(monthly_review.pk, []),
            monthly_review.criteria_count,
            user.pk,
            today_in(monthly_review.zone, now),
        )
        for monthly_review in reviews
    ]
    return sorted(rows, key=lambda row: (row.engineer.first_name, row.engineer.pk))


def build_blocks(rows, user, stand_ins):
    """Your own people first, then those of each manager whose months you see for another reason."""
    until = {row.manager_id: row.last_day for row in stand_ins if row.person_id == user.pk}
    managers = {row.month.manager_id: row.month.manager for row in rows}
    blocks = []
    for pk in sorted(managers, key=lambda pk: (pk != user.pk, managers[pk].name)):
        own_rows = [row for row in rows if row.month.manager_id == pk]
        groups = build_groups(own_rows)
        blocks.append(Block(managers[pk], until.get(pk), groups, pk == user.pk))
    return blocks


def build_groups(rows):
    """By whose turn it is; in each by due date, then first name. Never by what anyone answered."""
    rows = sorted(rows, key=lambda row: row.sort_key)
    yours = [row for row in rows if row.is_your_turn]
    theirs = [row for row in rows if row.is_open and not row.is_your_turn]
    ended = [row for row in rows if not row.is_open]
    return [
        Group("Your turn", "By due date.", yours, True),
        Group("Their turn, or both", "They get the reminders.", theirs),
        Group("Done or excused", "", ended),
    ]


def find_filled_row(blocks):
    """The id of the month whose button is filled: the first that waits for you. None for none."""
    for block in blocks:
        for row in block.groups[0].rows:
            return row.month.pk
    return None


def count_figures(rows):
    return {
        "yours": sum(row.is_your_turn for row in rows),
        "theirs": sum(row.is_open and not row.is_your_turn for row in rows),
        "ended": sum(not row.is_open for row in rows),
        "late": sum(row.is_late for row in rows),
        "late_words": describe_late(rows),
    }


def list_own_stand_ins(stand_ins, user, now):
    """(person, days in words) of those who stand in for `user`, now or later."""
    today = today_in(user.time_zone, now)
    return [
        (
            row.person,
            f"Stands in from {format_short_day(row.first_day, today)}"
            f" to {format_short_day(row.last_day, today)}",
        )
        for row in stand_ins
        if row.manager_id == user.pk
    ]


def list_team_settings(rows, user):
    """The settings of the teams of your own people: whether the next month is blind."""
    teams = {row.month.team_id for row in rows if row.month.manager_id == user.pk}
    settings = TeamSettings.objects.filter(team__in=teams).select_related("team")
    return list(settings.order_by("team__name"))


def count_steps(rows, month, user):
    """{"done", "all"} of the steps of the month before with the same people; None without any."""
    engineers = [row.month.engineer_id for row in rows]
    steps = NextStep.objects.visible_to(user).filter(
        monthly_review__engineer__in=engineers, monthly_review__month=previous_month(month)
    )
    counts = steps.aggregate(all=Count("pk"), done=Count("pk", filter=Q(outcome=Outcome.DONE)))
    return counts if counts["all"] else None


def _selections_of(reviews):
    """{monthly review id: its current cases}, each with how far its answers are."""
    selections = Selection.objects.current().filter(monthly_review__in=reviews)
    selections = selections.select_related("case", "manager_review__reviewer")
    selections = selections.defer("case__description", "inputs")
    is_answered = ~Q(value="")
    is_uncommented = Q(value=AnswerValue.NO, comment="")
    selections = selections.annotate(
        self_answered=_count_answers("self_review", is_answered),
        self_uncommented=_count_answers("self_review", is_uncommented),
        manager_answered=_count_answers("manager_review", is_answered),
    )
    reviews_by_id = {monthly_review.pk: monthly_review for monthly_review in reviews}
    by_review = {}
    for selection in selections:
        selection.monthly_review = reviews_by_id[selection.monthly_review_id]
        by_review.setdefault(selection.monthly_review_id, []).append(selection)
    return by_review


def _count_answers(name, condition):
    answers = Answer.objects.filter(condition, review=OuterRef(name)).order_by()
    counts = answers.values("review").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts), 0)
