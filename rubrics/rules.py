def can_manage_rubrics(user):
    """Only coordinators can; everyone else can read published rubrics."""
    return user.is_coordinator
