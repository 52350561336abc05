"""A person's months for My week: what waits, how far the team is, and what happened."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from core.my_week import Card, Happening, happenings_since
from core.shared_queries import shared_query
from core.text import count_of, join_words
from core.weeks import earliest_today
from core.work_items import WorkItem
from monthly.models import MonthlyReview, Selection
from monthly.schedule import month_of, previous_month
from monthly.states import OPEN, SHARED, WITH_ENGINEER, MonthlyState, SelectionKind

READ_OF_MONTH = (
    "month",
    "state",
    "team__name",
    "engineer__name",
    "engineer__email",
    "manager__name",
    "manager__email",
    "validator__name",
    "validator__email",
    "zone",
    "self_due_on",
    "validation_due_on",
    "talk_due_on",
    "opened_at",
    "sent_at",
    "validated_at",
    "engineer_done_at",
    "manager_done_at",
    "ended_at",
)


@dataclass(frozen=True, slots=True)
class Blocks:
    """One line of the card: `done` of `total`; `waiting` of them are for the reader to do."""

    label: str
    done: int
    waiting: int
    total: int

    @property
    def states(self):
        """The state of each block, for its colour."""
        later = self.total - self.done - self.waiting
        return ["sent"] * self.done + ["waiting"] * self.waiting + [""] * later


@shared_query
def week_months(user, now):
    """Open months that the person can see, and those of the team since last month, in one query."""
    since = previous_month(month_of(earliest_today(now)))
    of_team = Q(month__gte=since, manager=user)
    months = MonthlyReview.objects.visible_to(user).filter(
        Q(state__in=OPEN) | of_team | Q(engineer=user, month__gte=since)
    )
    selections = Selection.objects.current().filter(monthly_review=OuterRef("pk"))
    selection = JSONObject(kind="kind", case="case", number="case__number")
    selections = selections.order_by("kind", "pk").values_list(selection)
    months = months.annotate(picked=ArraySubquery(selections))
    months = months.select_related("team", "engineer", "manager", "validator")
    months = list(months.only(*READ_OF_MONTH).order_by("-month", "engineer__name", "pk"))
    for monthly_review in months:
        picked = monthly_review.picked
        monthly_review.cases = [each["case"] for each in picked]
        monthly_review.numbers = [each["number"] for each in picked]
        monthly_review.has_own_case = any(each["kind"] == SelectionKind.OWN for each in picked)
    return months


def due_for(user, now):
    """What waits for the engineer, and for the manager or a stand-in."""
    items = []
    for monthly_review in week_months(user, now):
        if monthly_review.state not in OPEN:
            continue
        if monthly_review.engineer_id == user.pk:
            items.append(_engineer_item(monthly_review))
        else:
            items.append(_manager_item(monthly_review, user))
    return [item for item in items if item]


def _engineer_item(monthly_review):
    """What the engineer has to do now; None while it is the manager's turn."""
    month = f"{monthly_review.month:%B}"
    manager = monthly_review.manager.first_name
    if monthly_review.state == MonthlyState.DISCUSSING:
        validator = monthly_review.validator or monthly_review.manager
        return _talk_item(monthly_review, validator, monthly_review.engineer_done_at)
    if monthly_review.state not in WITH_ENGINEER:
        return None
    is_begun = monthly_review.state == MonthlyState.SELF_ASSESSING
    label = "Continue" if is_begun else "Start"
    if not monthly_review.has_own_case and not is_begun:
        label = "Choose a case"
    return WorkItem(
        kind="self_assessment",
        what=f"{'Finish' if is_begun else 'Assess'} your {month} cases",
        detail=f"{_describe_cases(monthly_review)}, to send to {manager}",
        url=reverse("monthly"),
        label=label,
        due_at=monthly_review.due_at(monthly_review.self_due_on),
        icon="clipboard-check",
        tone="warn",
    )


