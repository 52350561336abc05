def can_send_again(user):
    return user.is_active and user.is_superuser


def can_test(user):
    return user.is_active and user.is_superuser


def can_enable(user):
    return user.is_active and user.is_superuser
