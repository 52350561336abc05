from people.queries.absences import (
    absence_on,
    absences_from,
    find_absence_conflict,
    with_effects,
)
from people.queries.invitations import get_invitation, invitations_page
from people.queries.memberships import (
    is_manager,
    managers_of,
    manages,
    only_manager,
    possible_managers,
    primary_manager,
    primary_memberships,
    reports_of,
    teams_of,
)
from people.queries.organisation import is_set_up, organisation, today
from people.queries.people import count_waiting, not_joined, people_page, person_page
from people.queries.profile import profile_page
from people.queries.proposals import add_matches, known_external_ids, proposals_page
from people.queries.teams import team_page, teams_page
from people.queries.week import cards_for, due_for, happenings_for

__all__ = [
    "absence_on",
    "absences_from",
    "add_matches",
    "cards_for",
    "count_waiting",
    "due_for",
    "find_absence_conflict",
    "get_invitation",
    "happenings_for",
    "invitations_page",
    "is_manager",
    "is_set_up",
    "known_external_ids",
    "managers_of",
    "manages",
    "not_joined",
    "only_manager",
    "organisation",
    "people_page",
    "person_page",
    "possible_managers",
    "primary_manager",
    "primary_memberships",
    "profile_page",
    "proposals_page",
    "reports_of",
    "team_page",
    "teams_of",
    "teams_page",
    "today",
    "with_effects",
]
