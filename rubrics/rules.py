def can_manage_rubrics(user):
    """Coordinators run the programme; everybody else reads."""
    return user.is_coordinator
