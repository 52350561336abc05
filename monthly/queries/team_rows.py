"""One person of the team in one month, in words for whoever acts as their manager."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.urls import reverse

from core.dates import format_short_day
from core.text import join_words
from core.weeks import today_in
from monthly.models import MonthlyReview, Selection
from monthly.queries.state_bar import find_due_day, reached_step
from monthly.rules import can_redraw
from monthly.states import (
    ENDINGS,
    OPEN,
    STEPS,
    WITH_ENGINEER,
    Excuse,
    Missing,
    MonthlyState,
)

NUMBERS = ("None", "One", "Both")


@dataclass(frozen=True)
class TeamRow:
    """`user` is who looks at it; `criteria_count` is the number of criteria of one case."""

    month: MonthlyReview
    selections: list[Selection]
    criteria_count: int
    user_id: int
    today: date

    @property
    def engineer(self):
        return self.month.engineer

    @property
    def is_open(self):
        return self.month.state in OPEN

    @property
    def is_your_turn(self):
        """To validate, or to mark as done what the engineer has marked."""
        if self.month.state == MonthlyState.DISCUSSING:
            is_marked = self.month.engineer_done_at is not None
            return is_marked and self.month.manager_done_at is None
        return self.month.state == MonthlyState.VALIDATING

    @property
    def sort_key(self):
        """By due date, then first name. Ended months have no due date."""
        return self.due_on or date.max, self.engineer.first_name, self.engineer.pk

    @cached_property
    def due_on(self):
        return find_due_day(self.month)

    @property
    def is_late(self):
        return self.due_on is not None and self.due_on < self.today

    @property
    def due(self):
        """When it is due, in words."""
        if self.is_late and self.today - self.due_on < timedelta(days=7):
            return f"Late since {self.due_on:%a}"
        if self.is_late:
            return f"Late since {self.due_on.day} {self.due_on:%b}"
        if self.due_on == self.today:
            return "Today"
        if self.due_on == self.today + timedelta(days=1):
            return "Tomorrow"
        return self._day(self.due_on)

    @property
    def due_tone(self):
        """The colour of the due date: red when late, amber when it is near or your turn."""
        if self.is_late:
            return "bad"
        is_near = self.due_on <= self.today + timedelta(days=1)
        return "warn" if is_near or self.is_your_turn else "line"

    @property
    def pips(self):
        """The states of the five marks: done, now, later, or ended for excused months."""
        state = self.month.state
        if state == MonthlyState.EXCUSED:
            return ["ended"] * len(STEPS)
        if state == MonthlyState.DONE:
            return ["done"] * len(STEPS)
        reached = STEPS.index(reached_step(self.month))
        now = "ended" if state == MonthlyState.INCOMPLETE else "now"
        return ["done"] * reached + [now] + ["later"] * (len(STEPS) - reached - 1)

    @property
    def line(self):
        """Where it stands, in a sentence or two. Says nothing of what anyone answered."""
        return {
            MonthlyState.SELECTING: self._selecting,
            MonthlyState.SELF_ASSESSING: self._self_assessing,
            MonthlyState.VALIDATING: self._validating,
            MonthlyState.DISCUSSING: self._discussing,
            MonthlyState.DONE: self._done,
            MonthlyState.EXCUSED: self._excused,
            MonthlyState.INCOMPLETE: self._incomplete,
        }[self.month.state]()

    @property
    def trouble(self):
        """What happened to the drawn case since, as a sentence; "" if nothing did."""
        if self.drawn is None or not self.is_open or not self.drawn.is_case_gone:
            return ""
        if self.drawn.case.deleted_at:
            return "The drawn case has since been deleted."
        return "The drawn case now has a new owner."

    @property
    def can_redraw(self):
        return can_redraw(self.month, self.drawn)

    @property
    def action(self):
        """(label, address) of the button of the row, or None."""
        state = self.month.state
        if state == MonthlyState.VALIDATING and self.selections:
            return self._validate_action()
        page_url = reverse("monthly_review", args=[self.month.pk])
        if state == MonthlyState.DISCUSSING:
            return "Agenda", page_url
        if state == MonthlyState.DONE or (state in ENDINGS and self.month.validated_at):
            return "Open", page_url
        return None

    @cached_property
    def drawn(self):
        return next((selection for selection in self.selections if selection.is_drawn), None)

    @cached_property
    def other_draft(self):
        """The draft of somebody else who has begun to validate."""
        for selection in self.selections:
            draft = selection.manager_review
            if draft and draft.reviewer_id != self.user_id:
                return draft
        return None

    def _validate_action(self):
        for_case = self.selections[0]
        for selection in reversed(self.selections):
            if selection.manager_answered < self.criteria_count:
                for_case = selection
        has_begun = any(selection.manager_review for selection in self.selections)
        label = "Continue" if has_begun and not self.other_draft else "Validate"
        return label, reverse("monthly_validate", args=[self.month.pk, for_case.case_id])

    def _selecting(self):
        if not self.selections:
            return "No case could be drawn, and none is chosen yet"
        if len(self.selections) > 1:
            return "Both cases are chosen"
        if self.drawn:
            return "One case is drawn, the second is not chosen yet"
        return "One case is chosen. None could be drawn"

    def _self_assessing(self):
        complete = sum(self._is_complete(selection) for selection in self.selections)
        if len(self.selections) == 1:
            return "The case is complete" if complete else "The case is not complete yet"
        if complete == len(self.selections):
            return "Both cases are complete, but not sent yet"
        return f"{NUMBERS[complete]} of two cases complete"

    def _validating(self):
        sent = f"Sent {self._day(today_in(self.month.zone, self.month.sent_at))}."
        if self.other_draft:
            return f"{sent} {self.other_draft.reviewer.first_name} has started"
        answered = sum(selection.manager_answered for selection in self.selections)
        if not answered:
            return f"{sent} You have not started"
        total = self.criteria_count * len(self.selections)
        return f"{sent} You have answered {answered} of {total}"

    def _discussing(self):
        name = self.engineer.first_name
        if self.month.manager_done_at:
            return f"You marked it done. {name} has not yet"
        if self.month.engineer_done_at:
            return f"{name} marked it done. You have not yet"
        validated = self._day(today_in(self.month.zone, self.month.validated_at))
        return f"Validated {validated}. The talk is next"

    def _done(self):
        return f"Marked done by both of you, {self._ended_day()}"

    def _excused(self):
        if self.month.excuse == Excuse.REASON:
            return self.month.excuse_note
        return self.month.get_excuse_display()

    def _incomplete(self):
        parts = [Missing(part).label for part in self.month.missing]
        return f"Closed {self._ended_day()}. Missing: {join_words(parts)}"

    def _ended_day(self):
        return self._day(today_in(self.month.zone, self.month.ended_at))

    def _is_complete(self, selection):
        return selection.self_answered == self.criteria_count and not selection.self_uncommented

    def _day(self, day):
        return format_short_day(day, self.today)


def describe_missing(rows):
    """What is missing before the month closes, named, as sentences."""
    groups = [
        ("Your answers for {}", in_state(rows, MonthlyState.VALIDATING)),
        ("Self-assessments of {}", in_state(rows, *WITH_ENGINEER)),
        ("Talks with {}", [row for row in rows if row.is_open]),
    ]
    return [
        sentence.format(join_words([row.engineer.first_name for row in missing]))
        for sentence, missing in groups
        if missing
    ]


def in_state(rows, *states):
    return [row for row in rows if row.month.state in states]


def describe_late(rows):
    """Whose month is late and whose turn it is, for the figure: "Bo’s, your turn"."""
    late = [row for row in rows if row.is_late]
    if not late:
        return ""
    names = join_words([f"{row.engineer.first_name}’s" for row in late])
    if len(late) == 1 and late[0].is_your_turn:
        return f"{names}, your turn"
    return names
