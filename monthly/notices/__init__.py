from monthly.notices.endings import MonthExcused, MonthIncomplete
from monthly.notices.managers import ManagerChanged, StandInNamed
from monthly.notices.months import MonthOpened
from monthly.notices.reminders import SelfDue, TalkDue, ValidationDue
from monthly.notices.selections import CaseRedrawn
from monthly.notices.self_assessments import SelfAssessmentRecalled, SelfAssessmentSent
from monthly.notices.validations import MarkedDone, ValidationSent

__all__ = [
    "CaseRedrawn",
    "ManagerChanged",
    "MarkedDone",
    "MonthExcused",
    "MonthIncomplete",
    "MonthOpened",
    "SelfAssessmentRecalled",
    "SelfAssessmentSent",
    "SelfDue",
    "StandInNamed",
    "TalkDue",
    "ValidationDue",
    "ValidationSent",
]
