from monthly.actions.discussions import mark_done, save_discussion, unmark_done
from monthly.actions.endings import close_incomplete, excuse_by_rule, excuse_left, excuse_month
from monthly.actions.handovers import move_to_manager
from monthly.actions.openings import open_month, update_due_days
from monthly.actions.schedules import change_schedule
from monthly.actions.selections import choose_case, draw_selection, replace_drawn
from monthly.actions.self_assessments import (
    recall_self_assessment,
    send_self_assessment,
    start_self_assessment,
)
from monthly.actions.stand_ins import (
    add_stand_in,
    cancel_stand_in,
    change_stand_in,
    end_stand_in,
    end_stand_ins_of,
    start_stand_in,
)
from monthly.actions.steps import (
    add_step,
    answer_step,
    change_step,
    hide_step,
    remove_step,
    show_step,
)
from monthly.actions.team_settings import change_blind_mode, choose_rubric, switch_off, switch_on
from monthly.actions.validations import (
    agree_with_rest,
    open_self_assessments,
    save_validation,
    send_validation,
    start_validation,
    take_over_validation,
)

__all__ = [
    "add_stand_in",
    "add_step",
    "agree_with_rest",
    "answer_step",
    "cancel_stand_in",
    "change_blind_mode",
    "change_schedule",
    "change_stand_in",
    "change_step",
    "choose_case",
    "choose_rubric",
    "close_incomplete",
    "draw_selection",
    "end_stand_in",
    "end_stand_ins_of",
    "excuse_by_rule",
    "excuse_left",
    "excuse_month",
    "hide_step",
    "mark_done",
    "move_to_manager",
    "open_month",
    "open_self_assessments",
    "recall_self_assessment",
    "remove_step",
    "replace_drawn",
    "save_discussion",
    "save_validation",
    "send_self_assessment",
    "send_validation",
    "show_step",
    "start_self_assessment",
    "start_stand_in",
    "start_validation",
    "switch_off",
    "switch_on",
    "take_over_validation",
    "unmark_done",
    "update_due_days",
]
