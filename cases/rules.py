def can_import(user):
    """Coordinators, and the SYSTEM user, who runs the command."""
    return user.is_coordinator or user.email == user.SYSTEM_EMAIL
