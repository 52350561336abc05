from pairing.actions.absences import notify_leads_of_absence
from pairing.actions.busy_weeks import mark_duty, return_busy_week, take_busy_week
from pairing.actions.covers import request_cover, take_cover, withdraw_cover
from pairing.actions.cycles import close_cycle
from pairing.actions.draws import draw_cycle
from pairing.actions.exclusions import add_exclusion, end_exclusion, restore_exclusion
from pairing.actions.guidance import change_guidance
from pairing.actions.members import (
    add_lead,
    add_members,
    leave_pools,
    remove_lead,
    remove_member,
)
from pairing.actions.pairings import (
    leave_pairing,
    mark_done,
    mark_reopened,
    mark_started,
    mark_unstarted,
    skip_pairing,
    skip_pairings_of,
)
from pairing.actions.pools import change_pool, create_pool, send_channel_test
from pairing.actions.redraws import redraw_cycle
from pairing.actions.repairs import repair_draw
from pairing.actions.requests import expire_requests
from pairing.actions.swaps import accept_swap, decline_swap, request_swap, withdraw_swap

__all__ = [
    "accept_swap",
    "add_exclusion",
    "add_lead",
    "add_members",
    "change_guidance",
    "change_pool",
    "close_cycle",
    "create_pool",
    "decline_swap",
    "draw_cycle",
    "end_exclusion",
    "expire_requests",
    "leave_pairing",
    "leave_pools",
    "mark_done",
    "mark_duty",
    "mark_reopened",
    "mark_started",
    "mark_unstarted",
    "notify_leads_of_absence",
    "redraw_cycle",
    "remove_lead",
    "remove_member",
    "repair_draw",
    "request_cover",
    "request_swap",
    "restore_exclusion",
    "return_busy_week",
    "send_channel_test",
    "skip_pairing",
    "skip_pairings_of",
    "take_busy_week",
    "take_cover",
    "withdraw_cover",
    "withdraw_swap",
]
