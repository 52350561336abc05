def can_import(user):
    """Coordinators, and the SYSTEM user for whom the command acts."""
    return user.is_coordinator or user.email == user.SYSTEM_EMAIL
