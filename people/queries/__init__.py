from people.queries.places import (
    is_set_up,
    managers_of,
    manages,
    organisation,
    primary_manager,
    primary_memberships,
    primary_team,
    teams_of,
    today,
)

__all__ = [
    "is_set_up",
    "managers_of",
    "manages",
    "organisation",
    "primary_manager",
    "primary_memberships",
    "primary_team",
    "teams_of",
    "today",
]
