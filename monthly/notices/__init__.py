from monthly.notices.endings import MonthExcused, MonthIncomplete
from monthly.notices.handovers import ManagerChanged
from monthly.notices.months import MonthOpened
from monthly.notices.reminders import SelfDue, TalkDue, ValidationDue
from monthly.notices.selections import CaseRedrawn
from monthly.notices.self_assessments import SelfAssessmentRecalled, SelfAssessmentSent
from monthly.notices.stand_ins import StandInNamed
from monthly.notices.validations import MarkedDone, ValidationDiscarded, ValidationSent

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
    "ValidationDiscarded",
    "ValidationDue",
    "ValidationSent",
]
