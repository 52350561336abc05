from django.db.models import Q

from monthly.models import MonthlyReview
from monthly.states import WITH_ENGINEER, MonthlyState
from people.models import Membership, User
from people.states import Role


def is_engineer(user, monthly_review):
    return user.is_active and monthly_review.engineer_id == user.pk


def acts_as_manager(user, monthly_review):
    """The manager, a stand-in while they stand in, or whoever sent the validation."""
    return MonthlyReview.objects.managed_by(user).filter(pk=monthly_review.pk).exists()


def can_choose(user, monthly_review):
    """The engineer chooses the second case until the self-assessment is sent."""
    return is_engineer(user, monthly_review) and monthly_review.state in WITH_ENGINEER


def can_redraw(monthly_review, drawn):
    """Another case can be drawn until the self-assessment of the `drawn` one has begun."""
    if monthly_review.state not in WITH_ENGINEER:
        return False
    return drawn is None or drawn.self_review_id is None


def can_recall(user, monthly_review):
    """The engineer, until somebody who validates has opened one of the self-assessments."""
    is_waiting = monthly_review.state == MonthlyState.VALIDATING
    return is_engineer(user, monthly_review) and is_waiting and monthly_review.read_at is None


def is_system(user):
    """Whether it is the user that acts for sweeps."""
    return user.email == User.SYSTEM_EMAIL


def can_open(user, engineer, manager):
    """The sweep, and the manager by hand."""
    return is_system(user) or (user.is_active and user.pk == manager.pk and user != engineer)


def can_close(user):
    """Only the sweep: months are closed by rule."""
    return is_system(user)


def can_move(user):
    """Only the sweep: months follow the main manager."""
    return is_system(user)


def can_excuse(user, monthly_review):
    """Anyone who acts as the manager, and the sweep."""
    return is_system(user) or acts_as_manager(user, monthly_review)


def can_discuss(user, monthly_review):
    """The engineer and whoever acts as the manager. The state decides what they can change."""
    return is_engineer(user, monthly_review) or acts_as_manager(user, monthly_review)


def can_show_step(user, step):
    """The engineer decides which of their steps a later manager sees."""
    return is_engineer(user, step.monthly_review)


def can_name_stand_in(user, manager):
    """Managers for themselves, and coordinators."""
    return user.is_active and (user.pk == manager.pk or user.is_coordinator)


def can_change_settings(user):
    """Which teams take part, with which rubric, and when months open."""
    return user.is_coordinator


def can_change_blind_mode(user, team, day):
    """The managers of the team on `day`: those with that role in it, and those of its engineers."""
    if not user.is_active:
        return False
    members = Membership.objects.on(day).filter(team=team)
    is_in_team = Q(user=user, role=Role.MANAGER)
    return members.filter(is_in_team | Q(manager=user, role=Role.ENGINEER)).exists()
