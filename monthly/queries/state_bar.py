"""Where a month is on its way from selecting to done, whose turn it is and by when."""

from dataclasses import dataclass
from datetime import date

from core.weeks import today_in
from monthly.models import StandIn
from monthly.states import ENDINGS, OPEN, STEPS, WITH_ENGINEER, Missing, MonthlyState

STEP_MISSING = {
    Missing.SECOND_CASE: MonthlyState.SELECTING,
    Missing.SELF_ASSESSMENT: MonthlyState.SELF_ASSESSING,
    Missing.VALIDATION: MonthlyState.VALIDATING,
    Missing.TALK: MonthlyState.DISCUSSING,
}


@dataclass(frozen=True, slots=True)
class BarStep:
    """One step of the bar; `state` is done, now, later or ended (what the month ended at)."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class StateBar:
    """`turn` says whose turn it is ("Your turn"); empty once the month has ended.

    `is_yours` and `is_late` colour it, `due_on` is the day by which it is due. `stand_in` is who
    acts for the manager now, if anybody.
    """

    steps: tuple[BarStep, ...]
    turn: str = ""
    due_on: date | None = None
    is_yours: bool = False
    is_late: bool = False
    stand_in: StandIn | None = None

    @property
    def tone(self):
        """The colour of the pill: red when late, amber when it is your turn."""
        if self.is_late:
            return "bad"
        return "warn" if self.is_yours else "line"


def state_bar(monthly_review, user, now):
    """The bar as `user` sees it; needs `engineer` and `manager`. One query, for the stand-in."""
    steps = _steps(monthly_review)
    if monthly_review.state not in OPEN:
        return StateBar(steps)
    stand_in = find_stand_in(monthly_review)
    acting_manager = stand_in.person if stand_in else monthly_review.manager
    turn, is_yours = find_turn(monthly_review, user, acting_manager)
    due_on = find_due_day(monthly_review)
    is_late = due_on < today_in(monthly_review.zone, now)
    return StateBar(steps, turn, due_on, is_yours, is_late, stand_in)


def find_due_day(monthly_review):
    """The day by which the current step is due; None once the month has ended."""
    state = monthly_review.state
    if state in WITH_ENGINEER:
        return monthly_review.self_due_on
    if state == MonthlyState.VALIDATING:
        return monthly_review.validation_due_on
    if state == MonthlyState.DISCUSSING:
        return monthly_review.talk_due_on
    return None


def find_turn(monthly_review, user, acting_manager):
    """Whose turn it is, in words for `user`, and whether it is theirs."""
    state = monthly_review.state
    if state in WITH_ENGINEER:
        return _turn_of(monthly_review.engineer, user)
    if state == MonthlyState.VALIDATING:
        return _turn_of(acting_manager, user)
    return _turn_to_talk(monthly_review, user, acting_manager)


def _turn_of(person, user):
    if person.pk == user.pk:
        return "Your turn", True
    return f"{person.first_name}’s turn", False


def _turn_to_talk(monthly_review, user, acting_manager):
    if user.pk == monthly_review.engineer_id:
        partner = acting_manager.first_name
        is_marked = monthly_review.engineer_done_at is not None
        is_marked_by_partner = monthly_review.manager_done_at is not None
    else:
        partner = monthly_review.engineer.first_name
        is_marked = monthly_review.manager_done_at is not None
        is_marked_by_partner = monthly_review.engineer_done_at is not None
    if is_marked:
        return f"{partner}’s turn to mark it done", False
    if is_marked_by_partner:
        return "Your turn to mark it done", True
    return f"You and {partner} talk", True


def find_stand_in(monthly_review):
    """The `StandIn` who acts for the manager of this month now, or None."""
    stand_ins = StandIn.objects.active().filter(
        manager=monthly_review.manager_id, person__is_active=True
    )
    stand_ins = stand_ins.exclude(person=monthly_review.engineer_id)
    for stand_in in stand_ins.select_related("person"):
        if any(stand_in.first_day <= day <= stand_in.last_day for day in monthly_review.due_days):
            return stand_in
    return None


def _steps(monthly_review):
    state = monthly_review.state
    current = reached_step(monthly_review)
    steps = []
    for position, step in enumerate(STEPS):
        if state == MonthlyState.DONE or position < STEPS.index(current):
            steps.append(BarStep(step.label, "done"))
        elif step != current:
            steps.append(BarStep(step.label, "later"))
        elif state in ENDINGS:
            steps.append(BarStep(monthly_review.get_state_display(), "ended"))
        else:
            steps.append(BarStep(step.label, "now"))
    return tuple(steps)


def reached_step(monthly_review):
    """The step that the month is at, or had reached when it was excused or closed as incomplete."""
    if monthly_review.state not in ENDINGS:
        return monthly_review.state
    for missing in Missing:
        if missing in monthly_review.missing:
            return STEP_MISSING[missing]
    if monthly_review.validated_at:
        return MonthlyState.DISCUSSING
    if monthly_review.sent_at:
        return MonthlyState.VALIDATING
    return MonthlyState.SELECTING
