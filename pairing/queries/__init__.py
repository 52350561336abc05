from pairing.queries.absences import effects_of_absences
from pairing.queries.attention import (
    describe_announcement,
    describe_not_signed_in,
    find_broken_pairings,
    find_not_signed_in,
    find_pools_without_draw,
    list_broken,
)
from pairing.queries.busy_weeks import list_busy_weeks
from pairing.queries.channel_status import find_channel_status
from pairing.queries.covers import volunteers
from pairing.queries.draws import (
    choose_attempt,
    draw_page,
    find_distance_obstacle,
    find_draw,
    is_open,
    last_drawn_at,
    list_attempts,
    list_draws,
    sitting_out,
)
from pairing.queries.exclusions import engine_rules, exclusions_page, room
from pairing.queries.explanations import pair_reason, too_many_reviews
from pairing.queries.guidance import default_guidance, guidance_of, split_sections
from pairing.queries.history import own_history
from pairing.queries.inputs import build_inputs
from pairing.queries.matrix import matrix_page
from pairing.queries.next_draws import announced_at, due_draws, ended_cycles, next_draws_of
from pairing.queries.pairings import visible_pairings
from pairing.queries.people import find_active_people, match_people
from pairing.queries.pools import (
    candidates,
    cycle_tabs,
    drawn_cycles,
    engineers_of,
    list_pools,
    pool_page,
    with_leads,
)
from pairing.queries.redraws import plan_redraw
from pairing.queries.repairs import plan_repair, roster
from pairing.queries.request_items import due_for
from pairing.queries.requests import open_requests
from pairing.queries.schedule import pool_schedules
from pairing.queries.serializers import serialize_draw, serialize_rehearsal
from pairing.queries.swaps import is_swap_possible, swap_candidates, visible_swaps
from pairing.queries.upcoming import rehearsal, upcoming_page
from pairing.queries.verification import build_record, find_differences
from pairing.queries.week import (
    cards_for,
    cycle_ring,
    happenings_for,
    hero_for,
    next_draws_for,
    week_of,
)

__all__ = [
    "announced_at",
    "build_inputs",
    "build_record",
    "candidates",
    "cards_for",
    "choose_attempt",
    "cycle_ring",
    "cycle_tabs",
    "describe_announcement",
    "describe_not_signed_in",
    "default_guidance",
    "draw_page",
    "drawn_cycles",
    "due_draws",
    "due_for",
    "effects_of_absences",
    "ended_cycles",
    "engine_rules",
    "engineers_of",
    "exclusions_page",
    "find_active_people",
    "find_broken_pairings",
    "find_channel_status",
    "find_differences",
    "find_distance_obstacle",
    "find_draw",
    "find_not_signed_in",
    "find_pools_without_draw",
    "guidance_of",
    "happenings_for",
    "hero_for",
    "is_open",
    "is_swap_possible",
    "last_drawn_at",
    "list_attempts",
    "list_broken",
    "list_busy_weeks",
    "list_draws",
    "list_pools",
    "match_people",
    "matrix_page",
    "next_draws_for",
    "next_draws_of",
    "open_requests",
    "own_history",
    "pair_reason",
    "plan_redraw",
    "plan_repair",
    "pool_page",
    "pool_schedules",
    "rehearsal",
    "room",
    "roster",
    "serialize_draw",
    "serialize_rehearsal",
    "sitting_out",
    "split_sections",
    "swap_candidates",
    "too_many_reviews",
    "upcoming_page",
    "visible_pairings",
    "visible_swaps",
    "volunteers",
    "week_of",
    "with_leads",
]
