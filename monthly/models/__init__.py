from monthly.models.agreements import Agreement
from monthly.models.monthly_reviews import MonthlyReview
from monthly.models.selections import Selection
from monthly.models.stand_ins import StandIn
from monthly.models.steps import NextStep
from monthly.models.team_settings import Schedule, TeamSettings

__all__ = [
    "Agreement",
    "MonthlyReview",
    "NextStep",
    "Schedule",
    "Selection",
    "StandIn",
    "TeamSettings",
]