def _manager_item(monthly_review, user):
    """What the manager has to do now; None while it is the engineer's turn."""
    month = f"{monthly_review.month:%B}"
    engineer = monthly_review.engineer
    if monthly_review.state == MonthlyState.DISCUSSING:
        return _talk_item(monthly_review, engineer, monthly_review.manager_done_at)
    if monthly_review.state != MonthlyState.VALIDATING or not monthly_review.cases:
        return None
    for_manager = ""
    if monthly_review.manager_id != user.pk:
        for_manager = f" · you stand in for {monthly_review.manager.first_name}"
    return WorkItem(
        kind="validation",
        what=f"Validate {engineer.first_name}’s {month} review",
        detail=f"Self-assessment sent: {join_words(monthly_review.numbers)}{for_manager}",
        url=reverse("monthly_validate", args=[monthly_review.pk, monthly_review.cases[0]]),
        label="Validate",
        due_at=monthly_review.due_at(monthly_review.validation_due_on),
        icon="stamp",
        tone="warn",
    )


def _talk_item(monthly_review, other, done_at):
    if done_at:
        return None
    is_marked = monthly_review.engineer_done_at or monthly_review.manager_done_at
    name = other.first_name
    return WorkItem(
        kind="talk",
        what=f"Talk with {name} about {monthly_review.month:%B}",
        detail=f"{name} has marked it as done" if is_marked else _describe_cases(monthly_review),
        url=reverse("monthly_review", args=[monthly_review.pk]),
        label="Mark it as done" if is_marked else "Prepare the talk",
        due_at=monthly_review.due_at(monthly_review.talk_due_on),
        icon="messages-square",
        tone="info",
    )


def _describe_cases(monthly_review):
    if not monthly_review.numbers:
        return "No case yet"
    noun = "Case" if len(monthly_review.numbers) == 1 else "Cases"
    return f"{noun} {join_words(monthly_review.numbers)}"


def cards_for(user, now):
    """How far the team's latest month is, without names."""
    months = [each for each in week_months(user, now) if each.manager_id == user.pk]
    latest = max((each.month for each in months), default=None)
    months = [each for each in months if each.month == latest]
    counted = [each for each in months if each.state != MonthlyState.EXCUSED]
    if not counted:
        return []
    teams = {each.team.name for each in counted if each.team}
    context = {
        "month": latest,
        "team": teams.pop() if len(teams) == 1 else "Your team",
        "lines": _count_blocks(counted),
        "waiting": _describe_waiting(counted),
        "due_on": max((each.talk_due_on for each in counted if each.state in OPEN), default=None),
    }
    return [Card("monthly/_team_card.html", context, order=4)]


def _count_blocks(months):
    sent = [each for each in months if each.sent_at]
    validating = [each for each in months if each.state == MonthlyState.VALIDATING]
    shared = [each for each in months if each.validated_at]
    talked = [each for each in months if each.state == MonthlyState.DONE]
    to_talk = [
        each
        for each in months
        if each.state == MonthlyState.DISCUSSING and each.manager_done_at is None
    ]
    lines = [
        Blocks("Self-assessments sent", len(sent), 0, len(months)),
        Blocks("Validated", len(shared), len(validating), len(months)),
    ]
    if shared:
        lines.append(Blocks("Talks held", len(talked), len(to_talk), len(shared)))
    return lines


def _describe_waiting(months):
    """How many wait for the manager, in words; empty if none does."""
    validating = sum(each.state == MonthlyState.VALIDATING for each in months)
    if not validating:
        return ""
    return f"{count_of(validating, 'month is', 'months are')} waiting for you"


def happenings_for(user, now):
    """What the other person did this week, and months that opened."""
    since = happenings_since(now)
    events = []
    for monthly_review in week_months(user, now):
        if monthly_review.engineer_id == user.pk:
            events += _events_of_engineer(monthly_review)
        else:
            events += _events_of_manager(monthly_review)
    return [Happening(*event) for event in events if event[0] and event[0] >= since]


def _events_of_engineer(monthly_review):
    month = f"{monthly_review.month:%B}"
    url = reverse("monthly")
    yield monthly_review.opened_at, "calendar-check", f"Your {month} review opened", url
    if monthly_review.state in SHARED:
        validator = (monthly_review.validator or monthly_review.manager).first_name
        page = reverse("monthly_review", args=[monthly_review.pk])
        sentence = f"{validator} validated your {month} self-assessment"
        yield monthly_review.validated_at, "stamp", sentence, page


def _events_of_manager(monthly_review):
    month = f"{monthly_review.month:%B}"
    sentence = f"{monthly_review.engineer.first_name} sent the {month} self-assessment"
    yield monthly_review.sent_at, "send", sentence, reverse("monthly_team")
