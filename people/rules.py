"""Who may do what to people and teams. Superusers count as coordinators."""

from people.models import Membership


def can_manage_people(user):
    return user.is_coordinator


def can_manage_teams(user):
    return user.is_coordinator


def can_change_person(user, person):
    """Only admins change admins; a coordinator could become one by an admin's invitation link."""
    return user.is_coordinator and (
        user.is_superuser or not (person.is_superuser or person.is_staff)
    )


def can_invite(user, person):
    """Only people who have not joined; after that the account is theirs."""
    return can_change_person(user, person) and person.is_active and not person.has_joined


def can_deactivate(user, person):
    return can_change_person(user, person) and person.is_active and person.pk != user.pk


def can_end_sessions(user, person):
    """People end their own sessions; admins end anybody's, such as after a lost laptop."""
    return user.is_active and (user.pk == person.pk or user.is_superuser)


def can_change_account(user):
    """Sign-in address, password and admin access: admins only."""
    return user.is_active and user.is_superuser


def can_change_organisation(user):
    return user.is_active and user.is_superuser


def can_reactivate(user, person):
    return can_change_person(user, person) and not person.is_active


def can_add_absence(user, person, day):
    """People themselves, and their managers on `day`."""
    if user.pk == person.pk:
        return True
    return user.is_active and Membership.objects.on(day).filter(user=person, manager=user).exists()
