def can_configure(user):
    """What is configured, and the buttons that try it, are for those who look after the installation."""
    return user.is_active and user.is_superuser
