def can_configure(user):
    """The system status and its test buttons are for admins."""
    return user.is_active and user.is_superuser
