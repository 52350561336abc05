def can_manage_rubrics(user):
    """Only coordinators; everybody else reads published rubrics."""
    return user.is_coordinator
