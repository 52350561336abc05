from people.queries.absences import absence_clash, absence_on
from people.queries.places import (
    is_set_up,
    known_external_ids,
    managers_of,
    manages,
    only_manager,
    organisation,
    primary_manager,
    primary_memberships,
    primary_team,
    teams_of,
    today,
)

__all__ = [
    "absence_clash",
    "absence_on",
    "is_set_up",
    "known_external_ids",
    "managers_of",
    "manages",
    "only_manager",
    "organisation",
    "primary_manager",
    "primary_memberships",
    "primary_team",
    "teams_of",
    "today",
]
